// The probabilities that the figure searches: of each next symbol, at each step, after each symbol before.

/** The last one ends a sentence. */
export const SYMBOLS = ['A', 'B', 'C', '<eos>'];
export const STEPS = 4;

/**
 * @typedef {object} Row
 * @property {number} step from 1
 * @property {string} after the symbol before; '' at the first step
 * @property {number[]} shares of each symbol
 */

/** Six rows are those of the book's example, where greedy search gets 0.048 and could have had 0.054. @returns {Row[]} */
export const bookRows = () => [
  { step: 1, after: '', shares: [0.5, 0.2, 0.2, 0.1] },
  { step: 2, after: 'A', shares: [0.1, 0.4, 0.3, 0.2] },
  { step: 2, after: 'B', shares: [0.3, 0.1, 0.4, 0.2] },
  { step: 2, after: 'C', shares: [0.3, 0.3, 0.2, 0.2] },
  { step: 3, after: 'A', shares: [0.1, 0.3, 0.3, 0.3] },
  { step: 3, after: 'B', shares: [0.2, 0.2, 0.4, 0.2] },
  { step: 3, after: 'C', shares: [0.1, 0.6, 0.2, 0.1] },
  { step: 4, after: 'A', shares: [0.1, 0.2, 0.1, 0.6] },
  { step: 4, after: 'B', shares: [0.1, 0.2, 0.1, 0.6] },
  { step: 4, after: 'C', shares: [0, 0.2, 0.2, 0.6] },
];

/** As far as a row may be from 1, for what is typed in two decimals. */
const TOLERANCE = 0.005;

/** What is wrong with a row, if anything is. @param {number[]} shares @returns {{ sum?: number } | undefined} */
export function faultOf(shares) {
  if (!shares.every((share) => share >= 0 && share <= 1)) return {};
  const sum = shares.reduce((all, share) => all + share, 0);
  return Math.abs(sum - 1) > TOLERANCE ? { sum } : undefined;
}

/** Of what may follow a sentence's beginning. @param {Row[]} rows @returns {(tokens: string[]) => number[]} */
export const lookUp = (rows) => (tokens) => {
  const last = tokens.at(-1) ?? '';
  const row = rows.find(({ step, after }) => step === tokens.length + 1 && after === last);
  return row?.shares ?? [];
};
