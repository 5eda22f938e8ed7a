import { svg } from '../parts/svg.js';
import { typeScale } from '../parts/type-scale.js';
import { curveKey, curveOf, gridOf, scalesOf } from './log-chart.js';
import { words } from './words.js';

/** @typedef {import('./decay.js').Line} Line */

const HEIGHT = 320;
const BOTTOM = 44;
const LOWEST = 1e-12; // below it a value is drawn at the floor
const MOST_MARKS = 6;

/** Whole powers of ten round all values. @param {Line[]} lines */
function powersOf(lines) {
  const all = lines.flatMap(({ values }) => values).filter((value) => value > LOWEST);
  const low = Math.floor(Math.log10(Math.min(0.1, ...all)));
  const high = Math.ceil(Math.log10(Math.max(1, ...all)));
  return { low, high };
}

/** 10 with its exponent. @param {number} power */
const powerMark = (power) => [
  '10',
  svg('tspan', { dy: -5, 'font-size': '0.75em' }, String(power).replace('-', '−')),
];

/** Every tenth distance, and what they are. @param {number} farthest @param {number} width @param {import('./log-chart.js').Scales} scales */
function distanceMarks(farthest, width, { left, x }) {
  const distances = Array.from({ length: Math.floor(farthest / 10) + 1 }, (_, i) => 10 * i);
  const middle = { 'text-anchor': 'middle' };
  return [
    ...distances.map((d) =>
      svg('text', { x: x(d), y: HEIGHT - BOTTOM + 20, ...middle }, String(d)),
    ),
    svg('text', { x: (left + width) / 2, y: HEIGHT - 4, ...middle }, words.chartX),
  ];
}

/** @param {Line} line */
const classOf = ({ name }) => name.replace(' ', '-');

/**
 * Gradient norm against distance, on a logarithmic scale.
 * @param {Line[]} lines
 * @param {number} width in CSS pixels
 */
export function decayChart(lines, width) {
  const scale = typeScale();
  const inner = width / scale;
  const { low, high } = powersOf(lines);
  const farthest = lines[0].values.length - 1;
  const place = { width: inner, height: HEIGHT, bottom: BOTTOM, last: farthest };
  const scales = scalesOf({ ...place, low, high });
  const step = Math.ceil((high - low) / MOST_MARKS);
  const count = Math.floor((high - low) / step) + 1;
  const powers = Array.from({ length: count }, (_, i) => high - i * step);
  const powerOf = (/** @type {number} */ value) => Math.log10(Math.max(value, 10 ** low));
  const size = { width, height: HEIGHT * scale, viewBox: `0 0 ${inner} ${HEIGHT}` };
  return svg(
    'svg',
    { ...size, role: 'img', 'aria-label': words.chartLabel },
    ...gridOf(powers, scales, powerMark),
    ...distanceMarks(farthest, inner, scales),
    ...lines.map((line) =>
      curveOf(
        classOf(line),
        line.values.map((value, d) => [scales.x(d), scales.y(powerOf(value))]),
      ),
    ),
  );
}

/** @param {Line} line */
export const decayKey = (line) => curveKey(classOf(line), words.lines[line.name]);
