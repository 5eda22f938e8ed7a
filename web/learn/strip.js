import { make } from '../parts/make.js';
import { svg } from '../parts/svg.js';

const CELL = { width: 22, height: 5 };
/** Below the units: the letters. */
const FOOT = 22;

/**
 * The state as a strip: a column for each letter, a row for each unit; the more of its colour, the further from 0.
 * @param {(symbol: string) => string} visible
 */
export function createStrip(visible) {
  const root = make('div', { className: 'strip' }); // a picture as soon as there is one;
  return {
    root,
    /**
     * @param {string[]} symbols
     * @param {Float32Array} values (T, units)
     * @param {number} units
     * @param {string} label what it shows, for those who cannot see it
     */
    show(symbols, values, units, label) {
      const width = symbols.length * CELL.width;
      const height = units * CELL.height;
      const rects = Array.from(values, (value, i) =>
        svg('rect', {
          x: Math.floor(i / units) * CELL.width,
          y: (i % units) * CELL.height,
          width: CELL.width - 1,
          height: CELL.height,
          class: value < 0 ? 'below' : 'above',
          'fill-opacity': Math.min(1, Math.abs(value)).toFixed(2),
        }),
      );
      const letters = symbols.map((symbol, t) =>
        svg('text', { x: (t + 0.5) * CELL.width, y: height + 16 }, visible(symbol)),
      );
      const viewBox = `0 0 ${width} ${height + FOOT}`;
      root.replaceChildren(
        svg('svg', { viewBox, width, 'aria-hidden': 'true' }, ...rects, ...letters),
      );
      root.tabIndex = 0;
      root.setAttribute('role', 'img');
      root.setAttribute('aria-label', label);
    },
  };
}
