import { make } from '../parts/make.js';

/**
 * A frame around some columns of a strip, to be appended to its root.
 * @param {number} from the first column
 * @param {number} count of columns
 * @param {number} units of the strip
 */
export function createFrame(from, count, units) {
  const frame = make('div', { className: 'framed', hidden: count === 0 });
  for (const [name, value] of Object.entries({ from, count, units }))
    frame.style.setProperty(`--${name}`, String(value));
  return frame;
}
