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

/** How much larger the page's type is than is usual: what is drawn on a canvas grows by it. */
export const typeScale = () =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** Replaces the text of an element, if it is another. @param {string} id @param {string} text */
export function write(id, text) {
  const element = find(id, HTMLElement);
  if (element.textContent !== text) element.textContent = text;
}

/**
 * A new element with properties and children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} properties
 * @param {(Node | string)[]} children
 */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Shows what is wrong with a field, beside it; '' when nothing is. @param {HTMLElement} field @param {string} errorId @param {string} text */
export function showFieldError(field, errorId, text) {
  write(errorId, text);
  if (text) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
}

/** Hands a file to the visitor. @param {Blob} content @param {string} name */
export function download(content, name) {
  const href = URL.createObjectURL(content);
  make('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}
