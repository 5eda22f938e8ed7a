// A number of a panel's own: a label, a control with a range, and what is wrong with it.

import { words } from '../app/words.js';
import { make } from './dom.js';

/**
 * A number with a range, which is shown while it is typed: a message that appeared when the field is
 * left would move the button under the pointer that leaves it. `take` gets good values only.
 * @param {object} what
 * @param {string} what.id
 * @param {string} what.label
 * @param {string} [what.help]
 * @param {number} what.min
 * @param {number} what.max
 * @param {boolean} what.whole
 * @param {(value: number) => void} take
 */
export function numberField({ id, label, help = '', min, max, whole }, take) {
  const range = { min: String(min), max: String(max), step: whole ? '1' : 'any' };
  const input = make('input', { type: 'number', id, required: true, ...range });
  const error = make('p', { className: 'error', id: `${id}-error` });
  error.setAttribute('role', 'alert');
  input.setAttribute('aria-describedby', error.id);
  const name = make('label', { htmlFor: id, title: help }, label);
  const check = () => {
    const good = input.validity.valid;
    const range = whole ? words.wholeBetween(min, max) : words.between(min, max);
    error.textContent = good ? '' : range;
    input.setAttribute('aria-invalid', String(!good));
    return good;
  };
  input.addEventListener('input', () => {
    if (check()) take(input.valueAsNumber);
  });
  return {
    root: make('div', { className: 'field' }, name, input, error),
    label: name,
    input,
    check,
    /** @param {unknown} value */
    show(value) {
      if (document.activeElement === input && input.valueAsNumber === value) return;
      input.value = String(value);
      check();
    },
  };
}
