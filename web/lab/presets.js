import { firstPreset, presets as table } from '../../wasm/index.js';
import { words } from '../app/words.js';
import { rowsOf, setupOf } from './setup.js';

/**
 * @typedef {import('./setup.js').Setup} Setup
 *
 * A preset of the package, as the page shows it.
 * @typedef {object} Preset
 * @property {import('../../wasm/sluice.d.ts').PresetName} id
 * @property {'letters' | 'quick' | 'large' | 'classic' | 'v1' | 'unseen' | 'whole'} size
 * @property {'first' | 'gru' | 'rnn' | 'lstm' | 'deep' | 'bidirectional'} kind
 * @property {Setup} setup what differs from the core's defaults
 * @property {number} target updates
 * @property {Figure} [figure]
 *
 * @typedef {object} Present what is chosen now
 * @property {import('../../wasm/sluice.d.ts').Setting[]} table
 * @property {{ settings: import('../../wasm/sluice.d.ts').Settings }} [model]
 * @property {import('./setup.js').Host} host
 * @property {Preset} [preset]
 * @property {{ info: { fingerprint: string, symbols: number } }} [text]
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

/**
 * @param {import('../../wasm/sluice.d.ts').PresetName} id
 * @param {Preset['size']} size
 * @param {Preset['kind']} kind
 * @param {Figure} [figure]
 * @returns {Preset}
 */
function preset(id, size, kind, figure) {
  const { settings, maxTokens, updates } = table[id];
  const setup = { ...settings, ...(maxTokens !== undefined && { maxTokens }) };
  return { id, size, kind, setup, target: updates, figure };
}

/** @param {'rnn' | 'gru' | 'lstm' | 'deep' | 'bidirectional'} kind @param {Omit<Figure, 'fingerprint'>} figure */
const classic = (kind, figure) =>
  preset(`classic-${kind}`, 'classic', kind, { fingerprint: CLASSIC_TEXT, ...figure });

/** @param {'rnn' | 'gru' | 'lstm' | 'deep'} kind @param {Omit<Figure, 'fingerprint'>} figure */
const v1 = (kind, figure) => preset(`v1-${kind}`, 'v1', kind, { fingerprint: V1_TEXT, ...figure });

/** The chapters, in the book's order. */
export const chapters = /** @type {const} */ (['rnn', 'gru', 'lstm', 'deep', 'bidirectional']);

/** The first ones are for a first visit, the others for the chapters. */
export const presets = [
  preset('first', 'letters', 'first'),
  preset('first-large', 'large', 'first'),
  preset('quick-gru', 'quick', 'gru'),
  preset('quick-rnn', 'quick', 'rnn'),
  preset('quick-lstm', 'quick', 'lstm'),
  preset('quick-deep', 'quick', 'deep'),
  preset('quick-bidirectional', 'quick', 'bidirectional'),
  preset('large-gru', 'large', 'gru'),
  preset('large-rnn', 'large', 'rnn'),
  preset('large-lstm', 'large', 'lstm'),
  classic('rnn', { training: 1.0 }),
  classic('gru', { training: 1.1 }),
  classic('lstm', { training: 1.3 }),
  classic('deep', { training: 1.0 }),
  classic('bidirectional', { training: 1.1 }),
  v1('rnn', { training: 6.2, windows: 7.2 }),
  v1('gru', { training: 4.9, windows: 6.55 }),
  v1('lstm', { training: 5.8, windows: 6.7 }),
  v1('deep', { training: 4.1, windows: 6.1 }),
  preset('unseen-deep', 'unseen', 'deep'),
  preset('whole-deep', 'whole', 'deep'),
];

/** The one of a first visit, on a text of so many distinct symbols. @param {number} [symbols] */
export function firstFor(symbols = 0) {
  const id = firstPreset(symbols);
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

/** What a preset leaves open: the machine, the seed, and how long one trains. @type {ReadonlySet<string>} */
const OPEN = new Set(['workers', 'engine', 'seed', 'horizon']);

/** The setup that is chosen; before the first model, the one that a first visit begins with. @param {Pick<Present, 'model' | 'host' | 'text'>} now */
export const presentSetup = (now) => setupOf(now, firstFor(now.text?.info.symbols).setup);

/** The preset that this is. @param {Present} now */
export function presetOf(now) {
  const rows = rowsOf(now.table);
  const setup = presentSetup(now);
  const names = rows.map(({ name }) => name).filter((name) => !OPEN.has(name));
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
