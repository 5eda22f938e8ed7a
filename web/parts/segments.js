import { make } from './make.js';

/**
 * A few choices side by side, of which exactly one holds.
 * @template {string} T
 * @param {object} what
 * @param {string} what.name of the radio buttons
 * @param {HTMLLegendElement} what.legend
 * @param {[T, string][]} what.choices each with its label
 * @param {string} [what.className] of the fieldset
 * @param {(choice: T) => void} take
 */
export function segments({ name, legend, choices, className = '' }, take) {
  const inputs = choices.map(([value]) => {
    const input = make('input', { type: 'radio', name, value });
    input.addEventListener('change', () => take(value));
    return input;
  });
  const labels = inputs.map((input, i) =>
    make('label', { className: 'choice' }, input, make('span', {}, choices[i]?.[1] ?? '')),
  );
  const row = make('div', { className: 'choices' }, ...labels);
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
