// What the curves of the gradient say.

/**
 * @typedef {'rnn' | 'gru' | 'lstm'} Cell
 *
 * @typedef {object} Decay gradient norms by distance, relative to distance 0
 * @property {number[]} hidden
 * @property {number[]} [memory]
 *
 * @typedef {object} Measured one model
 * @property {Cell} cell
 * @property {number} parameters
 * @property {number} perplexity on held-out text
 * @property {Decay} fresh
 * @property {Decay} trained
 *
 * @typedef {{ name: string, values: number[] }} Line by distance, relative to distance 0
 */

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Norms by distance from `position`, as a share of that at the position itself. @param {Float32Array} norms @param {number} position */
export function relative(norms, position) {
  const own = norms[position];
  return Array.from({ length: position + 1 }, (_, d) => (own > 0 ? norms[position - d] / own : 0));
}

/** Every state of every model. @param {Measured[]} results @param {'fresh' | 'trained'} when @returns {Line[]} */
export function linesOf(results, when) {
  return results.flatMap(({ cell, [when]: { hidden, memory } }) => [
    { name: `${cell} hidden`, values: hidden },
    ...(memory ? [{ name: `${cell} memory`, values: memory }] : []),
  ]);
}

/** The distance at which the curve first lies below a share; undefined: nowhere. @param {number[]} values @param {number} share */
export function reachOf(values, share) {
  const d = values.findIndex((value) => value < share);
  return d < 0 ? undefined : d;
}

const FAR = 20;
const FAINT = 0.01;
const CLEARLY = 2;
const GROWN = 10;
const LEAST = 1e-30; // what has underflowed is not compared with

/** The state through which a gated cell's gradient goes farthest. */
const GATED = ['gru hidden', 'lstm memory'];

/** @param {number[]} times how much more is left in each gated cell than in the plain one */
function conclusionOf(times) {
  const helped = times.filter((one) => one >= CLEARLY).length;
  if (helped === times.length) return 'help';
  if (helped > 0) return 'some';
  return times.every((one) => one <= 1 / CLEARLY) ? 'hurt' : 'equal';
}

/**
 * What is to be said: how soon each falls to a hundredth, which grow, and how the gated cells
 * compare with the plain one.
 *
 * @param {Line[]} lines
 */
export function verdictOf(lines) {
  const farthest = (lines[0]?.values.length ?? 1) - 1;
  const at = Math.min(FAR, farthest);
  const leftIn = (/** @type {string} */ name) =>
    lines.find((line) => line.name === name)?.values[at] ?? 0;
  const plain = { name: 'rnn hidden', left: leftIn('rnn hidden') };
  const gated = GATED.map((name) => {
    const left = leftIn(name);
    return { name, left, times: Math.max(left, LEAST) / Math.max(plain.left, LEAST) };
  });
  const growing = lines.flatMap(({ name, values }) => {
    const times = Math.max(...values);
    return times >= GROWN ? [{ name, times, at: values.indexOf(times) }] : [];
  });
  return {
    at,
    farthest,
    reaches: lines.map(({ name, values }) => ({ name, reach: reachOf(values, FAINT) })),
    plain,
    gated,
    conclusion: /** @type {'help' | 'some' | 'equal' | 'hurt'} */ (
      conclusionOf(gated.map(({ times }) => times))
    ),
    faint: [plain, ...gated].every(({ left }) => left < FAINT),
    growing,
  };
}
