import { words } from '../../app/words.js';
import { seriesAt } from '../../lab/series.js';
import { typeScale } from '../../parts/type-scale.js';
import { colourOf } from './style.js';

/** @typedef {import('../../lab/series.js').Series} Series */

const SIZE = 12;
const APART = 13;
/** Width of the chart from which on the labels say the values too. */
const WIDE = 450;

/** @param {number} width of the chart */
const isWide = (width) => width >= WIDE * typeScale();

/** @param {number} width of the chart @returns {number} what is left free for the labels */
export const roomForLabels = (width) => (isWide(width) ? 104 : 58) * typeScale();

/**
 * Moves labels apart that would lie on each other, the lower ones downwards, and all of them up
 * again if the last would leave the chart.
 * @param {{ y: number }[]} labels from top to bottom
 * @param {number} apart
 * @param {number} bottom
 */
function spread(labels, apart, bottom) {
  let free = -Infinity;
  for (const label of labels) {
    label.y = Math.max(label.y, free);
    free = label.y + apart;
  }
  let limit = bottom;
  for (const label of [...labels].reverse()) {
    label.y = Math.min(label.y, limit);
    limit = label.y - apart;
  }
}

/** Names each series at the end of its line. @param {import('uplot')} plot @param {Series[]} all */
export function drawLabels(plot, all) {
  const { ctx, bbox, width } = plot;
  const scale = devicePixelRatio * typeScale();
  const labels = all.flatMap((series) => {
    const value = seriesAt(series, Infinity);
    if (value === undefined || !(value < 1e6)) return [];
    const text = isWide(width) ? words.seriesValue(series.label, value) : series.label;
    return [{ id: series.id, text, y: plot.valToPos(value, 'y', true) }];
  });
  labels.sort((a, b) => a.y - b.y);
  spread(labels, APART * scale, bbox.top + bbox.height);
  ctx.save();
  ctx.font = `${SIZE * scale}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { id, text, y } of labels) {
    ctx.fillStyle = colourOf(id);
    ctx.fillText(text, bbox.left + bbox.width + 6 * scale, y);
  }
  ctx.restore();
}
