import { words } from '../app/words.js';
import { quick, TARGET, UNSEEN_TARGET, unseen, WHOLE_TARGET, whole } from './preset-settings.js';
import { rowsOf, setupOf } from './setup.js';

/**
 * @typedef {import('./setup.js').Setup} Setup
 *
 * @typedef {object} Preset
 * @property {string} id
 * @property {'quick' | 'large' | 'classic' | 'v1' | 'unseen' | 'whole'} size
 * @property {'gru' | 'rnn' | 'lstm' | 'deep' | 'bidirectional'} kind
 * @property {Setup} setup what differs from the core's defaults
 * @property {number} target updates
 * @property {Figure} [figure]
 *
 * @typedef {object} Present what is chosen now
 * @property {import('../../wasm/sluice.d.ts').Setting[]} table
 * @property {{ settings: import('../../wasm/sluice.d.ts').Settings }} [model]
 * @property {import('./setup.js').Host} host
 * @property {Preset} [preset]
 * @property {{ builtIn?: import('../app/language.js').Language, info: { fingerprint: string } }} [text]
 *
 * What the book reports, which holds for the book's text alone.
 * @typedef {object} Figure
 * @property {string} fingerprint of that text
 * @property {number} training perplexity, running
 * @property {number} [windows] perplexity of held-out windows, each read by itself from a zero state
 */

/** Of the first 10,000 symbols of the book's text in lower-case letters and spaces, and of 15,032. */
const CLASSIC_TEXT = '5a288028343c7809';
const V1_TEXT = '6887a09b2dd429ad';

/** For an alphabet of thousands: most symbols are rare, and Adam takes larger steps for those. @type {Setup} */
const large = { ...quick, optimizer: 'adam', lr: 0.01 };
const LARGE_TARGET = 1000;

/** @type {Setup} */
const classic = {
  hidden: 256,
  init: 'd2l',
  batch: 32,
  steps: 35,
  lr: 1,
  clip: 1,
  seed: 1,
  normalize: 'd2l',
  maxTokens: 10000,
};
const CLASSIC_TARGET = 4000; // about 500 passes

/** What the book's windows cover: 10,000 of 32 steps to train on, the next 5,000 held out. */
const V1_LENGTH = 10000 + 32 + 5000;

/** @type {Setup} */
const v1 = {
  hidden: 32,
  init: 'pytorch',
  reset: 'after',
  batch: 1024,
  steps: 32,
  order: 'overlapping',
  lr: 4,
  clip: 1,
  seed: 1,
  validation: 0.33266, // 5,000 of them
  normalize: 'd2l',
  maxTokens: V1_LENGTH,
};
const V1_TARGET = 500; // about 50 passes

/** @type {Setup} */
const unseenV1 = {
  ...unseen,
  ...{ validation: v1.validation, maxTokens: V1_LENGTH },
  normalize: 'd2l',
};
/** @type {Setup} */
const wholeBook = { ...whole, validation: 0.1, normalize: 'd2l' };

/**
 * @param {Preset['size']} size
 * @param {Preset['kind']} kind
 * @param {Setup} changes
 * @param {Omit<Figure, 'fingerprint'>} [figure]
 * @param {number} [longer] updates, if not those of the size
 * @returns {Preset}
 */
function preset(size, kind, changes, figure, longer) {
  const { base, target, fingerprint } = {
    quick: { base: quick, target: TARGET, fingerprint: '' },
    large: { base: large, target: LARGE_TARGET, fingerprint: '' },
    classic: { base: classic, target: CLASSIC_TARGET, fingerprint: CLASSIC_TEXT },
    v1: { base: v1, target: V1_TARGET, fingerprint: V1_TEXT },
    unseen: { base: unseenV1, target: UNSEEN_TARGET, fingerprint: '' },
    whole: { base: wholeBook, target: WHOLE_TARGET, fingerprint: '' },
  }[size];
  return {
    id: `${size}-${kind}`,
    size,
    kind,
    setup: { ...base, ...changes },
    target: longer ?? target,
    figure: figure && { fingerprint, ...figure },
  };
}

