// Beam search over any table of probabilities, as the core searches with a decoder.

/**
 * @typedef {object} Hypothesis
 * @property {string[]} tokens
 * @property {number} logP of all of them
 * @property {Hypothesis | undefined} parent
 * @property {boolean} finished
 */

/** Wide enough to drop nothing in so small a table. */
export const EVERYTHING = 1000;

/** By what finished sentences are compared. @param {Hypothesis} one @param {number} alpha */
export const scoreOf = ({ tokens, logP }, alpha) => logP / tokens.length ** alpha;

/**
 * The hypotheses that a beam keeps, step by step, likeliest first; an earlier one wins a tie.
 * @param {object} table
 * @param {string[]} table.symbols the last one ends a sentence
 * @param {number} table.steps after which every sentence ends
 * @param {(tokens: string[]) => number[]} table.sharesAfter
 * @param {number} width
 */
export function searchBeam({ symbols, steps, sharesAfter }, width) {
  /** @type {(Hypothesis | undefined)[]} */
  let open = [undefined];
  /** @type {Hypothesis[][]} */
  const kept = [];
  for (let step = 1; step <= steps && open.length > 0; step++) {
    const all = open.flatMap((parent) => {
      const { tokens, logP } = parent ?? { tokens: [], logP: 0 };
      const shares = sharesAfter(tokens);
      return symbols.map((symbol, i) => ({
        tokens: [...tokens, symbol],
        logP: logP + Math.log(shares[i] ?? 0),
        parent,
        finished: i === symbols.length - 1 || step === steps,
      }));
    });
    const possible = all.filter(({ logP }) => logP > -Infinity);
    const best = possible.sort((a, b) => b.logP - a.logP).slice(0, width);
    kept.push(best);
    open = best.filter(({ finished }) => !finished);
  }
  return kept;
}

/** The finished hypothesis with the best score. @param {Hypothesis[][]} kept @param {number} alpha */
export const bestOf = (kept, alpha) =>
  kept
    .flat()
    .filter(({ finished }) => finished)
    .reduce(
      (/** @type {Hypothesis | undefined} */ best, one) =>
        !best || scoreOf(one, alpha) > scoreOf(best, alpha) ? one : best,
      undefined,
    );
