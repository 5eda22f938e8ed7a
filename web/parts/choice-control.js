import { make } from './make.js';
import { optionsOf } from './select.js';

/**
 * The control of a setting that is on or off, or one of a few choices, without its label.
 * @param {{ kind: string, choices?: readonly string[] }} row of the table of settings
 * @param {string} id
 * @param {(choice: string) => string} nameOf
 */
export function choiceControl({ kind, choices = [] }, id, nameOf) {
  if (kind === 'flag') {
    const control = make('input', { type: 'checkbox', id });
    const show = (/** @type {unknown} */ value) => {
      control.checked = value === true;
    };
    return { control, read: () => control.checked, show };
  }
  const options = optionsOf(choices.map((choice) => [choice, nameOf(choice)]));
  const control = make('select', { id }, ...options);
  const show = (/** @type {unknown} */ value) => {
    control.value = String(value);
  };
  return { control, read: () => control.value, show };
}
