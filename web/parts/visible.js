/** What has no ink of its own, as it is drawn. @type {Record<string, string>} */
const GLYPHS = { ' ': '␣', '\u00a0': '⍽', '\n': '↵', '\r': '␍', '\t': '⇥', '\u3000': '□' };

/** @param {string} symbol */
export const visible = (symbol) => GLYPHS[symbol] ?? symbol;
