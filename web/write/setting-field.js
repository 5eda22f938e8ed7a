import { words } from '../app/words.js';
import { make } from '../parts/dom.js';

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
 *   of numbers that are not whole the engine is the judge
 * @property {(message: string) => void} fail
 * @property {() => void} focus
 */

/** @param {Setting} row */
const labelOf = ({ name }) => words.settings[name] ?? name;

/** @param {Setting} row @param {HTMLElement} control @param {(message: string) => void} mark */
function helpAndError(row, control, mark) {
  const { name } = row;
  const explained = make('p', { className: 'help', id: `${name}-help` }, words.help(row));
  const error = make('p', { className: 'error', id: `${name}-error` });
  error.setAttribute('role', 'alert');
  control.setAttribute('aria-describedby', `${name}-help ${name}-error`);
  const fail = (/** @type {string} */ message) => {
    error.textContent = message;
    mark(message);
  };
  return { explained, error, fail };
}

/** @param {Setting} row @returns {Field} */
function numberField(row) {
  const { name, kind, min = 0, max = Infinity } = row;
  const input = make('input', {
    type: 'number',
    id: `setting-${name}`,
    min: String(min),
    max: String(max),
    step: kind === 'whole' ? '1' : 'any',
  });
  const { explained, error, fail } = helpAndError(row, input, (message) =>
    input.setAttribute('aria-invalid', String(message !== '')),
  );
  const label = make('label', {}, labelOf(row));
  label.htmlFor = input.id;
  const check = () => {
    const value = input.valueAsNumber;
    if (kind !== 'whole' || (Number.isInteger(value) && value >= min && value <= max)) return '';
    return words.wholeBetween(min, max);
  };
  return {
    name,
    root: make('div', { className: 'field' }, label, input, explained, error),
    read: () => input.valueAsNumber,
    show: (value) => {
      input.value = String(value);
    },
    check,
    fail,
    focus: () => input.focus(),
  };
}

/** A label above a control that stands alone. @param {Setting} row @param {HTMLSelectElement | HTMLInputElement} control */
function labelled(row, control) {
  control.id = `setting-${row.name}`;
  const { explained, error, fail } = helpAndError(row, control, () => {});
  const label = make('label', {}, labelOf(row));
  label.htmlFor = control.id;
  const root = make('div', { className: 'field' }, label, control, explained, error);
  return { name: row.name, root, check: () => '', fail, focus: () => control.focus() };
}

/** @param {Setting} row @returns {Field} */
function menuField(row) {
  const { name, choices = [] } = row;
  const options = choices.map((value) => make('option', { value }, words.choice(name, value)));
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
  const options = choices.map((choice) =>
    make('input', {
      type: 'radio',
      name: `setting-${name}`,
      id: `${name}-${choice}`,
      value: choice,
    }),
  );
  const labels = options.map((option) =>
    make('label', { className: 'choice' }, option, make('span', {}, option.value.toUpperCase())),
  );
  const group = make('fieldset', { className: 'field wide' });
  const { explained, error, fail } = helpAndError(row, group, () => {});
  const segments = make('div', { className: 'choices' }, ...labels);
  group.append(make('legend', {}, labelOf(row)), segments, explained, error);
  return {
    name,
    root: group,
    read: () => options.find(({ checked }) => checked)?.value ?? '',
    show: (value) => {
      for (const option of options) option.checked = option.value === value;
    },
    check: () => '',
    fail,
    focus: () => options.find(({ checked }) => checked)?.focus(),
  };
}

/** @param {Setting} row @returns {Field} */
export function createField(row) {
  if (row.kind === 'flag') return flagField(row);
  if (row.kind === 'choice') return row.name === 'cell' ? segmentsField(row) : menuField(row);
  return numberField(row);
}
