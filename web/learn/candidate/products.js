import { scroller, table } from '../../parts/table.js';
import { visible } from '../../parts/visible.js';
import { words } from './words.js';

/** @typedef {Awaited<ReturnType<typeof import('./look.js').lookAt>>} View */

/** The sum term by term, and what it is squeezed to. @param {View} view */
function rowsOf({ place: { part }, symbol, numbers, sum }) {
  const { figure } = words;
  const { letter, bias, total, largest, others } = sum;
  return [
    [words.letter(visible(symbol)), '1', figure(letter), figure(letter)],
    ...largest.map(({ unit, state, weight, product }) => [
      words.unit(unit + 1),
      ...[state, weight, product].map(figure),
    ]),
    [words.others(others.count), '', '', figure(others.sum)],
    [words.bias, '', '', figure(bias)],
    [words.sum, '', '', figure(total)],
    [words.squeezed(part), '', '', figure(Number(numbers.now[part]))],
  ];
}

/** The new state as the mean that it is. @param {View} view */
function blendOf({ numbers: { now, h } }) {
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
    /** @param {View} view */
    show(view) {
      const { unit, part } = view.place;
      const caption = words.caption(part, unit + 1);
      const rows = part === 'h' ? blendOf(view) : rowsOf(view);
      root.replaceChildren(table({ caption, heads: words.heads(part) }, rows));
    },
  };
}
