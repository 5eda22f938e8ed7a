import { FROM, TO } from '../time-line.js';

/** What the chapter says. */
export const words = {
  task: 'Carry the letter of step t′ to step t',
  heads: ['Step', 'letter', 'Z', 'R', 'state after it'],
  /** @param {number} step @param {boolean} isFrom @param {boolean} isTo */
  step: (step, isFrom, isTo) => {
    if (isFrom) return `${step} = t′`;
    return isTo ? `${step} = t` : String(step);
  },
  figure: (/** @type {number} */ value) => value.toFixed(2).replace('-', '−'),
  gate: (/** @type {string} */ gate, /** @type {number} */ step, /** @type {number} */ value) =>
    `${gate} at step ${step}: ${value}`,
  check: 'Check',
  /** @param {import('../time-line.js').Verdict} verdict */
  verdict: (verdict) => {
    if (verdict.right)
      return `Right: the state after step ${TO + 1} depends on the letter of step ${FROM + 1} and on no other.`;
    const step = verdict.step + 1;
    return {
      'never-in': `Not yet. At step ${step} Z is 1: the unit keeps its old value, and the letter of t′ never gets in.`,
      replaced: `Not yet. At step ${step} both gates are 0: the candidate sees the letter of that step alone and replaces the whole state. The letter of t′ is gone.`,
      mixed: `Not yet. At step ${step} Z is 0: the candidate replaces the state. Through R something of t′ gets into it, but mixed with the letter of step ${step}.`,
      leaked: `Not yet. The letter of t′ arrives, but so does what came before it: at step ${step} R is 1 and lets the old state into the candidate.`,
    }[verdict.fault];
  },
  compare: 'Compare side by side',
  comparisons: { cells: 'the cells', gates: 'one gate only', hidden: 'the size' },
  lanes: {
    rnn: 'plain RNN, 48 units',
    gru: 'GRU, 48 units',
    lstm: 'LSTM, 48 units',
    reset: 'GRU, reset gate only',
    update: 'GRU, update gate only',
    small: 'GRU, 16 units',
    large: 'GRU, 96 units',
  },
  laneHeads: ['Network', 'updates', 'training', 'held out'],
  compared: 'Perplexity on 10,000 letters',
  race: 'The same in Race, on the page’s text and with settings of your own',

  paragraphs: [
    'Which gates carry the letter of step t′ to step t? Here is one unit and its time line, and you are its gates. Each letter proposes a number x. The candidate is tanh(x + 1.5 · R · state), and the new state Z · state + (1 − Z) · candidate: Z keeps. Set the gates so that the state after t depends on the letter of t′ and on nothing else.',
    'Many first answer: all gates 0. But then every candidate replaces the state, and at t only the letter of t is left. Think in three stretches: what may happen before t′, what must happen at t′, and what must happen after it. There are many solutions, because some gates make no difference; the page accepts them all, and says of any other what it does.',
    'Below, small networks learn side by side from the same letters: the three cells; a GRU with one of its gates taken away; three sizes. Judge by held-out text, and be slow to judge: on so little text small differences are luck, and with another seed the order may be another. That is a result, too. Race runs longer, on all of the text, and with any setting changed: learning rate, layers, clipping.',
  ],
  tries: [
    {
      ask: 'Set all gates to 0 and check. What does the state after t depend on?',
      choices: ['on every letter', 'on the letter of t alone', 'on nothing'],
      told: 'On the letter of t alone. At each step the candidate sees one letter and replaces the whole state.',
    },
    {
      ask: 'Compare the sizes, in the table below. The largest network has the lowest training perplexity; how does it fare on held-out text?',
      choices: ['best there, too', 'worse than on training by far, and behind a smaller one'],
      told: 'It has the room to learn by heart, and on 9,000 letters it does. Wait for all 600 updates, then compare the last column.',
    },
  ],
  conventions: [
    {
      ask: 'Should all gates not be 0 from t′ to t?',
      answer:
        'No. At t′ R = Z = 0: take in the letter, drop the past. From then until t Z = 1: keep. Whatever R is then makes no difference, for the candidate is not used.',
    },
    {
      ask: 'Can a gate be exactly 0 or 1?',
      answer:
        'Not quite: σ only comes near. With Z = 0.999 a value is down to nine tenths after a hundred steps, which will do. In the exercise the gates are exact.',
    },
    {
      ask: 'Which cell is best?',
      answer:
        'Where texts are short and memory is not tested, they often come out equal. The gates pay where something has to be remembered over a distance: see chapter 2.',
    },
  ],
  questions: [
    {
      ask: 'Which gates take in the letter of t′ and nothing of the past?',
      choices: ['R = 1, Z = 1', 'R = 0, Z = 0', 'R = 0, Z = 1'],
      why: [
        'Then the old state is kept, and no letter comes in.',
        'The candidate sees the letter alone, and becomes the state.',
        'With Z = 1 the candidate is not used at all.',
      ],
    },
    {
      ask: 'Which gate makes no difference while the value is being kept?',
      choices: ['Z', 'R', 'neither'],
      why: [
        'Z is what keeps it.',
        'R acts on the candidate, whose share is 0.',
        'One does: what it acts on is not used.',
      ],
    },
    {
      ask: 'A GRU without an update gate takes every candidate whole. What can it not do?',
      choices: ['leave a value as it is', 'forget the past', 'react to the new letter'],
      why: [
        'At every step the state goes through a matrix and tanh.',
        'R = 0 does that.',
        'The letter enters every candidate.',
      ],
    },
    {
      ask: 'The state after t is to depend on two letters, of t′ and a later s. Which gates at s?',
      choices: ['R = 1, Z = 0', 'R = 0, Z = 0', 'R = 1, Z = 1'],
      why: [
        'The candidate sees both the kept value and the letter, and becomes the state.',
        'Then the letter of t′ is gone.',
        'Then the letter of s does not get in.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, exercises of the section “Gated Recurrent Units (GRU)”.',
    'Jozefowicz, Zaremba and Sutskever, “An Empirical Exploration of Recurrent Network Architectures”, 2015.',
  ],
};
