import { formatCount } from '../../app/format.js';
import { words as ofPage } from '../../app/words.js';
import { buttonRow } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { numberField } from '../../parts/number-field.js';
import { scroller, table } from '../../parts/table.js';
import { shapesOf, totalOf } from './shapes.js';
import { words } from './words.js';

/** @typedef {import('./shapes.js').Sizes} Sizes */

/** What can be chosen, up to what. */
const MOST = { alphabet: 10000, hidden: 2048 };
const LEAST = { alphabet: 2, hidden: 1 };
const NAMES = /** @type {(keyof typeof MOST)[]} */ (Object.keys(MOST));

/** @satisfies {Record<string, Pick<Sizes, 'cell' | 'layers'>>} */
const NETWORKS = /** @type {const} */ ({
  rnn: { cell: 'rnn', layers: 1 },
  gru: { cell: 'gru', layers: 1 },
  lstm: { cell: 'lstm', layers: 1 },
  deep: { cell: 'gru', layers: 2 },
});

/** @param {Sizes} sizes @param {Pick<Sizes, 'cell' | 'layers'>} network */
const isOf = ({ cell, layers }, network) => cell === network.cell && layers === network.layers;

/** @param {Sizes} sizes */
function countTable(sizes) {
  const shapes = shapesOf(sizes);
  const rows = shapes.map(({ name, what, shape, count }) => [
    name,
    words.weighs[what],
    shape.map(formatCount).join(' × '),
    formatCount(count),
  ]);
  const total = [words.total, '', '', formatCount(totalOf(shapes))];
  return table({ caption: words.shapes, heads: words.shapeHeads }, [...rows, total]);
}

/** Shapes and counts of the parameters, for sizes of one's own choice. */
export function createCounts() {
  /** @type {Sizes} */
  const sizes = { cell: 'gru', alphabet: 28, hidden: 32, layers: 1 };
  const place = scroller(words.shapes);
  const show = () => place.replaceChildren(countTable(sizes));
  const fields = NAMES.map((name) => {
    const range = { min: LEAST[name], max: MOST[name], whole: true, words: ofPage };
    const what = { id: `learn-${name}`, label: words.sizes[name], ...range };
    const field = numberField(what, (value) => set({ [name]: value }));
    return { name, field };
  });
  const names = /** @type {(keyof typeof NETWORKS)[]} */ (Object.keys(NETWORKS));
  const row = buttonRow(
    words.network,
    names.map((name) => [name, words.networks[name]]),
    (name) => set(NETWORKS[name]),
  );

  /** @param {Partial<Sizes>} change */
  function set(change) {
    Object.assign(sizes, change);
    row.show(names.find((name) => isOf(sizes, NETWORKS[name])));
    for (const { name, field } of fields) if (name in change) field.show(sizes[name]);
    show();
  }
  set({ ...sizes });
  const group = { className: 'row', 'aria-label': words.sizesGroup };
  const root = make(
    'div',
    {},
    row.root,
    make('fieldset', group, ...fields.map(({ field }) => field.root)),
    place,
  );
  return { root, set };
}
