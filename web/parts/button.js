import { make } from './make.js';
import { icon } from './svg.js';

/**
 * A button that submits no form.
 * @param {Node | string} face
 * @param {() => void} press
 * @param {Record<string, unknown>} [properties]
 */
export function button(face, press, properties) {
  const made = make('button', { type: 'button', ...properties }, face);
  made.addEventListener('click', press);
  return made;
}

/**
 * A picture to press. Its name appears under the pointer, and a screen reader says it.
 * @param {string} d the picture's path in a box of 20 by 20
 * @param {string} name
 * @param {() => void} press
 * @param {string} className
 */
export const iconButton = (d, name, press, className) =>
  button(icon(d), press, { className, title: name, 'aria-label': name });

/**
 * A row of buttons, of which the last one chosen stays pressed.
 * @template {string} T
 * @param {string} name of the row
 * @param {(readonly [T, string])[]} choices each with its label
 * @param {(choice: T) => void} press
 */
export function buttonRow(name, choices, press) {
  const buttons = choices.map(([choice, label]) =>
    button(label, () => press(choice), { className: 'small' }),
  );
  return {
    root: make('fieldset', { className: 'row', 'aria-label': name }, ...buttons),
    buttons,
    /** @param {T | undefined} chosen */
    show(chosen) {
      for (const [i, one] of buttons.entries())
        one.setAttribute('aria-pressed', String(choices[i]?.[0] === chosen));
    },
  };
}
