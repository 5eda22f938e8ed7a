import { scroller, table } from '../../parts/table.js';
import { numbersAt, statesBefore, sumOf } from '../one-unit.js';
import { words as ofRoom } from '../words.js';
import { words } from './words.js';

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

/**
 * The sum inside R, Z or the candidate.
 * @param {Inspection} seen
 * @param {Weights} weights
 * @param {Place} place
 */
export function sumAt(seen, weights, { t, unit, part }) {
  const { hidden, layers, symbols, vocabulary } = seen;
  const before = statesBefore(seen, t);
  const reset = layers[0]?.[0]?.gates.r?.subarray(t * hidden, (t + 1) * hidden);
  const states = part === 'n' ? before.map((state, i) => state * Number(reset?.[i])) : before;
  const row = STACKED.indexOf(part) * hidden + unit;
  return sumOf(weights, row, vocabulary.indexOf(symbols[t] ?? ''), states);
}

/** @param {import('../one-unit.js').Sum} sum @param {Place} place @param {string} symbol @param {number} value what it is squeezed to */
function rowsOf({ letter, bias, products, total }, { part }, symbol, value) {
  const { figure } = words;
  const sorted = [...products].sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const rest = sorted.slice(LARGEST).reduce((sum, { product }) => sum + product, 0);
  return [
    [words.letter(symbol), '1', figure(letter), figure(letter)],
    ...sorted
      .slice(0, LARGEST)
      .map(({ unit, state, weight, product }) => [
        words.unit(unit + 1),
        ...[state, weight, product].map(figure),
      ]),
    [words.others(sorted.length - LARGEST), '', '', figure(rest)],
    [words.bias, '', '', figure(bias)],
    [words.sum, '', '', figure(total)],
    [words.squeezed(part), '', '', figure(value)],
  ];
}

/** The new state as the mean that it is. @param {import('../../app/cell/view.js').Numbers} numbers */
function blendOf({ now, h }) {
  const { figure } = words;
  const [z, n] = [Number(now.z), Number(now.n)];
  return [
    [words.kept, figure(h), figure(z), figure(z * h)],
    [words.added, figure(n), figure(1 - z), figure((1 - z) * n)],
    [words.newState, '', '', figure(Number(now.h))],
  ];
}

/** One number of one unit, taken apart into its products. */
export function createProducts() {
  const root = scroller(words.products);
  root.classList.add('products');
  return {
    root,
    /** @param {Inspection} seen @param {Weights} weights @param {Place} place */
    show(seen, weights, place) {
      const { t, unit, part } = place;
      const numbers = numbersAt(seen, t, unit);
      const symbol = ofRoom.visible(seen.symbols[t] ?? '');
      const caption = words.caption(part, unit + 1);
      const rows =
        part === 'h'
          ? blendOf(numbers)
          : rowsOf(sumAt(seen, weights, place), place, symbol, Number(numbers.now[part]));
      root.replaceChildren(table({ caption, heads: words.heads(part) }, rows));
    },
  };
}
