import { make } from './make.js';

/**
 * Options of a menu.
 * @param {(readonly [string | number, string])[]} choices each value with its label
 * @param {string | number} [chosen]
 */
export const optionsOf = (choices, chosen) =>
  choices.map(([value, label]) =>
    make('option', { value: String(value), selected: value === chosen }, label),
  );

/**
 * A menu.
 * @param {Record<string, unknown>} properties
 * @param {HTMLOptionElement[]} options
 * @param {(value: string) => void} take
 */
export function select(properties, options, take) {
  const made = make('select', properties, ...options);
  made.addEventListener('change', () => take(made.value));
  return made;
}
