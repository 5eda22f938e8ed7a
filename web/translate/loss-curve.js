import uPlot from 'uplot';
import { colour } from '../parts/colours.js';
import { make } from '../parts/make.js';
import { axis, createPlot } from '../parts/plot.js';
import { table } from '../parts/table.js';
import { unfolding } from '../parts/unfolding.js';
import { words } from './words.js';

/**
 * @typedef {import('./translator.js').Translator} Translator
 * @typedef {import('./translator-state.js').TranslatorState} TranslatorState
 */

/** More measurements than these are drawn as a line alone. */
const MOST_DOTS = 60;

/** @param {import('./translator-state.js').Point[]} points @returns {[number[], number[]]} */
const columns = (points) => [points.map(({ at }) => at), points.map(({ loss }) => loss)];

/** @param {TranslatorState} now */
const dataOf = ({ training, unseen }) => uPlot.join([columns(training), columns(unseen)]);

/** @param {() => TranslatorState} now @returns {import('../parts/plot.js').PlotOptions} */
function optionsOf(now) {
  const held = colour('--held-out');
  return {
    padding: [10, 26, 0, 0],
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [0, Math.max(1, now().target, now().updates)] },
      y: { range: (_, __, high) => [0, Math.max(0.1, high ?? 1)] },
    },
    axes: [
      axis({ label: words.updatesAxis, size: 30, space: 60 }),
      axis({ label: words.lossAxis, size: 46 }),
    ],
    series: [
      {},
      { stroke: colour('--training'), width: 2, points: { show: false }, spanGaps: true },
      {
        ...{ stroke: held, width: 2.5, dash: [8, 5], spanGaps: true },
        points: { show: (plot) => plot.data[0].length <= MOST_DOTS, size: 5, fill: held },
      },
    ],
  };
}

/** The loss as it falls. @param {Translator} translator */
export function createLossCurve({ state }) {
  const place = make('div', { className: 'plot', role: 'img', 'aria-label': words.chartLabel });
  const hint = make('p', { className: 'hint' }, words.chartHint);
  const draw = createPlot(
    place,
    () => optionsOf(() => state.now),
    () => dataOf(state.now),
  );
  state.watch(['training', 'unseen', 'target'], ({ training }) => {
    hint.hidden = training.length > 0;
    draw();
  });
  return make('div', { className: 'chart' }, place, hint);
}

/** Rows of the table: enough to follow the curves. */
const MOST_ROWS = 25;

/** @param {Readonly<TranslatorState>} now */
function tableOf({ training, unseen }) {
  const each = Math.ceil(training.length / MOST_ROWS);
  const shown = training.filter((_, i) => (training.length - 1 - i) % each === 0);
  const rows = shown.map(({ at, loss }) => {
    const other = unseen.find((point) => point.at === at);
    return [words.count(at), words.number(loss), words.number(other?.loss)];
  });
  return table({ heads: [words.updatesAxis, words.trainingRunning, words.unseenFrozen] }, rows);
}

/** The curves for those who do not see them. @param {Translator} translator */
export function createLossTable({ state }) {
  const place = make('div');
  const fill = () => place.replaceChildren(tableOf(state.now));
  const { root, refresh } = unfolding(words.curveTable, place, fill, { className: 'curve-table' });
  state.watch(['training', 'unseen'], ({ training }) => {
    root.hidden = training.length === 0;
    refresh();
  });
  return root;
}
