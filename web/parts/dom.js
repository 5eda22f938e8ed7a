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
