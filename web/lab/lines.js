import { words } from '../app/words.js';
import { figureOf } from './presets.js';

/**
 * @typedef {import('./history.js').Curve} Curve
 *
 * @typedef {object} Line of the chart: a curve, or a value that stays
 * @property {string} id
 * @property {string} label short, for a legend and the end of the line
 * @property {string} meaning
 * @property {Curve} [curve]
 * @property {number} [value]
 */

/** @param {import('./bench.js').LabState} now @returns {Line[]} */
function curves({ curve, model }) {
  const { training, frozen, heldOut } = words.lines;
  const all = [
    { id: 'training', curve: curve.training, ...training },
    { id: 'frozen', curve: curve.frozen, ...frozen },
    { id: 'held-out', curve: curve.heldOut, ...heldOut },
  ];
  return all.filter(({ id }) => id !== 'held-out' || model?.settings.validation !== 0);
}

/** @param {import('./bench.js').LabState} now @returns {Line[]} */
function yardsticks({ baselines }) {
  if (!baselines) return [];
  const predicted = baselines.heldOut.length > 0;
  const grams = predicted ? baselines.heldOut : baselines.training;
  return [
    { id: 'uniform', value: baselines.uniform, ...words.lines.uniform },
    ...grams.map((value, i) => ({
      id: `${i + 1}-gram`,
      value,
      ...words.lines.gram(i + 1, predicted),
    })),
  ];
}

/** @param {import('./bench.js').LabState} now @returns {Line[]} */
function book(now) {
  const figure = figureOf(now);
  if (!figure) return [];
  const { training, windows } = figure;
  const lines = [{ id: 'book', value: training, ...words.lines.book }];
  if (windows) lines.push({ id: 'book-windows', value: windows, ...words.lines.bookWindows });
  return lines;
}

/** All that can be drawn of this training and its text. @param {import('./bench.js').LabState} now */
export const linesOf = (now) => [...curves(now), ...yardsticks(now), ...book(now)];

/** The last value of a curve up to an update. @param {Curve} curve @param {number} update */
export function valueAt({ updates, perplexities }, update) {
  const after = updates.findIndex((u) => u > update);
  return perplexities[(after < 0 ? updates.length : after) - 1];
}

/** What a line says at an update. @param {Line} line @param {number} update */
export const lineAt = ({ curve, value }, update) => (curve ? valueAt(curve, update) : value);

/** The curve and its lines as comma-separated values, a row for each point. @param {import('./bench.js').LabState} now */
export function toCsv(now) {
  const lines = linesOf(now);
  const updates = new Set(lines.flatMap(({ curve }) => curve?.updates ?? []));
  const rows = [...updates]
    .sort((a, b) => a - b)
    .map((update) => [
      update,
      ...lines.map(({ curve, value }) => {
        const at = curve?.updates.indexOf(update) ?? -1;
        return (curve ? curve.perplexities[at] : value) ?? '';
      }),
    ]);
  const head = ['update', ...lines.map(({ id }) => `${id} perplexity`)];
  return [head, ...rows].map((row) => `${row.join(',')}\n`).join('');
}
