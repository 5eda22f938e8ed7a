// Results in words and numbers, beside the book's.
import { round } from './language.mjs';

/**
 * @typedef {import('./rows.mjs').Row} Row
 * @typedef {import('./rows.mjs').Result} Result
 */

/** What figures are called, in the order in which they are shown. @type {[string, string][]} */
const FIGURES = [
  ['perplexity', 'perplexity (last epoch, training text)'],
  ['frozen', 'the same of the final weights'],
  ['held_out', 'perplexity on held-out text'],
  ['best', 'the lowest on the way'],
  ['learning_on', 'the same, learning on'],
  ['held_out_nats', 'nats on held-out text'],
  ['learning_on_nats', 'the same, learning on'],
  ['windows', 'the same by separate windows'],
  ['loss', 'nats per target token (last epoch)'],
  ['bleu_sum', "sum of the four sentences' BLEU (book's, k = 2)"],
  ['exact', 'exactly right, of unseen'],
  ['bleu4', 'BLEU-4 (standard, corpus), of unseen'],
  ['right', 'letters that come back'],
  ['tokens_per_second', 'tokens per second'],
];

/**
 * @param {Row} row
 * @param {Result} result
 */
export function describeRow({ name, title, book = {} }, result) {
  const lines = FIGURES.filter(([key]) => result[key] !== undefined).map(([key, label]) => {
    const printed = book[key] === undefined ? '' : `book ${figure(book[key])}`;
    return `  ${label.padEnd(50)}${figure(result[key]).padStart(12)}  ${printed}`.trimEnd();
  });
  if (result.ngram) lines.push(`  n-grams of order 1, 2, ... on it: ${result.ngram.join(' ')}`);
  if (result.sample) lines.push(`  ${result.sample}`);
  for (const { source, text, bleu } of result.translations ?? []) {
    lines.push(`  ${source} -> ${text} (${round(bleu)})`);
  }
  for (const [gate, { letter, wait }] of Object.entries(result.gates ?? {})) {
    lines.push(`  gate ${gate}: ${letter} at the letter, ${wait} in the wait`);
  }
  return `${name}: ${title}; ${result.engine}, ${result.seconds} s\n${lines.join('\n')}\n`;
}

/** @param {number} value */
function figure(value) {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : String(round(value));
}
