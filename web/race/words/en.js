import {
  formatCount,
  formatPerplexity,
  formatPrecise,
  formatRough,
  formatTenths,
} from '../../app/format.js';
import { words as ofPage } from '../../app/words.js';

// What the race says.

/** @typedef {import('../line-ups.js').LineUp} LineUp */
/** @typedef {{ name: string, value: number }} Valued */

/** @param {number} n @param {string} noun */
const counted = (n, noun) => `${formatCount(n)} ${noun}${n === 1 ? '' : 's'}`;

/** @param {number} ratio */
const percent = (ratio) => `${formatRough(100 * ratio)}%`;

/** @param {string} message as it is put together */
const sentence = (message) => {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
};

/** A difference smaller than this is none. */
const NOTHING = 0.0005;

/** @param {string[]} parts */
const and = (parts) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** @param {Valued[]} all */
const listed = (all) => and(all.map(({ name, value }) => `${name} ${formatPerplexity(value)}`));

/** @param {boolean} byHeldOut */
const measure = (byHeldOut) => (byHeldOut ? 'held-out perplexity' : 'training perplexity');

/** @type {Record<string, Record<string, string>>} */
const choices = {
  cell: { rnn: 'RNN', gru: 'GRU', lstm: 'LSTM' },
  gates: { both: 'both gates', reset: 'only the reset gate', update: 'only the update gate' },
  reset: { before: 'before the product', after: 'after the product' },
  update: { keeps: 'keeps the old', takes: 'takes the new' },
  optimizer: { sgd: 'SGD', momentum: 'momentum', rmsprop: 'RMSProp', adam: 'Adam', adamw: 'AdamW' },
  init: { d2l: 'normal, 0.01', pytorch: 'uniform, by hidden size', xavier: 'Xavier' },
};

/** @param {string} name @param {unknown} value */
const choice = (name, value) => choices[name]?.[String(value)] ?? String(value);

/** What distinguishes a lane from the others. @type {Record<string, (value: any) => string>} */
const values = {
  cell: (value) => choice('cell', value),
  gates: (value) => choice('gates', value),
  optimizer: (value) => choice('optimizer', value),
  layers: (value) => counted(value, 'layer'),
  hidden: (value) => `hidden ${formatCount(value)}`,
  clip: (value) => (value === 0 ? 'no clip' : `clip ${formatPrecise(value)}`),
  bias: (value) => (value ? 'bias' : 'no bias'),
  bidirectional: (value) => (value ? 'both directions' : 'one direction'),
  reset: (value) => `reset ${choice('reset', value)}`,
  order: (value) => `${choice('order', value)} windows`,
};

