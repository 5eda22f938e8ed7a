import { formatPrecise } from '../../app/format.js';
import { svg } from '../../parts/svg.js';
import { words } from './words.js';

/** @typedef {import('./beam.js').Hypothesis} Hypothesis */

const NODE = { width: 58, height: 42 };
const COLUMN = NODE.width + 30;
const ROW = NODE.height + 16;
const HEAD = 24;
const ROOT = 14;

/** @param {number} column from 0, the beginning @param {number} row */
const place = (column, row) => ({ x: ROOT + 24 + (column - 1) * COLUMN, y: HEAD + row * ROW });

/** @param {number} row */
const middle = (row) => HEAD + row * ROW + NODE.height / 2;

/**
 * @param {Hypothesis} one
 * @param {{ column: number, row: number, parentRow: number, isBest: boolean, isDropped: boolean }} at
 */
function drawNode({ tokens, logP, finished }, { column, row, parentRow, isBest, isDropped }) {
  const { x, y } = place(column, row);
  const from = column === 1 ? 2 * ROOT : x - COLUMN + NODE.width;
  const [fromY, toY] = [middle(parentRow), middle(row)];
  const half = (from + x) / 2;
  const centre = x + NODE.width / 2;
  const token = tokens.at(-1) ?? '';
  const { width, height } = NODE;
  const inner = { class: 'ended', x: x + 3, y: y + 3, width: width - 6, height: height - 6, rx: 4 };
  const kind = `${isBest ? 'best ' : ''}${isDropped ? 'dropped' : ''}`;
  return svg(
    'g',
    { class: kind },
    svg('path', { d: `M${from} ${fromY}C${half} ${fromY} ${half} ${toY} ${x} ${toY}` }),
    svg('rect', { x, y, width, height, rx: 7 }),
    ...(finished ? [svg('rect', inner)] : []),
    svg('text', { x: centre, y: y + 18, class: token.length > 1 ? 'long' : '' }, token),
    svg('text', { x: centre, y: y + 34, class: 'share' }, formatPrecise(Math.exp(logP))),
  );
}

/**
 * What a beam keeps: a column for each step, the likeliest on top, each with the probability of all that leads to it.
 * @param {Hypothesis[][]} kept
 * @param {Hypothesis | undefined} best
 * @param {{ steps: number, rows: number }} room
 */
export function drawTree(kept, best, { steps, rows }) {
  const isOnBest = (/** @type {Hypothesis} */ { tokens }) =>
    tokens.every((token, i) => token === best?.tokens[i]);
  const goesOn = new Set(kept.flat().map(({ parent }) => parent));
  const nodes = kept.flatMap((column, i) =>
    column.map((one, row) => {
      const parentRow = one.parent ? (kept[i - 1]?.indexOf(one.parent) ?? 0) : 0;
      const isDropped = !one.finished && !goesOn.has(one);
      return drawNode(one, { column: i + 1, row, parentRow, isBest: isOnBest(one), isDropped });
    }),
  );
  const heads = Array.from({ length: steps }, (_, i) =>
    svg(
      'text',
      { class: 'head', x: place(i + 1, 0).x + NODE.width / 2, y: HEAD - 9 },
      words.step(i + 1),
    ),
  );
  const told = kept.map((column, i) => words.keptAt(i + 1, column.map(tell)));
  return svg(
    'svg',
    {
      ...{ class: 'beam', role: 'img', 'aria-label': told.join(' ') },
      viewBox: `0 0 ${place(steps, 0).x + NODE.width + 4} ${HEAD + rows * ROW}`,
    },
    ...heads,
    svg('circle', { cx: ROOT, cy: middle(0), r: ROOT - 4 }),
    ...nodes,
  );
}

/** @param {Hypothesis} one */
const tell = ({ tokens, logP }) => `${tokens.join(' ')} ${formatPrecise(Math.exp(logP))}`;
