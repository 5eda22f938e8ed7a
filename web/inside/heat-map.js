import { onScheme } from '../parts/colours.js';
import { make } from '../parts/make.js';
import { onResize } from '../parts/on-resize.js';
import { paletteOf, pixelsOf } from '../parts/scale.js';
import { typeScale } from '../parts/type-scale.js';
import { visible } from '../parts/visible.js';
import { shownBlocks, shownUnits } from './lens.js';
import { words } from './words.js';

/**
 * @typedef {import('./lens.js').Lens} Lens
 * @typedef {import('./lens.js').LensState} LensState
 * @typedef {import('./reading.js').Block} Block
 * @typedef {import('../parts/scale.js').Palette} Palette
 */

const LEFT = 36; // for the numbers of the units
const TOP = 26; // for the characters
const CAPTION = 24;
const BLOCK_HEIGHT = 160;
const LEAST_ROW = 2;
const MOST_ROW = 16;
const NUMBERED_ROW = 9; // from this height on a row bears its number
const [LEAST_COLUMN, LEAST_WIDE_COLUMN, MOST_COLUMN] = [9, 17, 24];
const WIDE = /[\u3000-\u30ff\p{Script=Han}\uff00-\uffef]/u;
const FONT = 'system-ui, sans-serif';

/** Where everything lies, in CSS pixels at the usual size of type. @param {Readonly<LensState>} now @param {number} width */
function layoutOf(now, width) {
  const { reading, position } = now;
  const length = reading?.length ?? 0;
  const room = width - LEFT;
  const isWide = reading?.symbols.some((symbol) => WIDE.test(symbol));
  const least = isWide ? LEAST_WIDE_COLUMN : LEAST_COLUMN;
  const columns = Math.max(1, Math.min(length, Math.floor(room / least)));
  const column = Math.min(MOST_COLUMN, room / columns);
  const first = Math.min(Math.max(0, position - Math.floor(columns / 2)), length - columns);
  const units = shownUnits(now);
  const row = Math.min(MOST_ROW, Math.max(LEAST_ROW, Math.floor(BLOCK_HEIGHT / units.length)));
  const pitch = CAPTION + row * units.length;
  const blocks = shownBlocks(now);
  /** @param {number} i */
  const blockTop = (i) => TOP + i * pitch + CAPTION;
  return {
    blocks,
    units,
    columns,
    column,
    first,
    row,
    blockTop,
    height: TOP + blocks.length * pitch + 4,
  };
}

/** @typedef {ReturnType<typeof layoutOf>} Layout */

/** A pixel for each value. @param {Block} block @param {Layout} layout @param {number} hidden @param {Palette} palette */
function pixels({ values, scale, limit }, { units, columns, first }, hidden, palette) {
  const image = new ImageData(columns, units.length);
  const to = new Uint32Array(image.data.buffer);
  const pixel = pixelsOf(palette, scale);
  for (const [y, unit] of units.entries())
    for (let x = 0; x < columns; x++) {
      const value = values[(first + x) * hidden + unit];
      to[y * columns + x] = pixel(scale === 'gate' ? value : (value / limit + 1) / 2);
    }
  return image;
}

/** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height CSS pixels at the usual size of type */
function prepare(canvas, width, height) {
  const ratio = (devicePixelRatio || 1) * typeScale();
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.height = `${height * typeScale()}px`;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(ratio, ratio);
  context.imageSmoothingEnabled = false;
  return context;
}

/** @param {CanvasRenderingContext2D} context @param {Readonly<LensState>} now @param {Layout} layout @param {Palette} palette */
function drawCharacters(context, { reading, position }, { columns, column, first }, palette) {
  if (!reading) return;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let x = 0; x < columns; x++) {
    const t = first + x;
    const current = t === position;
    context.fillStyle = palette.read(current ? '--ink' : '--muted');
    context.font = `${current ? 700 : 400} ${column > 11 ? 15 : 12}px ${FONT}`;
    context.fillText(visible(reading.symbols[t]), LEFT + (x + 0.5) * column, TOP / 2);
  }
}

/** @param {CanvasRenderingContext2D} context @param {Layout} layout @param {number} i of the block @param {Palette} palette */
function drawLabels(context, { blocks, units, row, blockTop }, i, palette) {
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = palette.read('--ink');
  context.font = `600 14px ${FONT}`;
  context.fillText(words.blocks[blocks[i].name], LEFT, blockTop(i) - CAPTION / 2 + 2);
  if (row < NUMBERED_ROW) return;
  context.textAlign = 'right';
  context.fillStyle = palette.read('--muted');
  context.font = `11px ${FONT}`;
  for (const [y, unit] of units.entries())
    context.fillText(String(unit), LEFT - 5, blockTop(i) + (y + 0.5) * row + 0.5);
}

