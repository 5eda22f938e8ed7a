import { letterOf } from './lanes.js';

const SVG = 'http://www.w3.org/2000/svg';

/** Dashes of the slots, in pixels: they tell the lanes apart without their colours. */
export const DASHES = [[], [11, 5], [3, 4], [12, 4, 3, 4]];

/** @param {number} slot */
export const colourOf = (slot) => `--race-${letterOf(slot).toLowerCase()}`;

/** @param {string} box its view box @param {Record<string, string>} path */
export function drawing(box, path) {
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', box);
  svg.setAttribute('aria-hidden', 'true');
  for (const [name, value] of Object.entries(path)) line.setAttribute(name, value);
  svg.append(line);
  return svg;
}

/** The line of a lane and its letter, as in the chart. @param {number} slot */
export function markOf(slot) {
  const dashes = DASHES[slot]?.join(' ') || 'none';
  const mark = document.createElement('span');
  mark.className = 'mark';
  mark.dataset.slot = letterOf(slot);
  mark.append(drawing('0 0 44 8', { d: 'M1 4h42', 'stroke-dasharray': dashes }), letterOf(slot));
  return mark;
}
