import { formatPrecise } from '../../app/format.js';
import { button, buttonRow } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { bestOf, EVERYTHING, scoreOf, searchBeam } from './beam.js';
import { bookRows, lookUp, STEPS, SYMBOLS } from './probabilities.js';
import { createRowsTable } from './rows-table.js';
import { drawTree } from './tree.js';
import { words } from './words.js';

const WIDTHS = /** @type {const} */ (['1', '2', '3']);
const ALPHAS = /** @type {const} */ (['0', '0.75', '1']);

/** @typedef {typeof WIDTHS[number]} Width */
/** @typedef {typeof ALPHAS[number]} Alpha */

/** What a way of searching has found. @param {string} way @param {import('./beam.js').Hypothesis | undefined} best @param {number} alpha */
function foundRow(way, best, alpha) {
  if (!best) return [way, '–', '–', '–'];
  const score = formatPrecise(scoreOf(best, alpha)).replace('-', '−');
  return [way, best.tokens.join(' '), formatPrecise(Math.exp(best.logP)), score];
}

/** To the room where a translator searches, where a visitor can go there. */
const wayToTranslator = () =>
  document.querySelector('#tabs a[href="#translate"]')
    ? [make('p', {}, make('a', { href: '#translate' }, words.translator))]
    : [];

/** @returns {import('../chapters.js').Figure} */
function createFigure() {
  let rows = bookRows();
  let [width, alpha] = [1, 0.75];
  const tree = scroller(words.tree);
  const found = scroller(words.found);
  const widths = buttonRow(
    words.width,
    WIDTHS.map((one) => /** @type {const} */ ([one, words.widthName(one)])),
    (one) => set(one, undefined),
  );
  const alphas = buttonRow(
    words.alpha,
    ALPHAS.map((one) => /** @type {const} */ ([one, one])),
    (one) => set(undefined, one),
  );
  widths.root.prepend(words.width);
  alphas.root.prepend(words.alpha);
  const shares = createRowsTable((now) => {
    rows = now;
    draw();
  });
  const reset = button(words.reset, () => shares.show(bookRows()), { className: 'small' });
  const root = make('div', { className: 'searching' }, widths.root, alphas.root, tree, found);
  const unfold = make('summary', {}, words.change);
  root.append(make('details', {}, unfold, shares.root, reset), ...wayToTranslator());

  function draw() {
    const what = { symbols: SYMBOLS, steps: STEPS, sharesAfter: lookUp(rows) };
    const [greedy, beam, all] = [1, width, EVERYTHING].map((one) => searchBeam(what, one));
    const best = bestOf(beam ?? [], alpha);
    tree.replaceChildren(drawTree(beam ?? [], best, { steps: STEPS, rows: WIDTHS.length }));
    const lines = [
      foundRow(words.greedy, bestOf(greedy ?? [], alpha), alpha),
      foundRow(words.beam(width), best, alpha),
      foundRow(words.exhaustive, bestOf(all ?? [], alpha), alpha),
    ];
    const heads = words.heads(alpha);
    found.replaceChildren(table({ caption: words.found, heads, className: 'found' }, lines));
  }

  /** @param {Width} [newWidth] @param {Alpha} [newAlpha] */
  function set(newWidth, newAlpha) {
    if (newWidth) width = Number(newWidth);
    if (newAlpha) alpha = Number(newAlpha);
    widths.show(/** @type {Width} */ (String(width)));
    alphas.show(/** @type {Alpha} */ (String(alpha)));
    draw();
  }
  set('1', '0.75');
  shares.show(rows);
  /** The book's table again. @param {Width} newWidth @param {Alpha} newAlpha */
  const attempt = (newWidth, newAlpha) => () => {
    shares.show(bookRows());
    set(newWidth, newAlpha);
  };
  return { root, tries: [attempt('2', '0.75'), attempt('3', '0')], show: draw };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [0, 1], questions: [1, 2, 0, 1] }, createFigure };
