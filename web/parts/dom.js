export { download } from './download.js';
export { make } from './make.js';
export { typeScale } from './type-scale.js';

/**
 * The element of index.html with this id.
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function find(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`index.html has no ${kind.name} #${id}`);
  return element;
}

/** Replaces the text of an element, if it is another. @param {string} id @param {string} text */
export function write(id, text) {
  const element = find(id, HTMLElement);
  if (element.textContent !== text) element.textContent = text;
}

/** Shows what is wrong with a field, beside it; '' when nothing is. @param {HTMLElement} field @param {string} errorId @param {string} text */
export function showFieldError(field, errorId, text) {
  write(errorId, text);
  if (text) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
}
