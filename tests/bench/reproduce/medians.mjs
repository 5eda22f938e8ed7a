// One row out of several seeds.

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/**
 * Of each figure the median of its own; what is no number is that of the run in the middle.
 *
 * @param {Record<string, any>[]} runs
 * @param {string} figure that puts them in order
 * @returns {Record<string, any>}
 */
export function mediansOf(runs, figure) {
  const order = runs.toSorted((a, b) => (a[figure] ?? 0) - (b[figure] ?? 0));
  const { seed: _, ...middle } = order[order.length >> 1] ?? {};
  return Object.fromEntries(
    Object.entries(middle).map(([name, value]) =>
      typeof value === 'number' ? [name, median(runs.map((run) => run[name]))] : [name, value],
    ),
  );
}
