import { formatCount, formatPerplexity } from '../../app/format.js';
import { buttonRow } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { ENOUGH } from '../plan.js';
import { follow } from '../school.js';
import { words } from './words.js';

/**
 * @typedef {import('../school.js').School} School
 * @typedef {import('../school.js').Pupil} Pupil
 * @typedef {'cells' | 'gates' | 'hidden'} Comparison as the line-ups of Race are called
 */

/** The networks of each comparison, by the names that the words have for them. @type {Record<Comparison, string[]>} */
const LANES = {
  cells: ['rnn', 'gru', 'lstm'],
  gates: ['gru', 'reset', 'update'],
  hidden: ['small', 'gru', 'large'],
};

/** What each has of its own. @type {Record<string, import('../../../wasm/sluice.d.ts').Settings>} */
const OWN = {
  rnn: { cell: 'rnn' },
  gru: {},
  lstm: { cell: 'lstm' },
  reset: { gates: 'reset' },
  update: { gates: 'update' },
  small: { hidden: 16 },
  large: { hidden: 96 },
};

/** @param {School} school @param {string} name */
const pupilOf = (school, name) =>
  school.pupil('gru', `exercises, ${name}`, {
    settings: { validation: 0.1, ...OWN[name] },
    validateEvery: 100,
  });

/** @param {string} name @param {Pupil | undefined} pupil */
async function rowOf(name, pupil) {
  const reports = pupil ? await (await pupil.session).history() : [];
  const heldOut = reports.findLast((report) => report.validationPerplexity !== undefined);
  return [
    words.lanes[/** @type {keyof typeof words.lanes} */ (name)],
    formatCount(Math.max(0, pupil?.state.now.updates ?? 0)),
    formatPerplexity(reports.at(-1)?.perplexity),
    formatPerplexity(heldOut?.validationPerplexity),
  ];
}

/** @param {Comparison} name @param {(Pupil | undefined)[]} pupils none of those that wait */
const rowsOf = (name, pupils) => Promise.all(LANES[name].map((lane, i) => rowOf(lane, pupils[i])));

/** Small networks that learn side by side. @param {School} school */
export function createComparison(school) {
  const place = scroller(words.compared);
  const way = make('a', {}, words.race);
  const hasRace = Boolean(document.querySelector('#tabs a[href="#race"]'));
  /** @type {Comparison | undefined} */
  let shown;
  /** @type {Map<Comparison, () => void>} */
  const shows = new Map();

  /** @param {Comparison} name @param {string[][]} rows */
  function draw(name, rows) {
    if (shown && name !== shown) return;
    place.replaceChildren(table({ caption: words.compared, heads: words.laneHeads }, rows));
  }

  /** @param {Comparison} name */
  function compare(name) {
    shown = name;
    row.show(name);
    way.href = `#race=${name}`;
    way.hidden = !hasRace;
    const pupils = LANES[name].map((lane) => pupilOf(school, lane));
    rowsOf(name, []).then((rows) => draw(name, rows));
    const show =
      shows.get(name) ??
      follow(place, pupils, { look: () => rowsOf(name, pupils), show: (rows) => draw(name, rows) });
    shows.set(name, show);
    for (const pupil of pupils) pupil.trainTo(ENOUGH);
    show();
  }
  const choices = /** @type {[Comparison, string][]} */ (Object.entries(words.comparisons));
  const row = buttonRow(words.compare, choices, compare);
  way.hidden = true;
  rowsOf('cells', []).then((rows) => draw('cells', rows));
  const root = make('section', {}, make('h4', {}, words.compare), row.root, place);
  root.append(make('p', {}, way));
  return { root, compare, show: () => shown && shows.get(shown)?.() };
}
