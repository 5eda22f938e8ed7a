import { svg } from '../parts/svg.js';
import { curveKey, curveOf, gridOf, scalesOf } from './log-chart.js';
import { words } from './words.js';

/** @typedef {import('./clip.js').Trail} Trail */

const HEIGHT = 220;
const BOTTOM = 40;
const LEAST = 1e-3;
const LEAST_UPDATES = 30;

/** @param {Trail} trail */
const nameOf = ({ clip }) => (clip === 0 ? 'unclipped' : 'clipped');

/** @param {Trail} trail */
const shownOf = ({ points }) => points.filter(({ norm }) => norm > LEAST);

/**
 * Gradient norm by update, on a logarithmic scale.
 * @param {Trail[]} trails
 * @param {number} width in CSS pixels
 */
export function normChart(trails, width) {
  const points = trails.flatMap(shownOf);
  const powers = points.map(({ norm }) => Math.log10(norm));
  const [low, high] = [Math.floor(Math.min(-1, ...powers)), Math.ceil(Math.max(1, ...powers))];
  const last = Math.max(LEAST_UPDATES, ...points.map(({ update }) => update));
  const scales = scalesOf({ width, height: HEIGHT, bottom: BOTTOM, last, low, high });
  const { left, right, x, y } = scales;
  const marks = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const end = { x: right, y: HEIGHT - 20, 'text-anchor': 'end' };
  return svg(
    'svg',
    { width, height: HEIGHT, role: 'img', 'aria-label': words.clip.chartLabel },
    ...gridOf(marks, scales, (power) => [String(10 ** power)]),
    svg('text', { x: left, y: HEIGHT - 20 }, '0'),
    svg('text', end, `${words.clip.chartX} ${last}`),
    ...trails.map((trail) =>
      curveOf(
        nameOf(trail),
        shownOf(trail).map(({ update, norm }) => [x(update), y(Math.log10(norm))]),
      ),
    ),
  );
}

/** @param {Trail} trail */
export const normKey = (trail) => curveKey(nameOf(trail), words.clip.names[nameOf(trail)]);
