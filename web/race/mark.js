import { make } from '../parts/make.js';
import { svg } from '../parts/svg.js';
import { letterOf } from './lanes.js';

/** Dashes of the slots, in pixels: they tell the lanes apart without their colours. */
export const DASHES = [[], [11, 5], [3, 4], [12, 4, 3, 4]];

/** @param {number} slot */
export const colourOf = (slot) => `--race-${letterOf(slot).toLowerCase()}`;

/** The line of a lane and its letter, as in the chart. @param {number} slot */
export function markOf(slot) {
  const dashes = DASHES[slot]?.join(' ') || 'none';
  const line = svg('path', { d: 'M1 4h42', 'stroke-dasharray': dashes });
  const picture = svg('svg', { viewBox: '0 0 44 8', 'aria-hidden': 'true' }, line);
  const letter = letterOf(slot);
  return make('span', { className: 'mark', 'data-slot': letter }, picture, letter);
}
