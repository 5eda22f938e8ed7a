import { make } from './make.js';

/**
 * A control under its label, over what explains it.
 * @param {string | HTMLLabelElement} label
 * @param {HTMLElement} control with an id
 * @param {HTMLElement[]} notes those with an id describe the control to a screen reader
 */
export function field(label, control, ...notes) {
  const named = label instanceof HTMLElement ? label : make('label', {}, label);
  named.htmlFor = control.id;
  const ids = notes.map(({ id }) => id).filter(Boolean);
  if (ids.length > 0) control.setAttribute('aria-describedby', ids.join(' '));
  return make('div', { className: 'field' }, named, control, ...notes);
}

/** Says what is wrong, aloud too; empty when nothing is. @param {Record<string, unknown>} [properties] */
export const errorLine = (properties) =>
  make('p', { className: 'error', role: 'alert', ...properties });

/**
 * Marks a control as wrong, or as right again.
 * @param {HTMLElement} control
 * @param {HTMLElement} line its errorLine
 * @param {string} error '' when nothing is wrong
 */
export function showError(control, line, error) {
  line.textContent = error;
  control.setAttribute('aria-invalid', String(error !== ''));
}