export const words = {
  title: 'The race: which network learns this text best?',
  intro:
    'Up to four networks learn the text of this page, on the same axes and by the same rules. Choose a line-up, or make your own.',
  /** @param {string} name @param {number} length symbols @param {import('../../lab/setup.js').Host} host */
  textOf(name, length, { maxTokens, normalize }) {
    const part = length === maxTokens ? `, its first ${counted(length, 'symbol')}` : '';
    return `${name}${part}${normalize === 'd2l' ? ', in lower-case letters and spaces' : ''}`;
  },
  /** @param {string} text */
  learnsFrom: (text) => `All lanes learn from: ${text}.`,

  lineUps: 'Line-ups',
  /** @type {Record<LineUp, { title: string, look: string }>} */
  lineUp: {
    cells: {
      title: 'RNN, GRU, LSTM',
      look: 'Which one is ahead after equal updates, which after equal seconds?',
    },
    gates: {
      title: 'GRU: one gate or both',
      look: 'Take one gate away. Does the other do its work? On a short text the difference may be smaller than you expect.',
    },
    reset: {
      title: 'GRU: reset before or after',
      look: 'Cho’s GRU against PyTorch’s. Watch how little it matters for the perplexity; then compare symbols a second.',
    },
    hidden: {
      title: 'Hidden 32 to 256',
      look: 'More units learn the training text faster. Watch the held-out curves: does the largest rise again, and when?',
    },
    layers: {
      title: 'One layer or two',
      look: 'A second layer learns more from each update, but each update takes longer. Race again by equal seconds.',
    },
    rate: {
      title: 'Learning rate 0.1, 1, 4',
      look: 'Too small learns slowly, too large diverges. Which is best for this text, and does the fastest stay ahead on held-out text?',
    },
    clip: {
      title: 'Clip on and off',
      look: 'Clipping shortens a gradient that is too long. Without it, does the RNN’s loss blow up, and what do gates change?',
    },
    luck: {
      title: 'Luck: four seeds',
      look: 'The same network four times, each from different random weights. In the other races, differences of this size mean nothing.',
    },
  },
  lookFor: 'What to look for:',
  ownLineUp: 'A line-up of your own. What do you expect to see? Say it before you press Start.',

  lanes: 'Lanes',
  /** @param {string} letter */
  lane: (letter) => `Lane ${letter}`,
  /** @param {Record<string, any>} lane */
  summary: ({ cell, hidden, layers, optimizer, lr, batch, steps }) =>
    `${choice('cell', cell)}, ${formatCount(layers)}\u00a0×\u00a0${formatCount(hidden)}; ${choice('optimizer', optimizer)} ${formatPrecise(lr)}; ${formatCount(batch)}\u00a0×\u00a0${formatCount(steps)} symbols`,
  laneSettings: 'Settings of',
  duplicate: 'Duplicate',
  remove: 'Remove',
  /** @param {string} what @param {string} lane */
  ofLane: (what, lane) => `${what} ${lane.charAt(0).toLowerCase()}${lane.slice(1)}`,
  addPageModel: 'Add the page’s model',
  noLanes: 'No lanes: choose a line-up, or add the page’s model.',

  /** Where the page's name of a setting does not say enough. @type {Record<string, string>} */
  settings: {
    embedding: 'Embedding (0: none)',
    reset: 'Reset gate acts',
    update: 'Open update gate',
    clip: 'Clip (0: off)',
    average: 'Averaged weights (0: off)',
  },
  choice,
  /** @param {string} name @param {unknown} value */
  value: (name, value) =>
    values[name]?.(value) ??
    `${(ofPage.settings[name] ?? name).toLowerCase()} ${choice(name, value)}`,
  comma: ', ',
  sentence,

  rules: 'Rules',
  by: { updates: 'Equal updates', seconds: 'Equal seconds' },
  amount: { updates: 'Updates each', seconds: 'Seconds of training each' },
  heldOutShare: 'Held out, %',
  start: 'Start the race',
  again: 'Race again',
  stop: 'Stop',

  status: {
    resting: '',
    preparing: 'Taking their places …',
    finishing: 'Writing the samples …',
  },
  /** @param {number} share of the way @param {number | undefined} seconds that are left */
  racing: (share, seconds) =>
    seconds === undefined
      ? `${Math.floor(100 * share)}% of the way`
      : `${Math.floor(100 * share)}% of the way, about ${counted(Math.ceil(seconds), 'second')} left`,
  progress: 'How far the race is',
  started: 'The race has begun.',
  /** @param {string} text */
  ended: (text) => `The race is over. ${text}`,
  otherTraining: 'The page is also training its own model: that takes time away from the lanes.',

  chart: 'Perplexity',
  chartLabel:
    'Perplexity of each lane during the race, on a logarithmic axis. The tables below have the same values.',
  chartHint: 'The curves start here when you press Start.',
  axis: { updates: 'updates', seconds: 'seconds of training' },
  curves: 'Curves',
  show: { both: 'both', training: 'training', heldOut: 'held-out' },
  key: 'Thick, with dots: held-out text, weights frozen. Thin: training text, running average.',

  results: 'Standings',
  /** @param {string} text @param {number} percent @param {number} held symbols */
  caption: (text, percent, held) =>
    percent > 0
      ? `${text}; the last ${formatTenths(percent)}% held out (measured on at most ${formatCount(held)} symbols)`
      : `${text}; nothing held out`,
  rows: {
    training: 'training perplexity',
    heldOut: 'held-out perplexity',
    updates: 'updates',
    seconds: 'seconds of training',
    speed: 'symbols a second',
    parameters: 'parameters',
    fate: 'state',
  },
  meaning:
    'Training: running average over the last twentieth of the way, taken while the weights change. Held-out: frozen weights. Seconds: the time a lane spent in its updates, without measuring.',
  fate: {
    ready: 'ready',
    racing: 'running',
    done: 'done',
    stopped: 'stopped',
    astray: 'blown up',
    diverged: 'diverged',
    failed: 'failed',
  },
  /** @param {number} seconds */
  seconds: (seconds) => `${formatTenths(seconds)}\u00a0s`,
  download: 'Standings as CSV',
  fileName: 'sluice-race.csv',
  otherText: 'The text of the page has changed since this race.',
  otherLanes: 'The lanes have changed since this race; the next race will use the new ones.',

  samples: 'What each writes at the end',
  /** @param {number} temperature */
  samplesMeaning: (temperature) =>
    `The same first words and the same seed for all, at temperature ${temperature}.`,
  noSample: 'Nothing: its weights are no longer finite numbers.',

  table: 'The curves as a table',
  tableRegion: 'Table of the curves',
  training: 'training',
  heldOut: 'held-out',

  verdict: 'What this shows, and what it does not',
  verdictHint: 'The verdict appears here when the race is over.',

  /** @param {string} letter @param {string} label */
  named: (letter, label) => `${label} (${letter})`,
  /** @param {'updates' | 'seconds'} by @param {number} at */
  place: (by, at) =>
    by === 'updates' ? `update ${formatCount(at)}` : `second ${formatTenths(at)}`,
  /** @param {'updates' | 'seconds'} by @param {number} at @param {boolean} finished */
  where: (by, at, finished) => {
    const amount =
      by === 'updates'
        ? counted(Math.floor(at), 'update')
        : `${formatTenths(at)} second${at === 1 ? '' : 's'}`;
    return finished
      ? `After ${amount} each`
      : `Stopped early; after the ${amount} that every lane has completed`;
  },
  /** @param {string} name @param {number} value @param {boolean} byHeldOut @param {string} where */
  alone: (name, value, byHeldOut, where) =>
    `${where}, ${name} has a ${measure(byHeldOut)} of ${formatPerplexity(value)}. There is no other lane to compare it with.`,
  /** @param {Valued[]} pair @param {Valued[]} rest @param {{ where: string, byHeldOut: boolean, by: number }} told */
  ahead: ([first, second], rest, { where, byHeldOut, by }) =>
    `${where}, ${first?.name} is ahead: ${measure(byHeldOut)} ${formatPerplexity(first?.value)}; ${listed([...(second ? [second] : []), ...rest])}. The runner-up is ${percent(by)} higher.`,
  /** @param {Valued[]} pair @param {Valued[]} rest @param {{ where: string, byHeldOut: boolean, by: number }} told */
  level(pair, rest, { where, byHeldOut, by }) {
    const names = and(pair.map(({ name }) => name));
    const two = pair.map(({ value }) => formatPerplexity(value)).join(' and ');
    const others = rest.length > 0 ? `; ${listed(rest)}` : '';
    const difference =
      by < NOTHING ? '' : ` With another seed, a lead of ${percent(by)} can go the other way.`;
    return `${where}, ${names} are level: ${measure(byHeldOut)} ${two}${others}.${difference}`;
  },

  nothingHeldOut:
    'Nothing is held out, so a lane that memorises the text cannot be told apart from one that learns the language.',
  /** @param {{ name: string, training: number, heldOut?: number }} surest @param {{ name: string, heldOut?: number }} best */
  memorises: (surest, best) =>
    `${surest.name} knows its training text best (${formatPerplexity(surest.training)}), yet on unseen text it is behind ${best.name} (${formatPerplexity(surest.heldOut)} against ${formatPerplexity(best.heldOut)}): it memorises more than it learns.`,
  /** @param {string} name @param {string} place @param {number} best @param {number} now */
  risen: (name, place, best, now) =>
    `${name} did best on unseen text at ${place} (${formatPerplexity(best)}). Since then that has risen to ${formatPerplexity(now)} while its training perplexity kept falling. This is overfitting: it should have stopped there.`,
  /** @param {{ name: string, training: number, heldOut?: number }[]} lanes */
  gap(lanes) {
    const pairs = lanes.map(
      ({ name, training, heldOut }) =>
        `${name} (${formatPerplexity(training)} against ${formatPerplexity(heldOut)})`,
    );
    return `Surer of the training text than of the rest: ${and(pairs)}. Part of what was learned is memorised.`;
  },

  /** @param {string} slow @param {string} fast @param {number} ratio */
  slower: (slow, fast, ratio) =>
    `${slow} took ${formatRough(ratio)} times as long as ${fast}; race by equal seconds to see whether the time was well spent.`,
  /** @param {string} most @param {string} least @param {number} ratio */
  readMore: (most, least, ratio) =>
    `Equal updates are not equal reading here: ${most} has read ${formatRough(ratio)} times as many symbols as ${least}.`,
  /** @param {string} most @param {number} many @param {string} least @param {number} few */
  moreUpdates: (most, many, least, few) =>
    `In the same time ${most} made ${counted(many, 'update')}, ${least} ${formatCount(few)}. On another machine these numbers would differ.`,
  /** @param {string} large @param {string} small @param {number} ratio */
  larger: (large, small, ratio) =>
    `${large} has ${formatRough(ratio)} times as many parameters as ${small}: size is being compared too.`,

  /** @param {string} name @param {string} problem a sentence */
  failed: (name, problem) => `${name} could not continue: ${problem}`,
  /** @param {string} name @param {number} updates */
  diverged: (name, updates) =>
    `${name} ended at update ${formatCount(updates)}: its loss is no longer a number.`,
  /** @param {string} name @param {string} place @param {number} symbols */
  astray: (name, place, symbols) =>
    `The loss of ${name} blew up around ${place}: far worse than blind guessing among ${formatCount(symbols)} symbols.`,
  /** @param {number} longest @param {number} clip */
  whyAstray: (longest, clip) =>
    clip === 0
      ? `Nothing shortens its gradients (the longest one seen was ${formatPrecise(longest)}): each step back in time multiplies the gradient by the same weights, so it can grow without bound, and a single step that is too long destroys what the weights have learned. Clipping shortens the step and keeps its direction.`
      : `The longest gradient seen was ${formatPrecise(longest)}. Even clipped to ${formatPrecise(clip)}, each step is too long at this learning rate. Lower one of the two.`,
  /** @param {string} name */
  seesAhead: (name) =>
    `${name} also reads the text backwards, so it sees what it should predict: its low perplexity does not count, and it cannot write.`,

  /** @param {number} count @param {number} least @param {number} most @param {number} spread */
  luck: (count, least, most, spread) =>
    `The same network ${formatCount(count)} times: chance alone gives ${formatPerplexity(least)} to ${formatPerplexity(most)}, ${percent(spread)} apart. A lead smaller than that proves nothing in any race on this text.`,
  same: 'These lanes have the same settings and the same seed: their perplexities agree to the last bit.',
  /** @param {boolean} seedsDiffer */
  limits: (seedsDiffer) =>
    seedsDiffer
      ? 'The lanes also differ in their seeds, so luck is part of the difference. This is one text and one length of training: repeat it before you believe it.'
      : 'One text, one seed, one length of training: it shows who is ahead here and now, not which network is better. Try other seeds, a longer race and another text before you believe it.',
};
