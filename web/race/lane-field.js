import { words as ofPage } from '../app/words.js';
import { choiceControl } from '../parts/choice-control.js';
import { field } from '../parts/field.js';
import { make } from '../parts/make.js';
import { numberField } from '../parts/number-field.js';
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
const labelOf = ({ name }) => words.settings[name] ?? ofPage.settings[name] ?? name;

/** @param {Setting} row @param {string} id @param {Take} take @returns {Field} */
function choiceField(row, id, take) {
  const { name, kind } = row;
  const { control, read, show } = choiceControl(row, id, (choice) => words.choice(name, choice));
  control.addEventListener('change', () => take(read()));
  const label = make('label', { title: ofPage.help(row) }, labelOf(row));
  if (kind === 'choice') return { name, root: field(label, control), show };
  label.prepend(control, ' ');
  return { name, root: make('div', { className: 'field flag' }, label), show };
}

/** @param {Setting} row @param {string} id @param {Take} take gets good values only @returns {Field} */
export function laneField(row, id, take) {
  const { name, kind, min = 0, max = 1 } = row;
  if (kind === 'choice' || kind === 'flag') return choiceField(row, id, take);
  const what = { id, label: labelOf(row), help: ofPage.help(row), min, max };
  return { name, ...numberField({ ...what, whole: kind === 'whole', words: ofPage }, take) };
}