const both = /** @type {const} */ ({ cell: 'lstm', layers: 2, bidirectional: true });
const scratchRnn = /** @type {const} */ ({ cell: 'rnn', init: 'd2l', lr: 1 });
const twoGrus = /** @type {const} */ ({ cell: 'gru', layers: 2, lr: 2 });
const adam = /** @type {const} */ ({ optimizer: 'adam', lr: 0.005 });

/** The chapters, in the book's order. */
export const chapters = /** @type {const} */ (['rnn', 'gru', 'lstm', 'deep', 'bidirectional']);

/** The first of them is for a first visit. */
export const presets = [
  preset('quick', 'gru', { cell: 'gru' }),
  preset('quick', 'rnn', { cell: 'rnn', lr: 1 }),
  preset('quick', 'lstm', { cell: 'lstm', lr: 4 }),
  preset('quick', 'deep', { cell: 'lstm', layers: 2, hidden: 96, ...adam }),
  preset('quick', 'bidirectional', { ...both, hidden: 64, ...adam }),
  preset('large', 'gru', { cell: 'gru' }),
  preset('large', 'rnn', { cell: 'rnn' }),
  preset('large', 'lstm', { cell: 'lstm' }),
  preset('classic', 'rnn', { cell: 'rnn', hidden: 512 }, { training: 1.0 }),
  preset('classic', 'gru', { cell: 'gru' }, { training: 1.1 }),
  preset('classic', 'lstm', { cell: 'lstm' }, { training: 1.3 }),
  preset('classic', 'deep', { cell: 'lstm', layers: 2, init: 'pytorch', lr: 2 }, { training: 1.0 }),
  preset('classic', 'bidirectional', { ...both, init: 'pytorch' }, { training: 1.1 }),
  preset('v1', 'rnn', scratchRnn, { training: 6.2, windows: 7.2 }, 2 * V1_TARGET),
  preset('v1', 'gru', { cell: 'gru' }, { training: 4.9, windows: 6.55 }),
  preset('v1', 'lstm', { cell: 'lstm' }, { training: 5.8, windows: 6.7 }),
  preset('v1', 'deep', twoGrus, { training: 4.1, windows: 6.1 }, 2 * V1_TARGET),
  preset('unseen', 'deep', {}),
  preset('whole', 'deep', {}),
];

/** The one of a first visit with this text. @param {import('../app/language.js').Language} [builtIn] undefined: the visitor's own */
export function firstFor(builtIn) {
  const id = builtIn === 'zh' ? 'large-gru' : 'quick-gru';
  return /** @type {Preset} */ (presets.find((preset) => preset.id === id));
}

/**
 * @param {import('./setup.js').Row[]} rows
 * @param {Setup} setup
 * @returns {Setup} with defaults for what it does not name
 */
export const complete = (rows, setup) => ({
  ...Object.fromEntries(rows.map((row) => [row.name, row.default])),
  ...setup,
});

/** Where it does not matter for what is learned. @type {ReadonlySet<string>} */
const ELSEWHERE = new Set(['workers', 'engine', 'seed']);

/** The setup that is chosen; before the first model, the one that a first visit begins with. @param {Pick<Present, 'model' | 'host' | 'text'>} now */
export const presentSetup = (now) => setupOf(now, firstFor(now.text?.builtIn).setup);

/** The preset that this is, whatever the seed. @param {Present} now */
export function presetOf(now) {
  const rows = rowsOf(now.table);
  const setup = presentSetup(now);
  const names = rows.map(({ name }) => name).filter((name) => !ELSEWHERE.has(name));
  return presets.find((preset) => {
    const wanted = complete(rows, preset.setup);
    return names.every((name) => wanted[name] === setup[name]);
  });
}

/** The book's figure for this very training, if it has one. @param {Pick<Present, 'preset' | 'text'>} now @returns {Figure | undefined} */
export function figureOf({ preset, text }) {
  const figure = preset?.figure;
  return figure && figure.fingerprint === text?.info.fingerprint ? figure : undefined;
}

/** A remark on the book's figures, for beside the chart. @param {Pick<Present, 'preset' | 'text'>} now */
export function remarkOf(now) {
  const { figure } = now.preset ?? {};
  if (!figure) return '';
  if (!figureOf(now)) return words.book.elsewhere;
  return figure.windows ? words.book.windows : words.book.classic;
}
