import { formatCount, formatRough } from '../../../app/format.js';

/** What the chapter says. */
export const words = {
  sentence: 'the water of the river was low that',
  look: 'Weights to look at',
  after: (/** @type {number} */ updates) =>
    updates === 0 ? 'fresh' : `after ${formatCount(updates)} updates`,
  names: { rnn: 'plain network (dashed)', gru: 'gated network (solid)' },
  axes: {
    distance: 'letters back',
    share:
      'What is left of the gradient, against how many letters back; the table has the numbers.',
  },
  back: 'Letters back',
  caption: 'What is left of the gradient',
  share: (/** @type {number} */ share) => (share < 1e-7 ? 'under 0.0000001' : formatRough(share)),

  paragraphs: [
    'How much does a letter far back still matter for the guess that is made now? Calculus has an exact answer: the gradient of the loss with respect to that letter. If it is large, a small change of that letter would change the guess; if it is nearly 0, the letter might as well not have been there, and training cannot learn from it either.',
    'In a plain network the new state is tanh(X W + H W′ + b). On its way back the gradient is multiplied at every step by the matrix W′ and by the slope of tanh, which is at most 1. A hundred times a factor below 1 is nearly nothing: the gradient vanishes. With larger weights the factor may exceed 1, and the gradient explodes; clipping its norm tames that, but nothing brings back what has vanished.',
    'The figure measures this on two networks of equal size, from the same text and the same seed. The vertical scale is logarithmic: a straight line down means that the same share is lost at every letter. Fresh weights show the architecture itself, before any learning. Then let both train, and see how the curves rise: learning lengthens memory, as far as gradients reach at all.',
  ],
  tries: [
    {
      ask: 'Fresh weights, 30 letters back: in which network is more of the gradient left?',
      choices: ['the plain one', 'the gated one', 'equal in both'],
      told: 'Both lose most of it, but the gated network keeps many times more: part of its state is copied from step to step instead of being multiplied by a matrix.',
    },
    {
      ask: 'After 600 updates, will the curves lie higher or lower than with fresh weights?',
      choices: ['higher', 'lower'],
      told: 'Higher, in both: training has found weights that use what lies further back. Compare 10 letters back before and after.',
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
    'In this page, Inside has experiments on the same question: a letter to remember, and clipping switched off.',
  ],
};
