/**
 * Makes elements of one XML namespace, out of attributes and children.
 * @param {string} namespace
 */
export const elementsOf =
  (namespace) =>
  /** @param {string} tag @param {Record<string, string | number>} attributes @param {(Node | string)[]} children */
  (tag, attributes, ...children) => {
    const element = document.createElementNS(namespace, tag);
    for (const [name, value] of Object.entries(attributes))
      element.setAttribute(name, String(value));
    element.append(...children);
    return element;
  };

export const svg = elementsOf('http://www.w3.org/2000/svg');

/** A picture for a button that has a name of its own. @param {string} d a path in a box of 20 by 20 */
export const icon = (d) =>
  svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true', class: 'icon' }, svg('path', { d }));
