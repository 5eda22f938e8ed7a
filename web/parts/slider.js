import { field } from './field.js';
import { make } from './make.js';

/**
 * A number on a scale, shown beside its label.
 * @param {object} what
 * @param {string} what.id
 * @param {string} what.label
 * @param {number} what.min
 * @param {number} what.max
 * @param {number} [what.step]
 * @param {(value: number) => void} take
 */
export function slider({ id, label, min, max, step = 1 }, take) {
  const range = { min: String(min), max: String(max), step: String(step) };
  const input = make('input', { type: 'range', id, ...range });
  const output = make('output', { htmlFor: id });
  input.addEventListener('input', () => take(input.valueAsNumber));
  return {
    root: field(make('label', {}, `${label} `, output), input),
    input,
    /** @param {number} value */
    show(value) {
      input.value = String(value);
      output.textContent = String(value);
    },
  };
}
