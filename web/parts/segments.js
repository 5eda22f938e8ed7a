import { make } from './make.js';

/**
 * A few choices side by side, of which exactly one holds.
 * @template {string} T
 * @param {object} what
 * @param {string} what.name of the radio buttons
 * @param {HTMLLegendElement} what.legend
 * @param {Record<T, string>} what.labels by the value of their choice
 * @param {string} [what.className] of the fieldset
 * @param {(choice: T) => void} take
 */
export function segments({ name, legend, labels, className = '' }, take) {
  const values = /** @type {T[]} */ (Object.keys(labels));
  const inputs = values.map((value) => {
    const input = make('input', { type: 'radio', name, value });
    input.addEventListener('change', () => take(value));
    return input;
  });
  const choices = values.map((value, i) =>
    make('label', { className: 'choice' }, inputs[i] ?? '', make('span', {}, labels[value])),
  );
  const row = make('div', { className: 'choices' }, ...choices);
  return {
    root: make('fieldset', { className }, legend, row),
    row,
    inputs,
    /** @param {T} chosen */
    show(chosen) {
      for (const input of inputs) input.checked = input.value === chosen;
    },
  };
}
