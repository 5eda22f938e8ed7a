import { typeScale } from '../parts/dom.js';
import { words } from './words.js';

/** @typedef {import('./decay.js').Line} Line */

const NAMESPACE = 'http://www.w3.org/2000/svg';
const HEIGHT = 320;
const MARGIN = { left: 58, right: 14, top: 12, bottom: 44 };
const LOWEST = 1e-12; // below it a value is drawn at the floor

/** @param {string} tag @param {Record<string, string | number>} attributes @param {(Element | string)[]} children */
export function svg(tag, attributes, ...children) {
  const made = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** Whole powers of ten round all values. @param {Line[]} lines */
function powersOf(lines) {
  const all = lines.flatMap(({ values }) => values).filter((value) => value > LOWEST);
  const low = Math.floor(Math.log10(Math.min(0.1, ...all)));
  const high = Math.ceil(Math.log10(Math.max(1, ...all)));
  return { low, high };
}

/** Where a distance and a value lie. @param {Line[]} lines @param {number} width */
function scalesOf(lines, width) {
  const { low, high } = powersOf(lines);
  const farthest = lines[0].values.length - 1;
  const [inner, tall] = [width - MARGIN.left - MARGIN.right, HEIGHT - MARGIN.top - MARGIN.bottom];
  const share = (/** @type {number} */ value) =>
    (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low);
  return {
    low,
    high,
    farthest,
    x: (/** @type {number} */ d) => MARGIN.left + (d / farthest) * inner,
    y: (/** @type {number} */ value) => MARGIN.top + (1 - share(value)) * tall,
  };
}

/** @typedef {ReturnType<typeof scalesOf>} Scales */

/** @param {Scales} scales @param {number} width */
function grid({ low, high, farthest, x, y }, width) {
  const step = Math.ceil((high - low) / 6);
  const powers = Array.from(
    { length: Math.floor((high - low) / step) + 1 },
    (_, i) => high - i * step,
  );
  const distances = Array.from({ length: Math.floor(farthest / 10) + 1 }, (_, i) => 10 * i);
  return [
    ...powers.flatMap((power) => {
      const at = y(10 ** power);
      const exponent = svg(
        'tspan',
        { dy: -5, 'font-size': '0.75em' },
        String(power).replace('-', '−'),
      );
      return [
        svg('line', { x1: MARGIN.left, x2: width - MARGIN.right, y1: at, y2: at }),
        svg('text', { x: MARGIN.left - 8, y: at + 5, 'text-anchor': 'end' }, '10', exponent),
      ];
    }),
    ...distances.map((d) =>
      svg('text', { x: x(d), y: HEIGHT - MARGIN.bottom + 20, 'text-anchor': 'middle' }, String(d)),
    ),
    svg(
      'text',
      { x: (MARGIN.left + width) / 2, y: HEIGHT - 4, 'text-anchor': 'middle' },
      words.chartX,
    ),
  ];
}

/** @param {Line} line @param {Scales} scales */
function path({ name, values }, { x, y }) {
  const points = values.map((value, d) => `${x(d).toFixed(1)} ${y(value).toFixed(1)}`);
  return svg('path', { class: `line ${name.replace(' ', '-')}`, d: `M${points.join('L')}` });
}

/**
 * Gradient norm against distance, on a logarithmic scale.
 * @param {Line[]} lines
 * @param {number} width in CSS pixels
 */
export function decayChart(lines, width) {
  const scale = typeScale();
  const inner = width / scale;
  const scales = scalesOf(lines, inner);
  const size = { width, height: HEIGHT * scale, viewBox: `0 0 ${inner} ${HEIGHT}` };
  return svg(
    'svg',
    { ...size, role: 'img', 'aria-label': words.chartLabel },
    ...grid(scales, inner),
    ...lines.map((line) => path(line, scales)),
  );
}

/** A stroke of the line and its name. @param {Line} line */
export function lineKey({ name }) {
  const stroke = svg('path', { class: `line ${name.replace(' ', '-')}`, d: 'M1 5H39' });
  const sample = svg('svg', { width: 40, height: 10, 'aria-hidden': 'true' }, stroke);
  const item = document.createElement('li');
  item.append(sample, words.lines[name]);
  return item;
}
