import { make } from '../parts/make.js';
import { scroller, table } from '../parts/table.js';
import { unfolding } from '../parts/unfolding.js';
import { readable } from './answers.js';
import { latticeOf, pathTo } from './lattice.js';
import { words } from './words.js';

/** @param {string} content */
const textCell = (content) => make('td', { className: 'text' }, content);

/** @param {import('./lattice.js').Place} place @param {string} hypothesis */
function rowOf({ column, node, fate, greedy, best }, hypothesis) {
  const became = best ? words.fateBest(fate) : words.fates[fate];
  return [
    String(column),
    textCell(hypothesis),
    words.number(node.logProbability),
    node.finished ? words.number(node.score) : '',
    textCell(greedy ? words.andGreedy(became) : became),
  ];
}

/**
 * The tree for those who do not see it: every hypothesis that was kept, step after step.
 * @param {import('./search.js').Search} search
 * @param {import('./translator.js').Translator} translator
 */
export function createLatticeTable({ state }, translator) {
  const region = scroller(words.treeTableRegion);

  function fill() {
    const { finding, step } = state.now;
    if (!finding) return;
    const { tree } = finding.beam;
    const tokens = translator.state.now.table?.tokens ?? 'word';
    const rows = latticeOf(tree, step, finding.greedy.tokens).places.map((place) =>
      rowOf(place, readable(pathTo(tree, place.index).join(' '), tokens)),
    );
    region.replaceChildren(table({ heads: words.treeColumns }, rows));
  }
  const { root, refresh } = unfolding(words.treeTable, region, fill, { className: 'tree-table' });
  state.watch(['finding', 'step'], refresh);
  return root;
}
