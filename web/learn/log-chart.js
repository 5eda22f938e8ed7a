// What the charts with a logarithmic scale have in common.
import { make } from '../parts/make.js';
import { svg } from '../parts/svg.js';

const MARGIN = { left: 58, right: 14, top: 12 };

/**
 * Where things lie in a chart.
 * @param {object} chart
 * @param {number} chart.width
 * @param {number} chart.height
 * @param {number} chart.bottom height below the curves, for marks
 * @param {number} chart.last value at the right end; 0 lies at the left
 * @param {number} chart.low power of ten at the bottom
 * @param {number} chart.high power of ten at the top
 */
export function scalesOf({ width, height, bottom, last, low, high }) {
  const { left, right, top } = MARGIN;
  const [inner, tall] = [width - left - right, height - top - bottom];
  return {
    left,
    right: width - right,
    x: (/** @type {number} */ value) => left + (value / last) * inner,
    y: (/** @type {number} */ power) => top + ((high - power) / (high - low)) * tall,
  };
}

/** @typedef {ReturnType<typeof scalesOf>} Scales */

/**
 * A line across the chart for each power of ten.
 * @param {number[]} powers
 * @param {Scales} scales
 * @param {(power: number) => (Node | string)[]} mark
 */
export const gridOf = (powers, { left, right, y }, mark) =>
  powers.flatMap((power) => [
    svg('line', { x1: left, x2: right, y1: y(power), y2: y(power) }),
    svg('text', { x: left - 8, y: y(power) + 5, 'text-anchor': 'end' }, ...mark(power)),
  ]);

/** @param {string} className @param {[number, number][]} points */
export function curveOf(className, points) {
  const path = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
  return svg('path', { class: `line ${className}`, d: path && `M${path}` });
}

/** A stroke of a curve beside its name. @param {string} className @param {string} name */
export function curveKey(className, name) {
  const stroke = svg('path', { class: `line ${className}`, d: 'M1 5H39' });
  return make('li', {}, svg('svg', { width: 40, height: 10, 'aria-hidden': 'true' }, stroke), name);
}
