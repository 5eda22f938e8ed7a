import { formatCount, formatPerplexity } from '../app/format.js';
import { SAMPLE } from '../lab/monitoring.js';
import { button } from '../parts/button.js';
import { download } from '../parts/download.js';
import { make } from '../parts/make.js';
import { toCsv } from './csv.js';
import { HELD_OUT_TOKENS } from './entrant.js';
import { keyOf } from './lanes.js';
import { markOf } from './mark.js';
import { astrayAt, verdict } from './verdict.js';
import { words } from './words.js';

/**
 * @typedef {import('./race.js').Race} Race
 * @typedef {import('./run.js').Run} Run
 * @typedef {import('./entrant.js').Entrant} Entrant
 */

/** @param {Entrant} entrant */
function standingOf(entrant) {
  const { fate } = entrant;
  return fate !== 'diverged' && astrayAt(entrant) !== undefined ? 'astray' : fate;
}

/** What stands in each row of the standings. @type {Record<keyof typeof words.rows, (entrant: Entrant) => string>} */
const ROWS = {
  heldOut: ({ record }) => formatPerplexity(record.heldOutAt(Infinity)),
  training: ({ record }) => formatPerplexity(record.trainingAt(Infinity)),
  updates: ({ updates }) => formatCount(updates),
  seconds: ({ seconds }) => words.seconds(seconds),
  speed: ({ tokens, seconds }) => (seconds > 0 ? formatCount(tokens / seconds) : '–'),
  parameters: ({ parameters }) => formatCount(parameters),
  fate: (entrant) => words.fate[standingOf(entrant)],
};

/** @param {Entrant} entrant @param {string} scope */
const headOf = ({ slot, label }, scope) => make('th', { scope }, markOf(slot), ` ${label}`);

/** A table with a column for each entrant, and what fills it as the race goes on. @param {Run} run */
function createStandings({ entrants, rules, text }) {
  const caption = words.caption(text, 100 * rules.validation, HELD_OUT_TOKENS);
  const head = make('tr', {}, make('td'), ...entrants.map((entrant) => headOf(entrant, 'col')));
  const rows = Object.entries(ROWS).map(([name, read]) => {
    const cells = entrants.map(() => make('td'));
    const title = words.rows[/** @type {keyof typeof ROWS} */ (name)];
    const row = make('tr', {}, make('th', { scope: 'row' }, title), ...cells);
    row.dataset.row = name;
    const show = () =>
      entrants.forEach((entrant, i) => {
        const [cell, value] = [cells[i], read(entrant)];
        if (cell && cell.textContent !== value) cell.textContent = value;
      });
    return { row, show };
  });
  const table = make(
    'table',
    { className: 'standings' },
    make('caption', {}, caption),
    make('thead', {}, head),
    make('tbody', {}, ...rows.map(({ row }) => row)),
  );
  return { table, show: () => rows.forEach(({ show }) => void show()) };
}

/** @param {Run} run */
const saveCsv = (run) => download(new Blob([toCsv(run)], { type: 'text/csv' }), words.fileName);

/** The table while and after they run. @param {Race} race @param {import('../lab/lab.js').Lab} lab */
export function createResults(race, lab) {
  const { state } = race;
  const place = make('div', { className: 'scroller' });
  const stale = make('p', { className: 'meaning' });
  const save = button(words.download, () => state.now.run && saveCsv(state.now.run), {
    className: 'small',
  });
  const root = make(
    'div',
    { className: 'results', hidden: true },
    make('h3', {}, words.results),
    place,
    make('p', { className: 'meaning' }, words.meaning),
    stale,
    make('p', { className: 'row' }, save),
  );
  /** @type {ReturnType<typeof createStandings> | undefined} */
  let standings;
  /** @type {Run | undefined} */
  let shown;

  const showStale = () => {
    const { run, lanes, phase } = state.now;
    const other = run && lab.state.now.text?.info.fingerprint !== run.fingerprint;
    const changed = run && phase === 'resting' && keyOf(lanes) !== run.key;
    stale.textContent = other ? words.otherText : changed ? words.otherLanes : '';
    stale.hidden = stale.textContent === '';
  };
  state.watch(['run', 'news'], ({ run }) => {
    root.hidden = !run;
    if (run && run !== shown) {
      shown = run;
      standings = createStandings(run);
      place.replaceChildren(standings.table);
    }
    standings?.show();
  });
  state.watch(['run', 'lanes', 'phase'], showStale);
  lab.state.watch(['text'], showStale);
  return root;
}

/** What the numbers say. @param {Race} race */
export function createVerdict({ state }) {
  const list = make('ul');
  const hint = make('p', { className: 'meaning' }, words.verdictHint);
  const root = make('div', { className: 'verdict', hidden: true });
  root.append(make('h3', {}, words.verdict), hint, list);
  state.watch(['run', 'phase'], ({ run, phase }) => {
    const over = run !== undefined && phase === 'resting';
    root.hidden = !run;
    hint.hidden = over;
    list.replaceChildren(...(over ? verdict(run).map((sentence) => make('li', {}, sentence)) : []));
  });
  return root;
}

/** What each of them writes. @param {Race} race */
export function createSamples({ state }) {
  const list = make('ul', { className: 'samples-list' });
  const meaning = make('p', { className: 'meaning' }, words.samplesMeaning(SAMPLE.temperature));
  const root = make('div', { className: 'samples', hidden: true });
  root.append(make('h3', {}, words.samples), meaning, list);
  state.watch(['run', 'phase'], ({ run, phase }) => {
    root.hidden = !(run && phase === 'resting');
    if (root.hidden || !run) return list.replaceChildren();
    list.replaceChildren(...run.entrants.map(createSample));
  });
  return root;
}

/** @param {Entrant} entrant */
function createSample({ slot, label, sample }) {
  const { prompt = '', text = words.noSample } = sample ?? {};
  return make(
    'li',
    {},
    make('h4', {}, markOf(slot), ` ${label}`),
    make(
      'p',
      { className: 'prose', dir: 'auto' },
      make('span', { className: 'prompt' }, prompt),
      text,
    ),
  );
}
