import { words as drawn } from '../../app/cell/words/en.js';
import { formatCount, formatRough, formatShare } from '../../app/format.js';
import { visible } from '../../parts/visible.js';

// All that the panel says.

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
  empty: 'Nothing to read: type at least one character.',
  tooLong: (/** @type {number} */ length, /** @type {number} */ most) =>
    `This has ${formatCount(length)} symbols; the panel shows ${most} at most.`,
  unknown: (/** @type {string[]} */ symbols, /** @type {number} */ known) =>
    `The model never saw ${symbols.map(quoted).join(', ')}: not among its ${formatCount(known)} symbols. Leave ${symbols.length === 1 ? 'it' : 'them'} out, or train on a text that contains ${symbols.length === 1 ? 'it' : 'them'}.`,
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

  // ---- the lesson
  lesson:
    'Why there are gates, how far a gradient reaches and why it is clipped: the course shows it',
};
