// The book's texts, prepared as in its two editions.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Text
 * @property {string} text
 * @property {'none' | 'd2l'} normalize
 * @property {number} [maxTokens]
 * @property {number} validation
 * @property {string} [prompt] of the sample, instead of the book's
 * @property {number} [windows] how many windows the book's edition validates on
 */

/** Steps of a window in the v1.0 edition, and how many it trains and validates on. */
export const WINDOW = 32;
const TRAINING_WINDOWS = 10_000;
const VALIDATION_WINDOWS = 5_000;

/** @param {string} folder */
const timeMachine = (folder) => readFileSync(join(folder, 'timemachine.txt'), 'utf8');

/**
 * The classic edition: the first 10,000 symbols, nothing held out.
 *
 * @param {string} folder
 * @returns {Text}
 */
export const classic = (folder) => ({
  text: timeMachine(folder),
  normalize: 'd2l',
  maxTokens: 10_000,
  validation: 0,
});

/**
 * The whole book, its last tenth held out.
 *
 * @param {string} folder
 * @returns {Text}
 */
export const whole = (folder) => ({
  text: timeMachine(folder),
  normalize: 'd2l',
  validation: 0.1,
});

/**
 * Tiny Shakespeare as nanoGPT divides it: nine tenths to train on.
 *
 * @param {string} folder
 * @returns {Text}
 */
export const shakespeare = (folder) => ({
  text: readFileSync(join(folder, 'tinyshakespeare.txt'), 'utf8'),
  normalize: 'none',
  validation: 0.1,
});

/**
 * A text of the page.
 *
 * @param {'english' | 'chinese'} name
 * @returns {() => Text}
 */
export const builtIn = (name) => () => {
  const text = readFileSync(new URL(`../../../web/texts/${name}.txt`, import.meta.url), 'utf8');
  return { text, normalize: 'none', validation: 0.1, prompt: text.slice(0, 10) };
};

/**
 * The v1.0 edition: what its first 10,000 overlapping windows of 32 cover is trained on, and the
 * stretch of its next 5,000 windows is held out.
 *
 * @param {string} folder
 * @returns {Text}
 */
export function v1(folder) {
  const symbols = timeMachine(folder)
    .replace(/[^A-Za-z]+/g, ' ')
    .toLowerCase();
  const length = TRAINING_WINDOWS + WINDOW + VALIDATION_WINDOWS;
  return {
    text: symbols.slice(0, length),
    normalize: 'none',
    validation: (VALIDATION_WINDOWS + 0.5) / length, // floor(length * validation) is exact
    windows: VALIDATION_WINDOWS,
  };
}

/**
 * The first 600 pairs, as lines.
 *
 * @param {string} folder
 */
export const pairs = (folder) =>
  readFileSync(join(folder, 'fra-eng.tsv'), 'utf8').split('\n').slice(0, 600).join('\n');
