import { formatCount, formatPerplexity } from '../../app/format.js';
import { valueAt } from '../../lab/series.js';
import { find } from '../../parts/dom.js';
import { tableRow } from '../../parts/table.js';

const MOST_ROWS = 25;
const REFRESH_MS = 1000;

/** Evenly chosen indices of so many points, the last among them. @param {number} length */
function chosen(length) {
  const count = Math.min(length, MOST_ROWS);
  return Array.from({ length: count }, (_, i) => Math.ceil(((i + 1) * length) / count) - 1);
}

/** @param {import('../../lab/lab.js').LabState['curve']} curve */
function rowsOf({ training, frozen, heldOut }) {
  return chosen(training.updates.length).map((i) => {
    const update = training.updates[i] ?? 0;
    const values = [training.perplexities[i], valueAt(frozen, update), valueAt(heldOut, update)];
    return tableRow([formatCount(update), ...values.map(formatPerplexity)]);
  });
}

/** The curve for those who do not see it. @param {import('../../lab/lab.js').Lab} lab */
export function showTable({ state }) {
  const details = find('curve-table', HTMLDetailsElement);
  const body = find('curve-rows', HTMLElement);
  let shownAt = 0;
  const show = () => {
    shownAt = performance.now();
    body.replaceChildren(...rowsOf(state.now.curve));
  };
  details.addEventListener('toggle', () => details.open && show());
  state.watch(['curve', 'phase'], ({ phase }) => {
    const due = phase !== 'training' || performance.now() - shownAt > REFRESH_MS;
    if (details.open && due) show();
  });
}
