/** The letters that src/text/tokens.c takes for capitals: Latin, Greek, Cyrillic, Armenian. */
const CAPITAL =
  /[A-Z\u00c0-\u017e\u01a0-\u01a5\u01af\u01cd-\u01ef\u01f8-\u021f\u0222-\u0233\u0386-\u03ab\u0400-\u052f\u0531-\u0556\u1e00-\u1e95\u1e9e-\u1eff]/;

/** @param {string} symbol to which the core gives one small letter */
function lower(symbol) {
  const [first = ''] = CAPITAL.test(symbol) ? symbol.toLowerCase() : symbol;
  return first;
}

/**
 * The tokens of a sentence, as the core cuts it.
 *
 * @param {string} sentence
 * @param {string} tokens 'word' or 'char'
 */
export function cut(sentence, tokens) {
  if (tokens === 'char') return [...sentence.replace(/^ +| +$/g, '')];
  const marked = sentence.replace(/[\u00a0\u202f\t]/g, ' ').replace(/[,.!?]/g, ' $&');
  return Array.from(marked, lower).join('').split(/ +/).filter(Boolean);
}

/**
 * The same with a space between the tokens.
 *
 * @param {string} sentence
 * @param {string} tokens
 */
export const spaced = (sentence, tokens) => cut(sentence, tokens).join(' ');
