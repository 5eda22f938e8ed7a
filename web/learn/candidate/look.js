import { numbersAt, statesBefore, sumOf } from '../one-unit.js';

/**
 * @typedef {import('../one-unit.js').Inspection} Inspection
 * @typedef {import('../one-unit.js').Weights} Weights
 * @typedef {'r' | 'z' | 'n' | 'h'} Part
 * @typedef {{ t: number, unit: number, part: Part }} Place
 */

/** Contributions of the old state that are shown one by one: the largest. */
const LARGEST = 6;

/** Which rows of the stacked weights are a gate's: PyTorch's order. */
const STACKED = ['r', 'z', 'n'];

/** The sum inside R, Z or the candidate; the new state has none but the candidate's. @param {Inspection} seen @param {Weights} weights @param {Place} place */
function sumAt(seen, weights, { t, unit, part }) {
  const { hidden, layers, symbols, vocabulary } = seen;
  const before = statesBefore(seen, t);
  const reset = layers[0]?.[0]?.gates.r?.subarray(t * hidden, (t + 1) * hidden);
  const gate = part === 'h' ? 'n' : part;
  const states = gate === 'n' ? before.map((state, i) => state * Number(reset?.[i])) : before;
  const row = STACKED.indexOf(gate) * hidden + unit;
  return sumOf(weights, row, vocabulary.indexOf(symbols[t] ?? ''), states);
}

/**
 * One unit at one letter of a word, and the sum inside one of its parts.
 * @param {import('../school.js').Session} session
 * @param {string} word
 * @param {Place} place
 */
export async function lookAt(session, word, place) {
  const seen = await session.inspect(word);
  const { letter, bias, products, total } = sumAt(seen, await session.weights(), place);
  const sorted = products.sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const others = sorted.slice(LARGEST);
  return {
    place: { ...place },
    symbol: seen.symbols[place.t] ?? '',
    numbers: numbersAt(seen, place.t, place.unit),
    sum: {
      ...{ letter, bias, total },
      largest: sorted.slice(0, LARGEST),
      others: { count: others.length, sum: others.reduce((sum, { product }) => sum + product, 0) },
    },
  };
}
