const LEAST = 40;
const MOST = 140;
const TITLE = 60;

/**
 * The first sentence of the text past its title, or so many symbols of it.
 * @param {string} opening
 */
export function openingSentence(opening) {
  const lines = opening.split('\n');
  const first = lines.find(({ length }) => length > TITLE) ?? opening;
  const symbols = [...first.trim()].slice(0, MOST);
  const end = symbols.findIndex((symbol, i) => i >= LEAST && /[.!?…。！？]/.test(symbol));
  if (end >= 0) return symbols.slice(0, end + 1).join('');
  const text = symbols.join('');
  return symbols.length === MOST && text.includes(' ') ? text.replace(/\s\S*$/, '') : text;
}

/** Distinct symbols of a text outside a vocabulary. @param {string} text @param {string[]} vocabulary */
export function unknownIn(text, vocabulary) {
  const known = new Set(vocabulary);
  return [...new Set(text)].filter((symbol) => !known.has(symbol));
}
