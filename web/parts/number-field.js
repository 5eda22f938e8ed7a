import { holdsWhole } from './decimal-comma.js';
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
 * @param {Record<'between' | 'wholeBetween', (min: number, max: number) => string>} what.words say what would be right
 * @param {(value: number) => void} take
 */
export function numberField({ id, label, help = '', min, max, whole, words }, take) {
  const range = { min: String(min), max: String(max), step: whole ? '1' : 'any' };
  const input = make('input', { type: 'number', id, required: true, ...range });
  const error = errorLine({ id: `${id}-error` });
  const check = () => {
    const good = whole ? holdsWhole(input) : input.validity.valid;
    const right = whole ? words.wholeBetween : words.between;
    showError(input, error, good ? '' : right(Number(input.min), Number(input.max)));
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
