const SVG = 'http://www.w3.org/2000/svg';

/** @param {string} tag @param {Record<string, string | number>} attributes @param {(Node | string)[]} children */
export function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** A picture on a button, which has a name of its own. @param {string} d its path */
export const icon = (d) =>
  draw('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true', class: 'icon' }, draw('path', { d }));
