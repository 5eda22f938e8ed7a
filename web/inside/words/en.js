import { words as drawn } from '../../app/cell/words/en.js';
import { formatCount, formatRough, formatShare } from '../../app/format.js';
import { ratio, visible } from '../figures.js';

// All that the panel says.

/** @param {number} times */
const manyTimes = (times) =>
  times >= 1000 ? 'over a thousand times' : `${formatRough(times)} times`;

/** @param {number} n @param {string} one */
const counted = (n, one) => `${formatCount(n)} ${one}${n === 1 ? '' : 's'}`;

/** What has no ink of its own, as it is read aloud. @type {Record<string, string>} */
const INVISIBLE = {
  ' ': 'space',
  '\u00a0': 'no-break space',
  '\n': 'line break',
  '\r': 'carriage return',
  '\t': 'tab',
  '\u3000': 'wide space',
};

/** @param {string} symbol */
const quoted = (symbol) => `“${visible(symbol)}”`;

export const words = {
  /** @param {string[]} sentences */
  together: (sentences) => sentences.join(' '),
  /** One sentence of several. @param {string[]} clauses */
  clauses: (clauses) => `${clauses.join('; ')}.`,
  visible,
  quoted,
  /** @param {string} symbol */
  spoken: (symbol) => INVISIBLE[symbol] ?? symbol,
  percent: (/** @type {number} */ share) =>
    share > 0 && share < 0.0001 ? 'under 0.01%' : formatShare(share),
  figure: drawn.figure,

  title: 'Inside the gates',
  intro: 'The model reads a sentence, one character at a time, with the weights it has now.',
  sentence: 'A sentence to read',
  sentenceHelp: (/** @type {number} */ most) =>
    `It comes from the loaded text, on which the model trains. Or type another, up to ${most} symbols.`,
  look: 'Look inside',
  reading: 'Reading …',
  notYet: 'The engine is not ready yet.',
  empty: 'Nothing to read: type at least one character.',
  tooLong: (/** @type {number} */ length, /** @type {number} */ most) =>
    `This has ${formatCount(length)} symbols; the panel shows ${most} at most.`,
  unknown: (/** @type {string[]} */ symbols, /** @type {number} */ known) =>
    `The model never saw ${symbols.map(quoted).join(', ')}, not among its ${formatCount(known)} symbols. Leave ${symbols.length === 1 ? 'it' : 'them'} out, or train on a text that contains ${symbols.length === 1 ? 'it' : 'them'}.`,
  weights: (/** @type {number} */ updates) =>
    updates === 0
      ? 'Read with fresh weights: nothing is learned yet.'
      : `Read from a zero state with the weights after ${counted(updates, 'update')}, frozen.`,
  trainedOn: (/** @type {number} */ updates) =>
    `The model has since trained on to update ${formatCount(updates)}.`,
  otherModel: 'The page now has another model.',
  bidirectional:
    'This model also reads from the end: it has already seen every symbol that it “predicts”, so its surprise does not measure prediction.',

  layer: 'Layer',
  direction: 'Reads',
  directions: ['forwards', 'backwards'],

  // ---- stepping
  back: 'Back',
  step: 'Step',
  play: 'Play',
  pause: 'Pause',
  pace: 'Pace',
  paces: /** @type {[number, string][]} */ ([
    [3000, 'very slow'],
    [1500, 'slow'],
    [500, 'brisk'],
  ]),
  stepping: 'Stepping through the text',
  at: (
    /** @type {number} */ position,
    /** @type {number} */ length,
    /** @type {string} */ symbol,
    /** @type {string | undefined} */ next,
  ) =>
    `Position ${position + 1} of ${length}: it has read ${quoted(symbol)}${next === undefined ? ', the last symbol.' : ` and must predict ${quoted(next)}.`}`,

  // ---- the text
  text: 'The text, character by character; step with the left and right arrow keys',
  colourBy: 'Colour the text by',
  colours: {
    unit: 'one unit',
    surprise: 'surprise',
    leaning: 'what mattered',
  },
  key: 'Outlined: just read. Underlined: to be predicted.',
  option: (/** @type {string} */ symbol, /** @type {string} */ value) => `${symbol}, ${value}`,
  noContext: 'nothing before it',
  bits: (/** @type {number} */ value) => `${value.toFixed(1)} bits`,
  /** @param {number} mean @param {number} count */
  surprise: (mean, count) =>
    `Mean surprise ${mean.toFixed(2)} bits a symbol over ${counted(count, 'symbol')} (the first has nothing before it): perplexity ${(2 ** mean).toFixed(2)} on this sentence. Surprise is −log₂ of the probability that the model gave to the symbol that came; 1 bit is a coin toss.`,
  surpriseNone: 'A single symbol has no surprise: nothing comes before it to predict it from.',
  /** @param {number} scale */
  surpriseEnd: (scale) => `${scale.toFixed(1)} bits: a blind guess, or worse`,
  surpriseStart: '0 bits: certain',
  unitMeaning: (
    /** @type {number} */ unit,
    /** @type {string} */ block,
    /** @type {string} */ symbol,
    /** @type {string} */ value,
  ) =>
    `Unit ${unit} of ${block}: ${value} after ${quoted(symbol)}. The colour of a character: its value after reading it. What it seems to mean here, it may not mean elsewhere.`,
  leaningEnds: ['no effect', 'the largest in this text'],
  leaningHint: 'Click a character to see what its prediction leaned on.',
  leaningFirst: 'This is the last symbol: no prediction follows to look into.',
  leaningBusy: 'Working it out …',
  /** @param {string} predicted @param {string} strongest @param {number} back @param {number} half */
  leaning: (predicted, strongest, back, half) =>
    `The prediction of ${quoted(predicted)} leaned most on ${quoted(strongest)}, ${counted(back, 'symbol')} before it; the last ${counted(half, 'symbol')} ${half === 1 ? 'accounts' : 'account'} for half of the total.`,
  leaningFlat: (/** @type {string} */ predicted) =>
    `No gradient reaches back from the prediction of ${quoted(predicted)}: nothing to shade.`,
  leaningMeaning:
    'The shade is the norm of the gradient of this one loss with respect to each symbol’s input: how steeply the loss would change if you nudged that input a little. It is a slope at this point. It is not a share of the credit, and not what would happen with another symbol in that place: a closed gate can make it zero for a symbol that mattered.',
  leaningBoth: 'Later symbols are shaded too, since this model reads from both ends.',
  perSlope: (/** @type {number} */ norm) => `gradient norm ${norm.toPrecision(2)}`,

  // ---- the heat map
  heatMap: 'Gates and units over the text',
  heatMapHelp:
    'A column for each character, a row for each unit. Click one to follow it; with the keyboard, left and right move through the text, up and down through the units.',
  heatMapLabel: 'Heat map of gates and hidden units',
  show: 'Show',
  units: 'Units',
  unitChoice: 'Unit',
  liveliest: (/** @type {number} */ n) => `the ${n} whose state varies most`,
  allUnits: (/** @type {number} */ n) => `all ${n}, those that vary most first`,
  gateEnds: ['gates: 0, closed', '1, open'],
  states: 'states:',
  stateEnds: (/** @type {number} */ scale) => [
    `−${formatRough(scale)}`,
    '0',
    `+${formatRough(scale)}`,
  ],
  blocks: drawn.blocks,
  cursor: (
    /** @type {number} */ unit,
    /** @type {string} */ block,
    /** @type {number} */ position,
    /** @type {string} */ symbol,
    /** @type {string} */ value,
  ) => `unit ${unit} of ${block}, position ${position + 1}, ${symbol}: ${value}`,
  table: 'The same numbers at this position, as a table',
  tableCaption: (/** @type {number} */ position, /** @type {string} */ symbol) =>
    `After position ${position + 1}, ${symbol}; the units shown above`,
  unit: 'unit',

  // ---- the drawing of the cell
  cellTitle: 'One unit of the cell, at this character',

  // ---- the equations
  equations: 'What the cell does at this character',
  equationsOf: (/** @type {number} */ unit, /** @type {number} */ hidden) =>
    `As Dive into Deep Learning writes it, with the numbers of unit ${unit} of ${hidden}. ⊙ multiplies elementwise.`,
  start: (/** @type {boolean} */ backwards) =>
    backwards
      ? 'It reads from the end, so it starts here: the previous state is zero.'
      : 'It has read nothing before: the previous state is zero.',
  meanings: drawn.meanings,

  // ---- the prediction
  prediction: 'What it expects next',
  predictionAfter: (/** @type {string} */ tail) => `after “${tail}”`,
  came: 'came',
  rank: (/** @type {number} */ rank) => `rank ${rank}`,
  others: (/** @type {number} */ n) =>
    n === 1 ? 'the one other symbol' : `the ${formatCount(n)} others together`,
  /** @param {string} symbol @param {number} probability @param {number} bits */
  cameTrue: (symbol, probability, bits) =>
    `${quoted(symbol)} came. The model had given it ${words.percent(probability)}: a surprise of ${bits.toFixed(2)} bits.`,
  nothingCame: 'The text ends here: nothing came to compare with.',

  // ---- why gates
  why: 'Why gates: how far back does a gradient reach?',
  whyIntro: (
    /** @type {{ hidden: number, batch: number, steps: number }} */ plan,
    /** @type {number} */ updates,
  ) =>
    `This trains three small models that differ only in their cell (hidden size ${plan.hidden}, ${formatCount(updates)} updates of ${plan.batch} × ${plan.steps} symbols on the first part of the page’s text, Adam), apart from the page’s own model. Then it traces one position’s loss back in time: how large is its gradient at the hidden state d symbols earlier?`,
  run: 'Train the three and compare',
  runAgain: 'Do it again',
  stop: 'Stop',
  stopped: 'Stopped; nothing was measured.',
  tooShort: (/** @type {number} */ least) =>
    `The text is too short: this needs at least ${formatCount(least)} symbols.`,
  progress: (
    /** @type {string} */ cell,
    /** @type {number} */ update,
    /** @type {number} */ updates,
  ) => `${cell}: update ${formatCount(update)} of ${formatCount(updates)}`,
  measuring: (/** @type {string} */ cell) => `${cell}: tracing the gradient back`,
  progressLabel: 'Progress of the comparison',
  when: 'Weights',
  whens: { trained: 'after training', fresh: 'before training' },
  /** @type {Record<string, string>} */
  cells: { rnn: 'RNN', gru: 'GRU', lstm: 'LSTM' },
  /** @type {Record<string, string>} */
  lines: {
    'rnn hidden': 'RNN, H',
    'gru hidden': 'GRU, H',
    'lstm hidden': 'LSTM, H',
    'lstm memory': 'LSTM, memory C',
  },
  chartLabel:
    'Gradient norm against distance, on a logarithmic scale. The table below has the same values.',
  chartX: 'distance d, in symbols',
  chartY: 'gradient norm, relative to distance 0',
  chartTable: 'The chart as a table',
  chartCaption: (/** @type {number} */ passages) =>
    `Norm of the gradient at distance d divided by the norm at distance 0; the median over ${passages} held-out passages`,
  distance: 'distance',
  modelCaption: 'The three models: the same hidden size, but different numbers of parameters',
  modelColumns: ['cell', 'parameters', 'held-out perplexity, trained'],
  ratio,
  /** The same states within a sentence. @type {Record<string, string>} */
  linesInSentence: {
    'rnn hidden': 'the RNN',
    'gru hidden': 'the GRU',
    'lstm hidden': 'the H of the LSTM',
    'lstm memory': 'the memory of the LSTM',
  },
  /** @param {string} line @param {number | undefined} reach @param {number} farthest */
  reach: (line, reach, farthest) =>
    reach === undefined ? `${line}: not within ${farthest}` : `${line}: ${reach}`,
  /** @param {string[]} reaches */
  fades: (reaches) =>
    `How many symbols back does the gradient first fall below a hundredth of its size? ${reaches.join('; ')}.`,
  /** @param {number} at @param {string} plain @param {number} left */
  left: (at, plain, left) =>
    `${at} symbols back, ${ratio(left)} of the gradient is left in ${plain}`,
  /** @param {string} line @param {number} left @param {number} times */
  against: (line, left, times) =>
    `${ratio(left)} in ${line}, ${times >= 1 ? `${manyTimes(times)} as much` : `${manyTimes(1 / times)} less`}`,
  conclusions: {
    help: 'So with this text and training the gates carry the training signal further',
    some: 'So with this text and training one of the gated cells carries the training signal further and the other does not',
    equal: 'So with this text and training the gates make no real difference',
    hurt: 'So with this text and training the gates carry the training signal a shorter way',
  },
  faint: 'but little of it reaches that far in any of them',
  /** @param {string} line @param {number} times @param {number} at */
  grows: (line, times, at) =>
    `In ${line} it grows on the way back, to ${formatRough(times)} times its size at ${at} symbols: an exploding gradient, the reason for clipping.`,
  // ---- the delay task
  delay: {
    title: 'Why gates: a letter to remember',
    /** @param {number} letters */
    intro: (letters) =>
      `A made-up text that tests only memory: each line is one of ${letters} letters, a long wait, a cue “?”, and the same letter again. The three cells learn it with short waits first, then longer ones. Which of them still knows the letter at the end?`,
    slider: 'Delay, in symbols from the letter to its echo:',
    run: 'Let the three learn it',
    learning: 'Learning …',
    /** @param {number} right @param {number} at @param {number} delay @param {number} updates */
    course: (right, at, delay, updates) =>
      `${words.percent(right)} right at delay ${at}${at < delay ? ` on the way to ${delay}` : ''}, after ${counted(updates, 'update')}`,
    /** @param {number} delay */
    caption: (delay) =>
      `Letters recalled at delay ${delay}, in lines not used for training; frozen weights, likeliest symbol`,
    columns: ['cell', 'right', 'longest delay mastered'],
    none: 'none',
    gateCaption:
      'What the gates do: means over the units that hold the letter, weighted by how much they hold',
    gateColumns: [
      'gate',
      'at the letter',
      'in the wait',
      'at the letter, in theory',
      'in the wait, in theory',
    ],
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
        ({ cell, answers }) => `${words.cells[cell]} ${words.percent(answers.right)}`,
      );
      const [rnn, ...gated] = courses.map(({ answers }) => answers.right);
      const helped = gated.every((right) => right > 0.7) && rnn < 0.5;
      const conclusion = helped
        ? ' The plain RNN has lost the letter on the way: each step mixes it with the input. A gate can close and keep it.'
        : ' With this delay and this seed the cells do not differ as theory says they must in the long run: try another delay.';
      return `At delay ${delay}: ${shares.join(', ')}. Guessing gives ${words.percent(guess)}.${conclusion}`;
    },
    /** @param {typeof import('../delay.js').PLAN} plan @param {number} updates */
    meaning: (plan, updates) =>
      `Hidden size ${plan.hidden}, Adam ${plan.lr}, batch ${plan.batch}, at most ${formatCount(updates)} updates for each cell, one seed. The delay grows once 99 % of the letters are recalled. The theory describes a single unit that only keeps; a network shares the work among many, refreshes the letter as it goes, and trains no longer than it must. So do not look for 0 and 1, but for a gate that differs between the letter and the wait.`,
  },

  // ---- the clip switched off
  clip: {
    title: 'Why the clip: a gradient that explodes',
    /** @param {typeof import('../clip.js').PLAN} plan */
    intro: (plan) =>
      `The same RNN twice (hidden size ${plan.hidden}, learning rate ${plan.lr}, same seed, the beginning of the page’s text): first with the clip switched off, then with the clip at 1. The chart shows the norm of every gradient before clipping.`,
    run: 'Switch the clip off',
    training: 'Training, first without the clip, then with it …',
    chartLabel: 'Norm of the gradient by update, on a logarithmic scale, with and without the clip',
    chartX: 'update',
    chartY: 'gradient norm before clipping, by update',
    names: { unclipped: 'no clip', clipped: 'clip 1' },
    caption: 'Both trainings; the perplexity is the running one, of the last update',
    columns: ['training', 'longest gradient', 'perplexity at the end', 'blew up at update'],
    never: 'never',
    /** @param {{ at: number, early: number, longest: number, worst: string, symbols: number }} told */
    blown: ({ at, early, longest, worst, symbols }) =>
      `Without the clip the loss blew up at update ${at}: perplexity rose to ${worst}; blind guessing would give ${symbols}. The norm of the gradient rose from ${ratio(early)} in the first updates to ${ratio(longest)}.`,
    why: 'On its way back in time, a gradient passes through the same weights at every step, and can grow at each. One update that long destroys what the weights have learned. The clip shortens it and keeps its direction.',
    /** @param {number} update @param {string} perplexity */
    saved: (update, perplexity) =>
      `With the clip at 1, all else equal, perplexity is ${perplexity} at update ${update}.`,
    /** @param {number} updates */
    calm: (updates) =>
      `On this text nothing blew up within ${counted(updates, 'update')}, with or without the clip: a gradient can explode but need not. Another text or a higher learning rate may do it.`,
  },

  whyMeaning: (/** @type {{ hidden: number, batch: number, steps: number }} */ plan) =>
    `What this is: the training signal that one prediction sends back, relative to the signal at its own position; medians, on held-out text, of models with one seed. What it is not: a measure of what a model remembers. A gradient that arrives need not be used. Training itself went back ${plan.steps} symbols at most. The same hidden size does not mean the same number of parameters. And the LSTM has two states: its memory C is the path past the gates, its H only the part that shows.`,
};
