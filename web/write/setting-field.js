import { words } from '../app/words.js';
import { holdsWhole } from '../parts/decimal-comma.js';
import { errorLine, field, showError } from '../parts/field.js';
import { make } from '../parts/make.js';
import { segments } from '../parts/segments.js';
import { optionsOf } from '../parts/select.js';

/**
 * @typedef {import('../lab/setup.js').Row} Setting
 * @typedef {string | number | boolean} Value
 *
 * @typedef {object} Field one setting: label, control, explanation, and what is wrong with it
 * @property {Setting['name']} name
 * @property {HTMLElement} root
 * @property {() => Value} read
 * @property {(value: Value) => void} show
 * @property {() => string} check what is wrong with the present value, or '';
 *   of the range of those that are not whole the engine is the judge
 * @property {(message: string) => void} fail
 * @property {() => void} focus
 */

/** @param {Setting} row */
const labelOf = ({ name }) => words.settings[name] ?? name;

/** @param {Setting} row @returns {[help: HTMLElement, error: HTMLElement]} */
const notesOf = (row) => [
  make('p', { className: 'help', id: `${row.name}-help` }, words.help(row)),
  errorLine({ id: `${row.name}-error` }),
];

/** All but reading and showing. @param {Setting} row @param {HTMLSelectElement | HTMLInputElement} control */
function labelled(row, control) {
  control.id = `setting-${row.name}`;
  const notes = notesOf(row);
  return {
    name: row.name,
    root: field(labelOf(row), control, ...notes),
    check: () => '',
    fail: (/** @type {string} */ message) => showError(control, notes[1], message),
    focus: () => control.focus(),
  };
}

/** @param {Setting} row @returns {Field} */
function numberField(row) {
  const { kind, min = 0, max = Infinity } = row;
  const isWhole = kind === 'whole';
  const range = { min: String(min), max: String(max), step: isWhole ? '1' : 'any' };
  const input = make('input', { type: 'number', ...range });
  return {
    ...labelled(row, input),
    read: () => input.valueAsNumber,
    show: (value) => {
      input.value = String(value);
    },
    check: () => {
      const value = input.valueAsNumber;
      if (!isWhole) return Number.isNaN(value) ? words.noNumber : '';
      const good = holdsWhole(input) && value >= min && value <= max;
      return good ? '' : words.wholeBetween(min, max);
    },
  };
}

/** @param {Setting} row @returns {Field} */
function menuField(row) {
  const { name, choices = [] } = row;
  const options = optionsOf(choices.map((value) => [value, words.choice(name, value)]));
  const select = make('select', {}, ...options);
  return {
    ...labelled(row, select),
    read: () => select.value,
    show: (value) => {
      select.value = String(value);
    },
  };
}

/** @param {Setting} row @returns {Field} */
function flagField(row) {
  const box = make('input', { type: 'checkbox' });
  return {
    ...labelled(row, box),
    read: () => box.checked,
    show: (value) => {
      box.checked = value === true;
    },
  };
}

/** @param {Setting} row @returns {Field} */
function segmentsField(row) {
  const { name, choices = [] } = row;
  const legend = make('legend', {}, labelOf(row));
  const labels = Object.fromEntries(choices.map((choice) => [choice, choice.toUpperCase()]));
  const what = { name: `setting-${name}`, legend, labels, className: 'field wide' };
  const { root, inputs, show } = segments(what, () => {});
  for (const input of inputs) input.id = `${name}-${input.value}`;
  const [help, error] = notesOf(row);
  root.setAttribute('aria-describedby', `${help.id} ${error.id}`);
  root.append(help, error);
  const chosen = () => inputs.find(({ checked }) => checked);
  return {
    name,
    root,
    read: () => chosen()?.value ?? '',
    show: (value) => show(String(value)),
    check: () => '',
    fail: (message) => {
      error.textContent = message;
    },
    focus: () => chosen()?.focus(),
  };
}

/** @param {Setting} row @returns {Field} */
export function createField(row) {
  if (row.kind === 'flag') return flagField(row);
  if (row.kind === 'choice') return row.name === 'cell' ? segmentsField(row) : menuField(row);
  return numberField(row);
}
