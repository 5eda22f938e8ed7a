import { colour } from '../../parts/colours.js';

const baseline = { stroke: colour('--muted'), width: 1, dash: [3, 4], points: { show: false } };
const book = { stroke: colour('--ink'), width: 2, dash: [2, 5], points: { show: false } };

/** @type {Record<string, import('uplot').Series>} */
const styles = {
  training: { stroke: colour('--training'), width: 2.5, points: { show: false } },
  frozen: { stroke: colour('--frozen'), width: 2, dash: [3, 3], points: { size: 6 } },
  'held-out': { stroke: colour('--held-out'), width: 2.5, dash: [9, 6], points: { size: 7 } },
  book,
  'book-windows': book,
};

/** How a series is drawn. @param {string} id */
export const styleOf = (id) => styles[id] ?? baseline;

/** The colour of a series, as it is now. @param {string} id @returns {string} */
export const colourOf = (id) => /** @type {() => string} */ (styleOf(id).stroke)();
