// What is learned from: symbols and words at random. Speed depends on how many there are, and not on
// what they say.

const LETTERS = ' abcdefghijklmnopqrstuvwxyz';

/** Whole numbers below `bound`, the same in every run. */
function numbers() {
  let state = 1;
  return (/** @type {number} */ bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** 27 distinct symbols, so with <unk> a vocabulary of 28, as in the book. */
export const VOCABULARY = LETTERS.length + 1;

/** @param {number} length of at least a few hundred symbols, so that all 27 are among them */
export function letters(length) {
  const below = numbers();
  return Array.from({ length }, () => LETTERS[below(LETTERS.length)]).join('');
}

/** Of the book's first 600 pairs: distinct words, and how many sentences have 2, 3, ... words. */
const SOURCE = { words: 180, lengths: { 2: 35, 3: 501, 4: 64 } };
const TARGET = { words: 197, lengths: { 2: 170, 3: 189, 4: 193, 5: 33, 6: 12, 7: 3 } };

/** @param {{ words: number, lengths: Record<string, number> }} side @param {string} letter */
function sentences({ words, lengths }, letter) {
  const below = numbers();
  const all = Object.entries(lengths).flatMap(([length, count]) =>
    Array.from({ length: count }, () => Number(length)),
  );
  for (let i = all.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [all[i], all[j]] = [all[j], all[i]];
  }
  let word = 0; // one after the other, so that each occurs more than once
  return all.map((length) => Array.from({ length }, () => `${letter}${word++ % words}`));
}

/** Sentence pairs as lists of words, in sizes like the book's. */
export function pairs() {
  const source = sentences(SOURCE, 's');
  return sentences(TARGET, 't').map((target, i) => [source[i], target]);
}
