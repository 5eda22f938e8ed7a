import { buttonRow } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { first } from '../first.js';
import { createLearned } from '../learned.js';
import { chartKey, logChart } from '../log-chart.js';
import { ENOUGH } from '../plan.js';
import { follow } from '../school.js';
import { CELLS, FAR, lineOf, verdictOf } from './decay.js';
import { words } from './words.js';

/** The distances that the table shows. */
const SHOWN = [1, 5, 10, 20, 30];

/** Updates after which the models are looked at. */
const STAGES = /** @type {const} */ (['0', '100', String(ENOUGH)]);

/** The lowest power of ten that is drawn. */
const LOWEST = -8;

/** @typedef {import('./decay.js').Line} Line */

/** @param {Line[]} lines */
function chartOf(lines) {
  const curves = lines.map(({ name, shares }) => ({
    name,
    points: shares.map((share, d) => /** @type {[number, number]} */ ([d, share])),
  }));
  const most = Math.max(1, ...lines.flatMap(({ shares }) => shares));
  const powers = { low: LOWEST, high: Math.ceil(Math.log10(most)) };
  return logChart({ curves, powers, marks: [0, 10, 20, FAR], said: words.axes });
}

/** @param {Line[]} lines */
function tableOf(lines) {
  const rows = lines.map(({ name, shares }) => [
    words.names[name],
    ...SHOWN.map((at) => words.share(shares[at] ?? 0)),
  ]);
  return table({ caption: words.caption, heads: [words.back, ...SHOWN.map(String)] }, rows);
}

/** What is left of the gradient, against the distance, in networks that are fresh or have learned. @param {import('../school.js').School} school */
export function createDistances(school) {
  const pupils = CELLS.map((cell) => school.pupil(cell, `${cell}, forgetting`));
  const place = make('div', { className: 'curves' });
  const figures = scroller(words.caption);
  const verdict = make('p', { className: 'verdict' });
  const choices = STAGES.map((stage) => /** @type {const} */ ([stage, words.after(Number(stage))]));
  const set = (/** @type {string} */ stage) => {
    row.show(stage);
    for (const pupil of pupils) pupil.trainTo(Number(stage));
  };
  const row = buttonRow(words.look, choices, set);
  const learned = pupils.slice(0, 1).map(createLearned);
  const root = make('div', {}, place, chartKey(words.names), row.root, figures, verdict);
  root.append(...learned);

  async function look() {
    const sessions = await Promise.all(pupils.map(({ session }) => session));
    return Promise.all(CELLS.map((cell, i) => lineOf(sessions[i], cell, words.sentence)));
  }
  /** @param {Line[]} lines */
  function draw(lines) {
    place.replaceChildren(chartOf(lines));
    figures.replaceChildren(tableOf(lines));
    verdict.textContent = words.verdict(verdictOf(lines));
  }
  row.show('0');
  return { root, set, show: follow(root, pupils, { look, show: draw, first: first.forgetting }) };
}
