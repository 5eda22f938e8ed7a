import { formatPerplexity } from '../../app/format.js';
import { make } from '../../parts/make.js';
import { svg } from '../../parts/svg.js';

const WIDTH = 420;
const HEIGHT = 240;
const LEFT = 48;
const RIGHT = 8;
const TOP = 10;
const FOOT = 34;

/**
 * @typedef {{ update: number, perplexity: number }} Point
 * @typedef {{ name: string, points: Point[] }} Curve name: of its class
 */

/**
 * Perplexity by update on a logarithmic scale, with lines for what does not learn.
 * @param {object} chart
 * @param {Curve[]} chart.curves
 * @param {number[]} chart.levels
 * @param {number} chart.goal updates at the right end
 * @param {{ label: string, updates: string }} chart.said
 */
export function perplexityChart({ curves, levels, goal, said }) {
  const all = [...levels, ...curves.flatMap(({ points }) => points.map((p) => p.perplexity))];
  const high = Math.ceil(Math.log10(Math.max(100, ...all)));
  const x = (/** @type {number} */ update) => LEFT + ((WIDTH - LEFT - RIGHT) * update) / goal;
  const y = (/** @type {number} */ value) =>
    TOP + (HEIGHT - FOOT - TOP) * (1 - Math.log10(Math.max(1, value)) / high);
  const marks = Array.from({ length: high + 1 }, (_, power) =>
    svg(
      'text',
      { x: LEFT - 6, y: y(10 ** power) + 4, 'text-anchor': 'end' },
      formatPerplexity(10 ** power).replace(/\.0+$/, ''),
    ),
  );
  const lines = levels.map((level) =>
    svg('path', { class: 'level', d: `M${LEFT} ${y(level).toFixed(1)}H${WIDTH - RIGHT}` }),
  );
  const paths = curves.map(({ name, points }) =>
    svg('path', {
      class: name,
      d: points
        .map((p, i) => `${i ? 'L' : 'M'}${x(p.update).toFixed(1)} ${y(p.perplexity).toFixed(1)}`)
        .join(''),
    }),
  );
  return svg(
    'svg',
    {
      ...{ viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'distance' },
      ...{ role: 'img', 'aria-label': said.label },
    },
    svg('path', { class: 'axis', d: `M${LEFT} ${TOP}V${HEIGHT - FOOT}H${WIDTH - RIGHT}` }),
    ...marks,
    svg('text', { x: LEFT, y: HEIGHT - 18, 'text-anchor': 'middle' }, '0'),
    svg('text', { x: WIDTH - RIGHT, y: HEIGHT - 18, 'text-anchor': 'end' }, String(goal)),
    svg('text', { x: WIDTH - RIGHT, y: HEIGHT - 3, 'text-anchor': 'end' }, said.updates),
    ...lines,
    ...paths,
  );
}

/** What each line is. @param {Record<string, string>} names by class */
export const chartKey = (names) =>
  make(
    'ul',
    { className: 'key' },
    ...Object.entries(names).map(([name, label]) => {
      const line = svg('path', { class: name, d: 'M1 5H39' });
      const picture = { width: 40, height: 10, class: 'distance', 'aria-hidden': 'true' };
      return make('li', {}, svg('svg', picture, line), label);
    }),
  );
