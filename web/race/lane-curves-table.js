import { formatPerplexity } from '../app/format.js';
import { make } from '../parts/make.js';
import { scroller, tableRow } from '../parts/table.js';
import { unfolding } from '../parts/unfolding.js';
import { markOf } from './mark.js';
import { MARKS, placeOf } from './record.js';
import { words } from './words.js';

/** @typedef {import('./run.js').Run} Run */

/** @param {Run} run */
function headOf({ entrants, rules }) {
  const first = make('th', { rowSpan: 2, scope: 'col' }, words.axis[rules.by]);
  const lanes = entrants.map(({ slot, label }) =>
    make('th', { colSpan: 2, scope: 'colgroup' }, markOf(slot), ` ${label}`),
  );
  const kinds = entrants.flatMap(() => [
    make('th', { scope: 'col' }, words.training),
    make('th', { scope: 'col' }, words.heldOut),
  ]);
  return make('thead', {}, make('tr', {}, first, ...lanes), make('tr', {}, ...kinds));
}

/** Where the curves are read off, as far as the farthest has come. @param {Run} run */
function placesOf({ rules, entrants }) {
  const farthest = Math.max(...entrants.map(({ at }) => at));
  const all = Array.from({ length: MARKS }, (_, i) => placeOf(i + 1, rules));
  return [...new Set(all)].filter((at) => at <= farthest + 1e-9);
}

/** @param {Run} run @param {number} at */
function rowOf({ entrants, rules }, at) {
  /** By seconds, the update that passes a mark ends a little after it. */
  const late = rules.by === 'seconds' ? rules.limit / MARKS / 2 : 0;
  const last = at >= rules.limit;
  const cells = entrants.flatMap((entrant) => {
    const { record } = entrant;
    const reached = at <= entrant.at + 1e-9;
    const training = reached ? record.trainingAt(last ? entrant.at : at) : undefined;
    const heldOut = reached ? record.heldOutAt(last ? entrant.at : at + late) : undefined;
    return [training, heldOut].map(formatPerplexity);
  });
  return tableRow([String(Number(at.toPrecision(6))), ...cells]);
}

/** The curves for those who do not see them. @param {import('./race.js').Race} race */
export function createLaneCurvesTable({ state }) {
  const region = scroller(words.tableRegion);
  const fill = () => {
    const { run } = state.now;
    if (!run) return;
    const rows = placesOf(run).map((at) => rowOf(run, at));
    region.replaceChildren(make('table', {}, headOf(run), make('tbody', {}, ...rows)));
  };
  const { root, refresh } = unfolding(words.table, region, fill, { className: 'curve-table' });
  state.watch(['run', 'phase'], ({ run }) => {
    root.hidden = !run;
    refresh();
  });
  return root;
}
