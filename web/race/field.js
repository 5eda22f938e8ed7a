import { words as ofPage } from '../app/words.js';
import { make } from '../parts/dom.js';
import { numberField } from '../parts/number-field.js';
import { words } from './words.js';

/**
 * @typedef {import('./settings.js').Setting} Setting
 * @typedef {import('./settings.js').Value} Value
 *
 * @typedef {object} Field a setting of a lane: label, control, and what is wrong with it
 * @property {Setting['name']} name
 * @property {HTMLElement} root
 * @property {(value: Value) => void} show
 */

/** @param {Setting} row */
const labelOf = ({ name }) => words.settings[name] ?? name;

/** @param {Setting} row @param {string} id @param {(value: Value) => void} take @returns {Field} */
function choiceField(row, id, take) {
  const { name, choices = [] } = row;
  const options = choices.map((value) => make('option', { value }, words.choice(name, value)));
  const select = make('select', { id }, ...options);
  select.addEventListener('change', () => take(select.value));
  const label = make('label', { htmlFor: id, title: ofPage.help(row) }, labelOf(row));
  return {
    name,
    root: make('div', { className: 'field' }, label, select),
    show: (value) => {
      select.value = String(value);
    },
  };
}

/** @param {Setting} row @param {string} id @param {(value: Value) => void} take @returns {Field} */
function flagField(row, id, take) {
  const box = make('input', { type: 'checkbox', id });
  box.addEventListener('change', () => take(box.checked));
  const label = make('label', { title: ofPage.help(row) }, box, ` ${labelOf(row)}`);
  return {
    name: row.name,
    root: make('div', { className: 'field flag' }, label),
    show: (value) => {
      box.checked = value === true;
    },
  };
}

/** @param {Setting} row @param {string} id @param {(value: Value) => void} take @returns {Field} */
export function settingField(row, id, take) {
  const { name, kind, min = 0, max = 1 } = row;
  if (kind === 'choice') return choiceField(row, id, take);
  if (kind === 'flag') return flagField(row, id, take);
  const what = { id, label: labelOf(row), help: ofPage.help(row), min, max };
  const whole = kind === 'whole';
  const objection = whole ? ofPage.wholeBetween : ofPage.between;
  return { name, ...numberField({ ...what, whole, objection }, take) };
}
