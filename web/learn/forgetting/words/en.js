import { formatCount, formatRough, formatShare } from '../../../app/format.js';
import { smallShare } from '../../words/power.js';

const names = { rnn: 'RNN', gru: 'GRU', lstm: 'LSTM' };

const share = (/** @type {number} */ share) =>
  share < 0.001 ? smallShare(share) : formatRough(share);

/** @param {number} times */
const manyTimes = (times) =>
  times >= 1000 ? 'over a thousand times' : `${formatRough(times)} times`;

const conclusions = {
  help: 'So with these weights the gates carry the training signal further',
  some: 'So with these weights one of the gated networks carries the training signal further and the other does not',
  equal: 'So with these weights the gates make no real difference',
  hurt: 'So with these weights the gates carry the training signal less far',
};

/** What the chapter says. */
export const words = {
  sentence: 'the water of the river was low that',
  look: 'Weights to look at',
  after: (/** @type {number} */ updates) =>
    updates === 0 ? 'fresh' : `after ${formatCount(updates)} updates`,
  names,
  axes: {
    floor: 'letters back',
    label:
      'What is left of the gradient, against how many letters back; the table has the numbers.',
  },
  back: 'Letters back',
  caption: 'What is left of the gradient',
  share,
  /** @param {ReturnType<typeof import('../decay.js').verdictOf>} verdict */
  verdict({ at, farthest, reaches, plain, gated, conclusion, faint, growing }) {
    const left = gated.map(
      ({ name, left, times }) =>
        `${share(left)} in the ${names[name]}, ${times >= 1 ? `${manyTimes(times)} as much` : `${manyTimes(1 / times)} less`}`,
    );
    const faded = reaches.map(
      ({ name, reach }) => `${names[name]} ${reach ?? `not within ${farthest}`}`,
    );
    return [
      `${at} letters back, ${share(plain)} of the gradient is left in the RNN; ${left.join('; ')}.`,
      `${conclusions[conclusion]}${faint ? ', but little of it reaches that far in any of them' : ''}.`,
      ...growing.map(
        ({ name, times, at }) =>
          `In the ${names[name]} it grows on the way back, to ${formatRough(times)} times its size at ${at} letters: an exploding gradient, the reason for clipping.`,
      ),
      `It first falls below a hundredth, in letters back: ${faded.join(', ')}.`,
    ].join(' ');
  },
  delay: {
    title: 'A letter to remember',
    percent: formatShare,
    /** @param {number} letters */
    intro: (letters) =>
      `Each line of a made-up text is one of ${letters} letters, a long wait, a cue “?”, and the same letter again. Three networks learn it with short waits first, then longer ones. Which of them still knows the letter at the end?`,
    wait: 'Symbols from the letter to its echo',
    run: 'Let the three learn it',
    learning: 'Learning …',
    /** @param {number} right @param {number} at @param {number} delay @param {number} updates */
    course: (right, at, delay, updates) =>
      `${formatShare(right)} right at delay ${at}${at < delay ? ` on the way to ${delay}` : ''}, after ${formatCount(updates)} updates`,
    /** @param {number} delay */
    caption: (delay) => `Letters recalled at delay ${delay}, in lines not used for training`,
    columns: ['Network', 'right', 'longest delay mastered'],
    none: 'none',
    gateCaption: 'What the gates do, on average over the units that hold the letter',
    gateColumns: ['Gate', 'at the letter', 'in the wait', 'theory: letter', 'theory: wait'],
    /** What a unit would do that only holds the letter. @param {string} cell @returns {{ gate: string, letter: string, wait: string }[]} */
    theory: (cell) =>
      ({
        gru: [{ gate: 'z', letter: '0: write', wait: '1: keep' }],
        lstm: [
          { gate: 'i', letter: '1: write', wait: '0: keep out' },
          { gate: 'f', letter: 'any', wait: '1: keep' },
        ],
      })[cell] ?? [],
    /** @param {import('../delay.js').Course[]} courses @param {number} delay @param {number} guess */
    verdict(courses, delay, guess) {
      const shares = courses.map(
        ({ cell, answers }) => `${names[cell]} ${formatShare(answers.right)}`,
      );
      const [rnn = 1, ...gated] = courses.map(({ answers }) => answers.right);
      const helped = gated.every((right) => right > 0.7) && rnn < 0.5;
      const conclusion = helped
        ? 'The RNN has lost the letter on the way: each step mixes it with the input. A gate can close and keep it.'
        : 'With this delay and this seed the three do not differ as theory says they must in the long run: try another delay.';
      return `At delay ${delay}: ${shares.join(', ')}. Guessing gives ${formatShare(guess)}. ${conclusion}`;
    },
    /** @param {typeof import('../delay.js').PLAN} plan @param {number} updates */
    meaning: (plan, updates) =>
      `${plan.hidden} units, Adam ${plan.lr}, batch ${plan.batch}, at most ${formatCount(updates)} updates each, one seed. The delay grows once 99% of the letters are recalled. Theory speaks of a unit that only keeps; a network shares the work among many and trains no longer than it must. So look not for 0 and 1, but for a gate that differs between the letter and the wait.`,
  },

  paragraphs: [
    'How much does a letter far back still matter for the guess that is made now? Calculus has an exact answer: the gradient of the loss with respect to that letter. If it is large, a small change of that letter would change the guess; if it is nearly 0, the letter might as well not have been there, and training cannot learn from it either.',
    'In a plain network the new state is tanh(X W + H W′ + b). On its way back the gradient is multiplied at every step by the matrix W′ and by the slope of tanh, which is at most 1. A hundred such factors below 1 make nearly nothing: the gradient vanishes. With larger weights the factor may exceed 1, and the gradient explodes; clipping its norm tames that, but nothing brings back what has vanished.',
    'The figure measures this on a plain network (RNN) and on two with gates, which later chapters explain (GRU, LSTM): as many units in each, the same text, the same seed. The vertical scale is logarithmic: a straight line down means that the same share is lost at every letter. Fresh weights show the architecture itself, before any learning. Then let them train, and see how the curves rise: learning lengthens memory, as far as gradients reach at all. Below, three such networks have one letter to remember.',
  ],
  tries: [
    {
      ask: 'Fresh weights, 30 letters back: where is more of the gradient left?',
      choices: ['in the plain network', 'in the gated ones', 'equal in all'],
      told: 'All lose most of it, but the gated ones keep many times more: part of their state is passed on from step to step by a gate instead of a matrix.',
    },
    {
      ask: 'After 600 updates, will the curves lie higher or lower than with fresh weights?',
      choices: ['higher', 'lower'],
      told: 'Higher, in all three: training has found weights that use what lies further back. Compare 10 letters back before and after.',
    },
  ],
  conventions: [
    {
      ask: 'What is truncated in “truncated backpropagation”?',
      answer:
        'The gradient stops at the beginning of each window of the text, after 24 letters here. The state itself is carried on. The figure goes 30 letters back in one piece: it measures, it does not train.',
    },
    {
      ask: 'Is clipping a cure for vanishing?',
      answer:
        'No. Clipping shortens a gradient that is too long and leaves a short one as it is. It helps against exploding alone.',
    },
    {
      ask: 'Sum or mean of the loss?',
      answer:
        'Here it is the mean over all letters of the batch. With a sum, the same learning rate would take steps as many times longer as there are letters.',
    },
  ],
  questions: [
    {
      ask: 'Why does the gradient shrink on its way back?',
      choices: [
        'At every step it is multiplied by a matrix and a slope of at most 1',
        'Older letters are stored with fewer digits',
        'The learning rate decays',
      ],
      why: [
        'Repeated factors below 1 leave a power of that factor.',
        'Nothing is rounded away with age.',
        'The rate scales the step, not how the gradient divides among the letters.',
      ],
    },
    {
      ask: 'What does a straight line in the figure mean?',
      choices: [
        'the same amount is lost at every letter',
        'nothing is lost',
        'the same share is lost at every letter',
      ],
      why: [
        'That would be a curve on this scale.',
        'Then it would be level.',
        'A constant factor a step is a straight line on a logarithmic scale.',
      ],
    },
    {
      ask: 'What does clipping do?',
      choices: [
        'It makes small gradients larger',
        'It shortens a gradient whose norm is above a limit',
        'It removes far letters',
      ],
      why: [
        'Small ones stay as they are.',
        'Its direction stays, its length becomes the limit.',
        'It works on the gradient of all weights together.',
      ],
    },
    {
      ask: 'A language marks the verb at the end by a letter 40 places earlier. What follows for a plain network with fresh weights?',
      choices: [
        'It learns the rule first, since it is fixed',
        'It cannot represent such a rule',
        'It hardly gets a signal to learn the rule from',
      ],
      why: [
        'A fixed rule still has to be found through the gradient.',
        'It could; the trouble is finding the weights.',
        'The gradient over 40 steps is close to 0, so other regularities are learned long before it.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, section “Backpropagation Through Time”.',
    'Bengio, Simard and Frasconi, “Learning Long-Term Dependencies with Gradient Descent is Difficult”, 1994.',
    'Chapter 6 switches the clipping off.',
  ],
};
