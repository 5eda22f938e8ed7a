import { formatCount, formatPrecise, formatRough } from '../../../app/format.js';

/** What the chapter says. */
export const words = {
  network: 'Network',
  networks: { rnn: 'RNN', gru: 'GRU', lstm: 'LSTM', deep: 'GRU, 2 layers' },
  sizesGroup: 'Sizes',
  sizes: { alphabet: 'Letters', hidden: 'Units' },
  shapes: 'All parameters of a network of these sizes',
  shapeHeads: ['Name', 'weighs', 'shape', 'count'],
  weighs: {
    input: 'the letter',
    below: 'the layer below',
    state: 'the old state',
    bias: 'bias',
    output: 'the state, for the guess',
    outputBias: 'bias of the guess',
  },
  total: 'Together',
  oneUpdate: 'One update taken apart',
  next: 'Make one update',
  steps: 'The update, array by array',
  stepHeads: ['Name', 'gradient norm', '× scale', '× rate', '= step'],
  /** @param {import('../plan.js').View} update @param {number} clip */
  update: ({ update, loss, gradientNorm, scale }, clip) =>
    `Update ${formatCount(update)}: loss ${loss.toFixed(3)} nats a letter. Gradient norm ${formatPrecise(gradientNorm)}, ${
      scale < 1
        ? `above the limit of ${clip}: everything is scaled by ${formatPrecise(scale)}.`
        : `within the limit of ${clip}: nothing is clipped.`
    }`,
  clip: {
    title: 'With the clip switched off',
    /** @param {typeof import('../clip.js').PLAN} plan */
    intro: (plan) =>
      `The same plain network twice (${plan.hidden} units, learning rate ${plan.lr}, the same seed and text): first without the clip, then with a limit of 1. The chart shows the norm of every gradient before clipping.`,
    run: 'Switch the clip off',
    training: 'Training, first without the clip, then with it …',
    chart: {
      label:
        'Norm of the gradient by update, on a logarithmic scale, with and without the clip; the table has the outcome.',
      floor: 'update',
    },
    names: { unclipped: 'no clip', clipped: 'clip 1' },
    caption: 'Both trainings; perplexity of the last update',
    columns: ['Training', 'longest gradient', 'perplexity', 'blew up at update'],
    never: 'never',
    /** @param {{ at: number, first: number, longest: number, worst: string, symbols: number }} told */
    blown: ({ at, first, longest, worst, symbols }) =>
      `Without the clip the loss blew up at update ${at}: perplexity rose to ${worst}; blind guessing would give ${symbols}. The norm of the gradient rose from ${formatRough(first)} at the first update to ${formatRough(longest)}. On its way back in time a gradient passes through the same weights at every step, and can grow at each. One update that long destroys what the weights have learned; the clip shortens it and keeps its direction.`,
    /** @param {number} update @param {string} perplexity */
    saved: (update, perplexity) =>
      ` With the clip at 1, all else equal, perplexity is ${perplexity} at update ${update}.`,
    /** @param {number} updates */
    calm: (updates) =>
      `On this text nothing blew up within ${formatCount(updates)} updates, with or without the clip: a gradient can explode but need not.`,
  },

  paragraphs: [
    'There is nothing in a network but arrays of numbers. With V letters and H units, a plain cell has V × H weights for the letter, H × H for the old state, and H biases. A GRU has all this three times, for R, Z and the candidate; an LSTM four times. A further layer reads the H numbers of the layer below instead of a letter. At the end, H × V weights and V biases make a score for every letter out of the state.',
    'One update goes like this. The network reads a batch of passages and guesses every next letter; the loss is the mean of −ln p, where p is the probability that it gave to the right one. Backpropagation finds the gradient: for every parameter, how the loss changes with it. Its norm is the length of all these numbers as one vector. If that exceeds a limit, clipping scales the whole gradient down to the limit, and its direction stays. Then plain gradient descent moves every parameter by the learning rate times its gradient, downhill.',
    'Choose sizes, and see where the parameters are. Below, the small model makes one update at a press, and the table takes it apart. In each row, step = norm × scale × rate; the squares of the norms add up to the square of the whole norm.',
  ],
  tries: [
    {
      ask: 'A GRU for 28 letters has 32 units. With 64 instead, how do its parameters grow?',
      choices: ['twofold', 'nearly threefold', 'fourfold'],
      told: 'From 6,780 to 19,676, nearly threefold: what joins units with units grows fourfold, what joins them with letters twofold.',
    },
    {
      ask: 'Make one update. Is the loss of the next batch certain to be lower?',
      choices: ['yes, the step goes downhill', 'no'],
      told: 'No. The step goes downhill for its own batch, and the next one is another; a step may be too long, too. Press on: the loss falls on the whole, not each time.',
    },
  ],
  conventions: [
    {
      ask: 'Output or state: what does nn.GRU return?',
      answer:
        'Both. The output has the top layer’s state at every letter; the state has every layer’s at the last letter. With one layer, the last row of the output is the state.',
    },
    {
      ask: 'In what order do the rows stand?',
      answer:
        'The gates are stacked: first H rows for R, then H for Z, then H for the candidate; in an LSTM I, F, candidate, O. Other programs stack them differently, so move weights gate by gate.',
    },
    {
      ask: 'Does PyTorch count more parameters?',
      answer:
        'Yes: it learns two biases where one suffices, so that a GRU has 3 H more in every layer. The functions that can be learned are the same, except with the reset after the product.',
    },
  ],
  questions: [
    {
      ask: 'A GRU has how many times the recurrent parameters of a plain cell?',
      choices: ['twice', 'three times', 'four times'],
      why: [
        'It has two gates, but the candidate has weights too.',
        'For R, for Z and for the candidate.',
        'That is the LSTM: three gates and a candidate.',
      ],
    },
    {
      ask: 'The gradient has norm 5 and is clipped at 1. By what is it multiplied?',
      choices: ['0.2', '1', '4'],
      why: [
        'Limit over norm: 1 / 5.',
        'That would be a norm of at most 1.',
        'The excess is 4; but a gradient is scaled, not shortened by subtraction.',
      ],
    },
    {
      ask: 'What does clipping by the norm leave as it is?',
      choices: ['the length of the step', 'the direction of the step', 'the largest entry'],
      why: [
        'That is what it changes.',
        'All entries get the same factor.',
        'It shrinks with all others.',
      ],
    },
    {
      ask: 'A GRU of 100 units reads a Chinese text with an alphabet of 1,000. Where are most of its parameters?',
      choices: [
        'in the weights of the old state',
        'in the output layer',
        'in the weights of the letters',
      ],
      why: [
        '3 · 100 · 100 = 30,000, the fewest of the three.',
        '1,000 · 100 = 100,000, and 1,000 biases.',
        '3 · 100 · 1,000 = 300,000.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, “Recurrent Neural Network Implementation from Scratch”, and “Gradient Clipping” in it.',
    'Pascanu, Mikolov and Bengio, “On the difficulty of training recurrent neural networks”, 2013.',
  ],
};
