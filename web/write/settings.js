import { words } from '../app/words.js';
import { secondsOf, updatesIn } from '../lab/cost.js';
import { rowsOf, setupOf } from '../lab/setup.js';
import { find, write } from '../parts/dom.js';
import { createField } from './setting-field.js';

/** @typedef {import('./setting-field.js').Field} Field */

const LIVE = /** @type {const} */ (['lr', 'clip']);
const FRESH = /** @type {const} */ (['cell', 'hidden', 'batch', 'steps', 'seed']);
const WORKERS = 'workers';

/**
 * @param {import('../lab/lab.js').LabState} now
 * @param {Field[]} fields
 */
function changesOf(now, fields) {
  const setup = setupOf(now, {});
  const changed = fields.filter(({ name, read }) => read() !== setup[name]);
  return Object.fromEntries(changed.map(({ name, read }) => [name, read()]));
}

/** Leads to a field, also where it is folded away. @param {Field} field */
function point(field) {
  const folded = field.root.closest('details');
  if (folded) folded.open = true;
  field.focus();
}

/** @param {import('../lab/lab.js').Lab} lab @param {Field[]} fields */
function bindFresh(lab, fields) {
  const { state } = lab;
  const form = find('settings-form', HTMLFormElement);
  const showChanges = () => {
    const changed = Object.keys(changesOf(state.now, fields)).length > 0;
    const apply = find('apply', HTMLElement);
    if (!changed && apply.contains(document.activeElement)) fields[0]?.focus();
    apply.hidden = !changed;
    const possible = fields.every((field) => field.check() === '');
    lab.consider(changed && possible ? changesOf(state.now, fields) : undefined);
  };
  for (const field of fields)
    field.root.addEventListener('input', () => {
      field.fail(field.check());
      showChanges();
    });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const wrong = fields.find((field) => field.check() !== '');
    if (wrong) return point(wrong);
    const changes = changesOf(state.now, fields);
    if (Object.keys(changes).length > 0) await lab.apply(changes);
  });
  find('revert', HTMLButtonElement).addEventListener('click', () => {
    showAll(state.now, fields);
    showChanges();
    fields[0]?.focus();
  });
  state.watch(['birth'], (now) => {
    showAll(now, fields);
    showChanges();
  });
}

/** A training that finds out where it ends moves the horizon; what was typed stays. @param {import('../lab/lab.js').Lab} lab @param {Field} field */
function followHorizon({ state }, field) {
  /** @type {number | undefined} */
  let shown;
  state.watch(['model'], ({ model }) => {
    const horizon = model?.settings.horizon;
    if (horizon !== undefined && field.read() === shown) field.show(horizon);
    shown = horizon;
  });
}

/** @param {import('../lab/lab.js').Lab} lab @param {Field} field */
function bindLive(lab, field) {
  const name = /** @type {'lr' | 'clip'} */ (field.name);
  /** @type {unknown} */
  let shown;
  let isRefused = false;
  let born = -1;
  field.root.addEventListener('change', async () => {
    const value = Number(field.read());
    const wrong = field.check() || (await lab.change(name, value));
    if (!wrong) shown = value; // a frame later something else may be typed already
    isRefused = wrong !== '';
    field.fail(wrong);
  });
  lab.state.watch(['model', 'birth'], (now) => {
    const value = now.model?.settings[name];
    const isLeftOver = isRefused && now.birth !== born; // what was refused goes with its model
    if (value !== shown || isLeftOver) showAll(now, [field]);
    if (isLeftOver) isRefused = false;
    [shown, born] = [value, now.birth];
  });
}

/** Enter in what takes effect at once must not apply the rest of the form. @param {HTMLElement} live */
function keepFromForm(live) {
  for (const control of live.querySelectorAll('input, select')) control.setAttribute('form', '');
}

/** @param {import('../lab/lab.js').LabState} now @param {Field[]} fields */
function showAll(now, fields) {
  if (!now.model) return;
  const setup = setupOf(now, {});
  for (const field of fields) {
    field.show(setup[field.name] ?? '');
    field.fail('');
  }
}

/** @param {import('../lab/lab.js').Lab} lab @param {Field} field */
function bindWorkers(lab, field) {
  field.root.addEventListener('change', () =>
    lab.shareWork(/** @type {import('../lab/setup.js').Host['workers']} */ (field.read())),
  );
  lab.state.watch(['host', 'model'], (now) => showAll(now, [field]));
}

/** What the settings that are edited would take. @param {import('../lab/lab.js').LabState} now */
function forecastOf({ edited, target, minutes, classMode, phase }) {
  const { forecast } = words;
  if (!edited) return '';
  const { cost, calibrated } = edited;
  if (!cost && calibrated) return forecast.impossible;
  if (!cost) return phase === 'training' ? forecast.later : forecast.trying;
  const { pace } = classMode;
  const time =
    minutes === undefined
      ? forecast.time(target, 1000 * secondsOf(cost, target, pace))
      : forecast.minutes(minutes, updatesIn(cost, 60 * minutes, pace), false);
  return `${forecast.edited} ${time} ${forecast.size(cost)}`;
}

/** @param {import('../lab/lab.js').Lab} lab */
export function showSettings(lab) {
  const { state } = lab;
  state.watch(['table'], ({ table }) => {
    if (table.length === 0 || document.querySelector('#fresh-settings .field')) return;
    const rows = rowsOf(table);
    const fields = (/** @type {readonly string[]} */ names) =>
      names.flatMap((name) => rows.filter((row) => row.name === name).map(createField));
    const named = [...LIVE, WORKERS, ...FRESH];
    const [live, workers, fresh] = [fields(LIVE), fields([WORKERS]), fields(FRESH)];
    const more = rows.filter(({ name }) => !named.some((one) => one === name)).map(createField);
    const place = (/** @type {string} */ id, /** @type {Field[]} */ some) =>
      find(id, HTMLElement).append(...some.map(({ root }) => root));
    place('live-settings', [...live, ...workers]);
    keepFromForm(find('live-settings', HTMLElement));
    place('fresh-settings', fresh);
    place('more-settings', more);
    for (const field of live) bindLive(lab, field);
    for (const field of workers) bindWorkers(lab, field);
    for (const field of more) if (field.name === 'horizon') followHorizon(lab, field);
    bindFresh(lab, [...fresh, ...more]);
  });
  state.watch(['edited', 'target', 'minutes', 'classMode', 'phase'], (now) => {
    const forecast = forecastOf(now);
    find('edited-forecast', HTMLElement).hidden = forecast === '';
    write('edited-forecast', forecast);
  });
  state.watch(['settingsError'], ({ settingsError }) => write('settings-error', settingsError));
}