/** Where one looks: the column of the position, the row of the unit. @param {CanvasRenderingContext2D} context @param {Readonly<LensState>} now @param {Layout} layout @param {number} i @param {Palette} palette */
function drawCursor(context, now, layout, i, palette) {
  const { units, columns, column, first, row, blockTop, blocks } = layout;
  const [top, height] = [blockTop(i), row * units.length];
  context.strokeStyle = palette.read('--ink');
  context.lineWidth = 1.5;
  context.strokeRect(LEFT + (now.position - first) * column, top, column, height);
  const y = units.indexOf(now.unit);
  if (y < 0) return;
  context.lineWidth = blocks[i].name === now.block ? 2.5 : 1;
  context.strokeRect(LEFT, top + y * row, columns * column, row);
}

/** @param {HTMLCanvasElement} canvas @param {HTMLCanvasElement} small @param {Readonly<LensState>} now */
function draw(canvas, small, now) {
  const width = canvas.clientWidth / typeScale();
  const { reading } = now;
  if (!reading || width === 0) return;
  const layout = layoutOf(now, width);
  const palette = paletteOf(canvas);
  const context = prepare(canvas, width, layout.height);
  drawCharacters(context, now, layout, palette);
  small.width = layout.columns;
  small.height = layout.units.length;
  const pen = /** @type {CanvasRenderingContext2D} */ (small.getContext('2d'));
  for (const [i, block] of layout.blocks.entries()) {
    pen.putImageData(pixels(block, layout, reading.hidden, palette), 0, 0);
    const size = [layout.columns * layout.column, layout.units.length * layout.row];
    context.drawImage(small, LEFT, layout.blockTop(i), size[0], size[1]);
    drawLabels(context, layout, i, palette);
    drawCursor(context, now, layout, i, palette);
  }
}

/** What lies there: position, block and unit. @param {Layout} layout @param {number} x @param {number} y */
function whatIsAt({ blocks, units, columns, column, first, row, blockTop }, x, y) {
  const place = Math.floor((x - LEFT) / column);
  const position = first + Math.min(columns - 1, Math.max(0, place));
  for (const [i, { name }] of blocks.entries()) {
    const line = Math.floor((y - blockTop(i)) / row);
    if (line >= 0 && line < units.length) return { position, block: name, unit: units[line] };
  }
  return { position };
}

/** @param {Lens} lens @param {number} by */
function nextUnit({ state, follow }, by) {
  const units = shownUnits(state.now);
  const at = units.indexOf(state.now.unit) + by;
  const unit = units[Math.min(units.length - 1, Math.max(0, at))];
  follow(state.now.block, unit);
}

/** @param {Readonly<LensState>} now */
function spokenCursor(now) {
  const { reading, unit, position, block } = now;
  const values = reading && shownBlocks(now).find(({ name }) => name === block)?.values;
  if (!reading || !values) return '';
  const value = words.figure(values[position * reading.hidden + unit]);
  return words.cursor(
    unit,
    words.blocks[block],
    position,
    words.spoken(reading.symbols[position]),
    value,
  );
}

/** @param {Lens} lens @param {HTMLCanvasElement} canvas */
function listen(lens, canvas) {
  const { state } = lens;
  canvas.addEventListener('click', ({ offsetX, offsetY }) => {
    const scale = typeScale();
    const layout = layoutOf(state.now, canvas.clientWidth / scale);
    const { position, block, unit } = whatIsAt(layout, offsetX / scale, offsetY / scale);
    lens.stop();
    lens.go(position);
    if (block !== undefined && unit !== undefined) lens.follow(block, unit);
  });
  canvas.addEventListener('keydown', (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    nextUnit(lens, by);
  });
}

/** Gates and hidden units over the text, on a canvas. @param {Lens} lens @param {(lens: Lens, event: KeyboardEvent) => void} stepByKey */
export function createHeatMap(lens, stepByKey) {
  const { state } = lens;
  const canvas = make('canvas', {
    className: 'heat-map',
    tabIndex: 0,
    role: 'slider',
    'aria-label': words.heatMapLabel,
    'aria-valuemin': '1',
  });
  const small = make('canvas');
  listen(lens, canvas);
  canvas.addEventListener('keydown', (event) => stepByKey(lens, event));

  const redraw = () => draw(canvas, small, state.now);
  /** @type {(keyof LensState)[]} */
  const watched = ['reading', 'layer', 'direction', 'position', 'unit', 'block', 'order', 'rows'];
  state.watch([...watched, 'hiddenBlocks'], (now) => {
    redraw();
    canvas.setAttribute('aria-valuemax', String(now.reading?.length ?? 1));
    canvas.setAttribute('aria-valuenow', String(now.position + 1));
    canvas.setAttribute('aria-valuetext', spokenCursor(now));
  });
  onResize(canvas, redraw);
  onScheme(redraw);
  return canvas;
}
