import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';

/** @typedef {import('../sluice.d.ts').SentencePair} SentencePair */

/** @param {any} value @returns {[unknown, unknown] | undefined} its sentences, if it is a pair and no text */
function sentencesOf(value) {
  if (Array.isArray(value) && value.length === 2) return [value[0], value[1]];
  const isPair = value?.source !== undefined || value?.target !== undefined;
  return isPair ? [value.source, value.target] : undefined;
}

/**
 * Pairs given as such, as the lines that loadPairs reads.
 *
 * @param {any[]} pairs `[source, target]` or `{ source, target }`; several documents stay as they are
 * @returns {any} BAD_TEXT
 */
export function pairLines(pairs) {
  if (!sentencesOf(pairs[0])) return pairs;
  return pairs.map((pair, i) => `${line(sentencesOf(pair) ?? [], i)}\n`).join('');
}

/** @param {unknown[]} sentences @param {number} i */
function line(sentences, i) {
  const isGood = (/** @type {unknown} */ one) => typeof one === 'string' && !/[\t\n\r]/.test(one);
  if (sentences.length === 2 && sentences.every(isGood)) return sentences.join('\t');
  const wrong = sentences.find((one) => !isGood(one));
  const found = sentences.length === 2 ? shown(wrong) : 'something else';
  const message = `pair ${i + 1} takes two strings without tabs and line ends, but has ${found}`;
  throw new SluiceError('BAD_TEXT', message);
}
