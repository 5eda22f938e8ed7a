// Perplexity from the probabilities of the symbols that came.

/** Probabilities that can be typed in. */
export const MOST = 20;

/**
 * @typedef {{ probabilities: number[] }} Read
 * @typedef {{ problem: 'empty' | 'many' | 'number' | 'range', word: string }} Problem word: the one that is wrong, if one is
 */

/**
 * Numbers apart by spaces, commas or semicolons.
 * @param {string} text
 * @returns {Read | Problem}
 */
export function readProbabilities(text) {
  const parts = text.split(/[\s,;，；、]+/).filter(Boolean);
  if (parts.length === 0) return { problem: 'empty', word: '' };
  if (parts.length > MOST) return { problem: 'many', word: '' };
  const wrong = parts.find((part) => !/^(\d+(\.\d*)?|\.\d+)$/.test(part));
  if (wrong !== undefined) return { problem: 'number', word: wrong };
  const outside = parts.find((part) => !(Number(part) > 0 && Number(part) <= 1));
  if (outside !== undefined) return { problem: 'range', word: outside };
  return { probabilities: parts.map(Number) };
}

/** Its geometric mean, the mean loss in nats, and the perplexity. @param {number[]} probabilities */
export function perplexityOf(probabilities) {
  const logs = probabilities.map((probability) => -Math.log(probability));
  const loss = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return { mean: Math.exp(-loss), loss, perplexity: Math.exp(loss) };
}
