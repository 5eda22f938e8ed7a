import { symbolsOf } from './describe.js';

/**
 * Texts and pairs described by plain objects.
 *
 * @typedef {import('../core/core.js').Core} Core
 */

/** As sl_line_end numbers them. */
const LINE_ENDS = { lf: 0, crlf: 1, cr: 2 };

/**
 * @param {Core} core
 * @param {number} text
 */
export function describeText(core, text) {
  const vocabulary = symbolsOf(core, core.ask('sl_text_vocabulary', text));
  return {
    length: core.ask('sl_text_length', text) >>> 0,
    symbols: vocabulary.length,
    fingerprint: core.text(core.ask('sl_text_fingerprint', text)),
    vocabulary,
    lineEnds: {
      lf: core.ask('sl_text_line_ends', text, LINE_ENDS.lf) >>> 0,
      crlf: core.ask('sl_text_line_ends', text, LINE_ENDS.crlf) >>> 0,
      cr: core.ask('sl_text_line_ends', text, LINE_ENDS.cr) >>> 0,
    },
  };
}

/**
 * @param {Core} core
 * @param {number} pairs
 */
export function describePairs(core, pairs) {
  /** @param {string} name */
  const count = (name) => ({
    source: core.ask(name, pairs, 0) >>> 0,
    target: core.ask(name, pairs, 1) >>> 0,
  });
  return {
    pairs: core.ask('sl_pairs_count', pairs) >>> 0,
    source: symbolsOf(core, core.ask('sl_pairs_vocabulary', pairs, 0)),
    target: symbolsOf(core, core.ask('sl_pairs_vocabulary', pairs, 1)),
    tokens: count('sl_pairs_length'),
    unknown: count('sl_pairs_unknown'),
  };
}
