import { make } from '../parts/make.js';
import { svg } from '../parts/svg.js';
import { powerOfTen } from './words/power.js';

const WIDTH = 420;
const HEIGHT = 240;
const LEFT = 48;
const RIGHT = WIDTH - 8;
const TOP = 10;
const BOTTOM = HEIGHT - 34;
/** Marks up the side, at most. */
const MOST_MARKS = 6;

/** @typedef {{ name: string, points: [x: number, y: number][] }} Curve name: of its class */

/** 1000 and 0.01, or 10⁻⁴. @param {number} power */
const markOf = (power) => (power > -3 ? String(10 ** power) : powerOfTen(power));

/** @param {{ low: number, high: number }} powers of ten at the bottom and at the top */
function sideMarks({ low, high }) {
  const step = Math.ceil((high - low) / MOST_MARKS);
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => high - i * step);
}

/**
 * Curves on a logarithmic scale; what lies below it is drawn at its floor.
 * @param {object} chart
 * @param {Curve[]} chart.curves
 * @param {number[]} [chart.levels] lines across
 * @param {{ low: number, high: number }} chart.powers of ten at the bottom and at the top
 * @param {number[]} chart.marks along the floor; the last of them is the right end
 * @param {{ label: string, floor: string }} chart.said of the whole, and of what lies along the floor
 */
export function logChart({ curves, levels = [], powers, marks, said }) {
  const { low, high } = powers;
  const last = Number(marks.at(-1));
  const x = (/** @type {number} */ value) => LEFT + ((RIGHT - LEFT) * value) / last;
  const y = (/** @type {number} */ value) => {
    const power = Math.min(high, Math.log10(Math.max(value, 10 ** low)));
    return (TOP + ((BOTTOM - TOP) * (high - power)) / (high - low)).toFixed(1);
  };
  const text = (/** @type {[x: number, y: number, anchor: string]} */ [x, y, anchor], said = '') =>
    svg('text', { x, y, 'text-anchor': anchor }, said);
  return svg(
    'svg',
    {
      ...{ viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'log-chart' },
      ...{ role: 'img', 'aria-label': said.label },
    },
    svg('path', { class: 'axis', d: `M${LEFT} ${TOP}V${BOTTOM}H${RIGHT}` }),
    ...sideMarks(powers).map((power) =>
      text([LEFT - 6, Number(y(10 ** power)) + 4, 'end'], markOf(power)),
    ),
    ...marks.map((mark, i) =>
      text([x(mark), HEIGHT - 18, i < marks.length - 1 ? 'middle' : 'end'], String(mark)),
    ),
    text([RIGHT, HEIGHT - 3, 'end'], said.floor),
    ...levels.map((level) => svg('path', { class: 'level', d: `M${LEFT} ${y(level)}H${RIGHT}` })),
    ...curves.map(({ name, points }) =>
      svg('path', {
        class: name,
        d: points
          .map(([at, value], i) => `${i ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value)}`)
          .join(''),
      }),
    ),
  );
}

/** What each line is. @param {Record<string, string>} names by class */
export const chartKey = (names) =>
  make(
    'ul',
    { className: 'key' },
    ...Object.entries(names).map(([name, label]) => {
      const line = svg('path', { class: name, d: 'M1 5H39' });
      const picture = { width: 40, height: 10, class: 'log-chart', 'aria-hidden': 'true' };
      return make('li', {}, svg('svg', picture, line), label);
    }),
  );
