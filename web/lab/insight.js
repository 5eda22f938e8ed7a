/**
 * What a model makes of a passage that it wrote.
 * @typedef {object} Insight
 * @property {number[]} chances probability of each symbol, given those before it
 * @property {number} units of the top layer, those whose state varies most over the passage
 * @property {Float32Array} states (symbols, units), from -1 to 1: the largest of the passage is 1
 */

/** Units that are kept: as many as rows can be told apart. */
const MOST_UNITS = 20;

/** How much each unit's state varies. @param {Float32Array} states (T, hidden) @param {number} hidden @param {number} first row that counts */
export function spreads(states, hidden, first = 0) {
  const length = states.length / hidden - first;
  return Array.from({ length: hidden }, (_, unit) => {
    let [sum, squares] = [0, 0];
    for (let at = first * hidden + unit; at < states.length; at += hidden) {
      const state = states[at] ?? 0;
      sum += state;
      squares += state ** 2;
    }
    return squares / length - (sum / length) ** 2;
  });
}

/** The liveliest units, in their own order: so they keep their rows. @param {number[]} spread */
const liveliest = (spread) =>
  spread
    .map((_, unit) => unit)
    .sort((a, b) => (spread[b] ?? 0) - (spread[a] ?? 0))
    .slice(0, MOST_UNITS)
    .sort((a, b) => a - b);

/** @param {Float32Array} states (T, hidden) @param {number} hidden @param {number} first row of the passage */
function statesOf(states, hidden, first) {
  const units = liveliest(spreads(states, hidden, first));
  const rows = states.length / hidden - first;
  const chosen = new Float32Array(rows * units.length);
  for (let row = 0; row < rows; row++)
    for (const [i, unit] of units.entries())
      chosen[row * units.length + i] = states[(first + row) * hidden + unit] ?? 0;
  const most = chosen.reduce((so, state) => Math.max(so, Math.abs(state)), 0) || 1;
  return { units: units.length, states: chosen.map((state) => state / most) };
}

/**
 * Reads what was written once more, by the weights of now: those of a training have moved on by a few updates.
 * @param {import('../../wasm/sluice.d.ts').Session} session
 * @param {string} prompt
 * @param {string[]} symbols that followed it
 * @returns {Promise<Insight | undefined>} undefined: of this model, or of this text, nothing can be said
 */
export async function insightOf(session, prompt, symbols) {
  try {
    const read = await session.inspect(prompt + symbols.join(''));
    const first = read.symbols.length - symbols.length;
    if (symbols.some((symbol, i) => symbol !== read.symbols[first + i])) return undefined;
    const chances = symbols.map((_, i) => 2 ** -(read.surprise[first + i - 1] ?? 0));
    const top = read.layers.at(-1)?.[0]?.hidden ?? new Float32Array();
    return { chances, ...statesOf(top, read.hidden, first) };
  } catch {
    return undefined; // if the engine is lost, whoever needs it says so
  }
}
