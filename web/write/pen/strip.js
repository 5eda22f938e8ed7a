import { onScheme } from '../../parts/colours.js';
import { find } from '../../parts/dom.js';
import { onResize } from '../../parts/on-resize.js';
import { paletteOf, pixelsOf } from '../../parts/scale.js';
import { typeScale } from '../../parts/type-scale.js';

/** Width of a column, in CSS pixels at the usual size of type. */
const COLUMN = 6;

/** A seismograph of the memory: what is added comes in at the right, and all else moves on. */
export function createStrip() {
  const canvas = find('strip', HTMLCanvasElement);
  const context = canvas.getContext('2d');
  let shade = pixelsOf(paletteOf(canvas), 'state');
  /** From the oldest to the newest. @type {Float32Array[]} */
  let columns = [];

  function draw() {
    const { width, height } = canvas;
    if (!context || width === 0 || columns.length === 0) return;
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const first = width - columns.length;
    for (const [i, column] of columns.entries())
      for (const [row, state] of column.entries())
        if (first + i >= 0) pixels[row * width + first + i] = shade((state + 1) / 2) ?? 0;
    context.putImageData(image, 0, 0);
  }

  onResize(canvas, () => {
    canvas.width = Math.floor(canvas.clientWidth / (COLUMN * typeScale()));
    columns = columns.slice(-canvas.width);
    draw();
  });
  onScheme(() => {
    shade = pixelsOf(paletteOf(canvas), 'state');
    draw();
  });

  return {
    draw,
    /** @param {Float32Array} column a state for each row, from -1 to 1 */
    add(column) {
      if (columns.at(-1)?.length !== column.length) columns = [];
      canvas.height = column.length;
      columns.push(column);
      if (columns.length > canvas.width) columns.shift();
    },
  };
}
