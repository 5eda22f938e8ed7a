import { svg } from './decay-chart.js';
import { words } from './words.js';

/** @typedef {import('./clip.js').Trail} Trail */

const HEIGHT = 220;
const MARGIN = { left: 58, right: 14, top: 12, bottom: 40 };
const LEAST = 1e-3;

/** @param {Trail} trail */
const nameOf = ({ clip }) => (clip === 0 ? 'unclipped' : 'clipped');

/**
 * Gradient norm by update, on a logarithmic scale.
 * @param {Trail[]} trails
 * @param {number} width in CSS pixels
 */
export function normChart(trails, width) {
  const points = trails.flatMap((trail) => trail.points).filter(({ norm }) => norm > LEAST);
  const powers = points.map(({ norm }) => Math.log10(norm));
  const [low, high] = [Math.floor(Math.min(-1, ...powers)), Math.ceil(Math.max(1, ...powers))];
  const last = Math.max(30, ...points.map(({ update }) => update));
  const x = (/** @type {number} */ update) =>
    MARGIN.left + (update / last) * (width - MARGIN.left - MARGIN.right);
  const y = (/** @type {number} */ power) =>
    MARGIN.top + ((high - power) / (high - low)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const marks = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const end = { 'text-anchor': 'end' };
  const lines = trails.map((trail) => {
    const path = trail.points
      .filter(({ norm }) => norm > LEAST)
      .map(({ update, norm }) => `${x(update).toFixed(1)} ${y(Math.log10(norm)).toFixed(1)}`);
    return svg('path', {
      class: `line ${nameOf(trail)}`,
      d: path.length ? `M${path.join('L')}` : '',
    });
  });
  return svg(
    'svg',
    { width, height: HEIGHT, role: 'img', 'aria-label': words.clip.chartLabel },
    ...marks.flatMap((power) => [
      svg('line', { x1: MARGIN.left, x2: width - MARGIN.right, y1: y(power), y2: y(power) }),
      svg('text', { x: MARGIN.left - 8, y: y(power) + 5, ...end }, String(10 ** power)),
    ]),
    svg('text', { x: x(0), y: HEIGHT - 20 }, '0'),
    svg('text', { x: x(last), y: HEIGHT - 20, ...end }, `${words.clip.chartX} ${last}`),
    ...lines,
  );
}

/** A stroke of the line and its name. @param {Trail} trail */
export function normKey(trail) {
  const stroke = svg('path', { class: `line ${nameOf(trail)}`, d: 'M1 5H39' });
  const item = document.createElement('li');
  item.append(
    svg('svg', { width: 40, height: 10, 'aria-hidden': 'true' }, stroke),
    words.clip.names[nameOf(trail)],
  );
  return item;
}
