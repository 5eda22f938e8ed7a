import { errorLine, field, showError } from './field.js';
import { make } from './make.js';

/**
 * A number with a range, checked while it is typed: a message that appeared when the field is left
 * would move the button under the pointer that leaves it. `take` gets good values only.
 * @param {object} what
 * @param {string} what.id
 * @param {string} what.label
 * @param {string} [what.help] appears under the pointer
 * @param {number} what.min
 * @param {number} what.max
 * @param {boolean} what.whole
 * @param {(min: number, max: number) => string} what.objection to a number outside the range
 * @param {(value: number) => void} take
 */
export function numberField({ id, label, help = '', min, max, whole, objection }, take) {
  const range = { min: String(min), max: String(max), step: whole ? '1' : 'any' };
  const input = make('input', { type: 'number', id, required: true, ...range });
  const error = errorLine({ id: `${id}-error` });
  const check = () => {
    const good = input.validity.valid;
    showError(input, error, good ? '' : objection(Number(input.min), Number(input.max)));
    return good;
  };
  input.addEventListener('input', () => {
    if (check()) take(input.valueAsNumber);
  });
  return {
    root: field(make('label', { title: help }, label), input, error),
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
