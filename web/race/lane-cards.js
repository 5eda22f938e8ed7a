import { button, iconButton } from '../parts/button.js';
import { errorLine } from '../parts/field.js';
import { make } from '../parts/make.js';
import { laneField } from './lane-field.js';
import { labelsOf, letterOf, MOST_LANES } from './lanes.js';
import { markOf } from './mark.js';
import { laneRows, matters } from './settings.js';
import { words } from './words.js';

/**
 * @typedef {import('./race.js').Race} Race
 * @typedef {import('./race.js').RaceState} RaceState
 * @typedef {import('./lanes.js').Lane} Lane
 */

const COPY = 'M7 7V4h9v9h-3M4 7h9v9H4z';
const CROSS = 'M5 5l10 10M15 5L5 15';

/**
 * One lane: its name, what it is made of, and ways to change that.
 * @param {Race} race
 * @param {Lane} lane
 * @param {import('./settings.js').Setting[]} rows
 */
function createCard(race, { id, slot }, rows) {
  const letter = letterOf(slot);
  const present = () => race.state.now.lanes.find((lane) => lane.id === id);
  const fields = rows.map((row) =>
    laneField(row, `race-${letter}-${row.name}`, (value) => race.change(id, { [row.name]: value })),
  );
  const label = make('span', { className: 'label' });
  const error = errorLine();
  const named = (/** @type {string} */ what) => words.ofLane(what, words.lane(letter));
  const action = (
    /** @type {string} */ d,
    /** @type {string} */ what,
    /** @type {() => void} */ act,
  ) => iconButton(d, named(what), act, 'icon-button');
  const duplicate = action(COPY, words.duplicate, () => race.add(present()?.settings));
  const remove = action(CROSS, words.remove, () => race.remove(id));
  const summary = make('summary');
  const grid = make(
    'fieldset',
    { className: 'fields', 'aria-label': named(words.laneSettings) },
    ...fields.map(({ root }) => root),
  );
  const head = make('div', { className: 'lane-head' });
  head.append(make('h3', {}, markOf(slot), label), duplicate, remove);
  const root = make('li', { className: 'lane' }, head, make('details', {}, summary, grid), error);

  return {
    root,
    remove,
    /** @param {Lane} lane @param {string} name @param {RaceState} now */
    show({ settings }, name, { lanes, phase, errors }) {
      const busy = phase !== 'resting';
      label.textContent = name;
      summary.textContent = words.summary(settings);
      for (const field of fields) {
        field.show(settings[field.name] ?? '');
        field.root.hidden = !matters(field.name, settings);
      }
      grid.disabled = busy;
      duplicate.disabled = busy || lanes.length === MOST_LANES;
      remove.disabled = busy;
      const problem = errors[id] ?? '';
      if (error.textContent !== problem) error.textContent = problem;
    },
  };
}

/** @param {Race} race @param {import('../lab/lab.js').Lab} lab */
export function createLaneCards(race, lab) {
  /** @type {Map<number, ReturnType<typeof createCard>>} */
  const cards = new Map();
  const list = make('ul', { className: 'lanes' });
  const none = make('p', { className: 'meaning' }, words.noLanes);
  const addPageModel = button(words.addPageModel, () => race.add(), { className: 'small' });

  /** @param {Lane[]} lanes */
  function arrange(lanes) {
    const rows = laneRows(lab.state.now.table);
    for (const id of [...cards.keys()]) if (!lanes.some((lane) => lane.id === id)) cards.delete(id);
    for (const lane of lanes)
      if (!cards.has(lane.id)) cards.set(lane.id, createCard(race, lane, rows));
    const roots = lanes.map(({ id }) => cards.get(id)?.root ?? '');
    if (roots.some((root, i) => root !== list.children[i]) || roots.length < list.children.length) {
      const held = document.activeElement;
      const hadFocus = list.contains(held);
      list.replaceChildren(...roots);
      if (hadFocus && held instanceof HTMLElement && list.contains(held)) held.focus();
      else if (hadFocus) (cards.get(lanes[0]?.id ?? 0)?.remove ?? addPageModel).focus();
    }
  }

  race.state.watch(['lanes', 'phase', 'errors'], (now) => {
    arrange(now.lanes);
    const labels = labelsOf(now.lanes);
    for (const [i, lane] of now.lanes.entries())
      cards.get(lane.id)?.show(lane, labels[i] ?? '', now);
    none.hidden = now.lanes.length > 0;
    addPageModel.disabled = now.phase !== 'resting' || now.lanes.length === MOST_LANES;
  });
  const head = make('div', { className: 'row head' }, make('h3', {}, words.lanes), addPageModel);
  return {
    root: make('div', { className: 'lane-cards' }, head, none, list),

    /** The first field whose value is out of range, uncovered. */
    wrong() {
      const wrong = list.querySelector('.field:not([hidden]) [aria-invalid="true"]');
      if (!(wrong instanceof HTMLElement)) return undefined;
      const details = wrong.closest('details');
      if (details) details.open = true;
      return wrong;
    },
  };
}
