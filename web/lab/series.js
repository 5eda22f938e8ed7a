import { words } from '../app/words.js';
import { figureOf } from './presets.js';

/**
 * @typedef {import('./history.js').Curve} Curve
 *
 * @typedef {object} Series what the chart draws as one line: a curve, or a value that stays
 * @property {string} id
 * @property {string} label short, for a legend and the end of the line
 * @property {string} meaning
 * @property {Curve} [curve]
 * @property {number} [value]
 */

/** @param {import('./session-state.js').LabState} now @returns {Series[]} */
function curves({ curve, model }) {
  const { training, frozen, heldOut } = words.series;
  const all = [
    { id: 'training', curve: curve.training, ...training },
    { id: 'frozen', curve: curve.frozen, ...frozen },
    { id: 'held-out', curve: curve.heldOut, ...heldOut },
  ];
  return all.filter(({ id }) => id !== 'held-out' || model?.settings.validation !== 0);
}

/** @param {import('./session-state.js').LabState} now @returns {Series[]} */
function baselineSeries({ baselines }) {
  if (!baselines) return [];
  const predicted = baselines.heldOut.length > 0;
  const grams = predicted ? baselines.heldOut : baselines.training;
  return [
    { id: 'uniform', value: baselines.uniform, ...words.series.uniform },
    ...grams.map((value, i) => ({
      id: `${i + 1}-gram`,
      value,
      ...words.series.gram(i + 1, predicted),
    })),
  ];
}

/** @param {import('./session-state.js').LabState} now @returns {Series[]} */
function bookSeries(now) {
  const figure = figureOf(now);
  if (!figure) return [];
  const { training, windows } = figure;
  const all = [{ id: 'book', value: training, ...words.series.book }];
  if (windows) all.push({ id: 'book-windows', value: windows, ...words.series.bookWindows });
  return all;
}

/** All that can be drawn of this training and its text. @param {import('./session-state.js').LabState} now */
export const seriesOf = (now) => [...curves(now), ...baselineSeries(now), ...bookSeries(now)];

/** The last value of a curve up to an update. @param {Curve} curve @param {number} update */
export function valueAt({ updates, perplexities }, update) {
  const after = updates.findIndex((u) => u > update);
  return perplexities[(after < 0 ? updates.length : after) - 1];
}

/** The value of a series at an update. @param {Series} series @param {number} update */
export const seriesAt = ({ curve, value }, update) => (curve ? valueAt(curve, update) : value);

/** All series as comma-separated values, a row for each point. @param {import('./session-state.js').LabState} now */
export function toCsv(now) {
  const all = seriesOf(now);
  const updates = new Set(all.flatMap(({ curve }) => curve?.updates ?? []));
  const rows = [...updates]
    .sort((a, b) => a - b)
    .map((update) => [
      update,
      ...all.map(({ curve, value }) => {
        const at = curve?.updates.indexOf(update) ?? -1;
        return (curve ? curve.perplexities[at] : value) ?? '';
      }),
    ]);
  const head = ['update', ...all.map(({ id }) => `${id} perplexity`)];
  return [head, ...rows].map((row) => `${row.join(',')}\n`).join('');
}
