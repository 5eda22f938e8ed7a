import { words as ofPage } from '../app/words.js';
import { field } from '../parts/field.js';
import { make } from '../parts/make.js';
import { numberField } from '../parts/number-field.js';
import { optionsOf, select } from '../parts/select.js';
import { words } from './words.js';

/**
 * @typedef {import('./settings.js').Setting} Setting
 * @typedef {import('./settings.js').Value} Value
 * @typedef {(value: Value) => void} Take
 *
 * @typedef {object} Field a setting of a lane: label, control, and what is wrong with it
 * @property {Setting['name']} name
 * @property {HTMLElement} root
 * @property {(value: Value) => void} show
 */

/** @param {Setting} row */
const labelOf = ({ name }) => words.settings[name] ?? name;

/** @param {Setting} row @param {string} id @param {Take} take @returns {Field} */
function choiceField(row, id, take) {
  const { name, choices = [] } = row;
  const options = optionsOf(choices.map((value) => [value, words.choice(name, value)]));
  const menu = select({ id }, options, take);
  return {
    name,
    root: field(make('label', { title: ofPage.help(row) }, labelOf(row)), menu),
    show: (value) => {
      menu.value = String(value);
    },
  };
}

/** @param {Setting} row @param {string} id @param {Take} take @returns {Field} */
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

/** @param {Setting} row @param {string} id @param {Take} take gets good values only @returns {Field} */
export function laneField(row, id, take) {
  const { name, kind, min = 0, max = 1 } = row;
  if (kind === 'choice') return choiceField(row, id, take);
  if (kind === 'flag') return flagField(row, id, take);
  const what = { id, label: labelOf(row), help: ofPage.help(row), min, max };
  return { name, ...numberField({ ...what, whole: kind === 'whole', words: ofPage }, take) };
}
