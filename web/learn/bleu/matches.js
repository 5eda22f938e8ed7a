// Which n-grams of a candidate its reference has too.

/** @param {string} sentence words with spaces between them */
export const wordsOf = (sentence) => sentence.split(/\s+/).filter(Boolean);

/** @param {string[]} tokens @param {number} n @returns {string[]} */
const gramsOf = (tokens, n) =>
  Array.from({ length: Math.max(0, tokens.length - n + 1) }, (_, i) =>
    tokens.slice(i, i + n).join(' '),
  );

/**
 * The candidate's n-grams in their order. Each that matches uses up one of the reference's.
 * @param {string[]} candidate
 * @param {string[]} reference
 * @param {number} n
 */
export function matchesOf(candidate, reference, n) {
  const left = gramsOf(reference, n);
  return gramsOf(candidate, n).map((gram) => {
    const at = left.indexOf(gram);
    if (at >= 0) left.splice(at, 1);
    return { gram, met: at >= 0 };
  });
}

/** What punishes a candidate that is shorter than its reference. @param {number} length @param {number} wanted */
export const brevity = (length, wanted) => Math.exp(Math.min(0, 1 - wanted / length));
