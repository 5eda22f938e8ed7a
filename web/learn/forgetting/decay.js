// The curves of the gradient, and what they say.

/** The plain one first. */
export const CELLS = /** @type {const} */ (['rnn', 'gru', 'lstm']);

/** How far back is looked, in letters. */
export const FAR = 30;

/** @typedef {{ name: typeof CELLS[number], shares: number[] }} Line what is left, by distance; the first is 1 */

/** Norms by distance from `position`, as a share of that at the position itself. @param {Float32Array} norms @param {number} position */
export function relative(norms, position) {
  const own = Number(norms[position]);
  return Array.from({ length: position + 1 }, (_, d) =>
    own > 0 ? Number(norms[position - d]) / own : 0,
  );
}

/**
 * What of the gradient is left at each distance before a letter of the sentence.
 * @param {import('../school.js').Session | undefined} session
 * @param {Line['name']} name
 * @param {string} sentence
 * @returns {Promise<Line>}
 */
export async function lineOf(session, name, sentence) {
  const { input = new Float32Array() } = (await session?.attribute(sentence, FAR)) ?? {};
  return { name, shares: relative(input, FAR) };
}

/** The distance at which the curve first lies below a share; undefined: nowhere. @param {number[]} shares @param {number} share */
export function reachOf(shares, share) {
  const d = shares.findIndex((one) => one < share);
  return d < 0 ? undefined : d;
}

const COMPARED = 20;
const FAINT = 0.01;
const CLEARLY = 2;
const GROWN = 10;
const LEAST = 1e-30; // what has underflowed is not compared with

/** @param {number[]} times how much more is left in each gated cell than in the plain one */
function conclusionOf(times) {
  const helped = times.filter((one) => one >= CLEARLY).length;
  if (helped === times.length) return 'help';
  if (helped > 0) return 'some';
  return times.every((one) => one <= 1 / CLEARLY) ? 'hurt' : 'equal';
}

/**
 * What is to be said: how soon each falls to a hundredth, which grow, and how the gated cells
 * compare with the plain one, which is the first.
 *
 * @param {Line[]} lines
 */
export function verdictOf(lines) {
  const farthest = (lines[0]?.shares.length ?? 1) - 1;
  const at = Math.min(COMPARED, farthest);
  const [plain = 0, ...others] = lines.map(({ shares }) => shares[at] ?? 0);
  const gated = others.map((left, i) => ({
    name: lines[i + 1]?.name ?? 'gru',
    left,
    times: Math.max(left, LEAST) / Math.max(plain, LEAST),
  }));
  const growing = lines.flatMap(({ name, shares }) => {
    const times = Math.max(...shares);
    return times >= GROWN ? [{ name, times, at: shares.indexOf(times) }] : [];
  });
  return {
    at,
    farthest,
    reaches: lines.map(({ name, shares }) => ({ name, reach: reachOf(shares, FAINT) })),
    plain,
    gated,
    conclusion: /** @type {'help' | 'some' | 'equal' | 'hurt'} */ (
      conclusionOf(gated.map(({ times }) => times))
    ),
    faint: [plain, ...others].every((left) => left < FAINT),
    growing,
  };
}
