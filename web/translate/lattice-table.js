import { make } from '../parts/dom.js';
import { readable } from './answers.js';
import { latticeOf, pathTo } from './lattice.js';
import { scroller } from './scroller.js';
import { words } from './words.js';

/** @param {import('./lattice.js').Place} place @param {string} hypothesis */
function rowOf({ column, node, fate, greedy, best }, hypothesis) {
  const became = best ? words.fateBest(fate) : words.fates[fate];
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, String(column)),
    make('td', { className: 'text' }, hypothesis),
    make('td', {}, words.number(node.log_probability)),
    make('td', {}, node.finished ? words.number(node.score) : ''),
    make('td', { className: 'text' }, greedy ? words.andGreedy(became) : became),
  );
}

/**
 * The tree for those who do not see it: every hypothesis that was kept, step after step.
 * @param {import('./search.js').Search} search
 * @param {import('./translator.js').Translator} translator
 */
export function createLatticeTable({ state }, translator) {
  const details = make('details', { className: 'tree-table' });
  const heads = words.treeColumns.map((name) => make('th', { scope: 'col' }, name));
  const body = make('tbody');
  const table = make('table', {}, make('thead', {}, make('tr', {}, ...heads)), body);
  const region = scroller(words.treeTableRegion, table);
  details.append(make('summary', {}, words.treeTable), region);

  function show() {
    const { finding, step } = state.now;
    if (!finding || !details.open) return;
    const { tree } = finding.beam;
    const tokens = translator.state.now.table?.tokens ?? 'word';
    const rows = latticeOf(tree, step, finding.greedy.tokens).places.map((place) =>
      rowOf(place, readable(pathTo(tree, place.index).join(' '), tokens)),
    );
    body.replaceChildren(...rows);
  }
  details.addEventListener('toggle', show);
  state.watch(['finding', 'step'], show);
  return details;
}
