import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';

/** @typedef {import('../sluice.d.ts').SentencePair} SentencePair */

/** @param {any} value @returns {boolean} whether it is meant as a pair: documents are no plain objects, and no arrays of two */
const isPair = (value) =>
  Array.isArray(value)
    ? value.length === 2
    : Object.getPrototypeOf(value ?? '') === Object.prototype;

/**
 * Pairs given as such, as the lines that loadPairs reads.
 *
 * @param {any[]} pairs `[source, target]` or `{ source, target }`; several documents stay as they are
 * @returns {any} BAD_TEXT
 */
export const pairLines = (pairs) =>
  pairs.some(isPair) ? pairs.map((pair, i) => `${line(pair, i)}\n`).join('') : pairs;

/** @param {any} pair @param {number} i */
function line(pair, i) {
  const sentences = Array.isArray(pair) ? pair : [pair?.source, pair?.target];
  const isGood = (/** @type {unknown} */ one) =>
    typeof one === 'string' && one.trim() !== '' && !/[\t\n\r]/.test(one);
  if (sentences.length === 2 && sentences.every(isGood)) return sentences.join('\t');
  const wrong = sentences.length === 2 ? sentences.find((one) => !isGood(one)) : pair;
  const message = `pair ${i + 1} takes two sentences without tabs or line ends, but has ${shown(wrong)}`;
  throw new SluiceError('BAD_TEXT', message);
}
