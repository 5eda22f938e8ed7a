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
