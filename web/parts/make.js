/**
 * A new element. What its kind has no property for becomes an attribute: `{ className: 'row', 'aria-label': name }`.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} properties
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties))
    if (name in element) Object.assign(element, { [name]: value });
    else element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
