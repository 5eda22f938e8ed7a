import uPlot from 'uplot';
import { make } from '../parts/dom.js';
import { words } from './words.js';

/**
 * @typedef {import('./translator.js').Translator} Translator
 * @typedef {import('./translator.js').TranslatorState} TranslatorState
 */

/** More measurements than these are drawn as a line alone. */
const MOST_DOTS = 60;
const FONT = '14px system-ui, sans-serif';

/** @param {string} name of a custom property of the style sheet */
const colour = (name) => () =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @param {import('./translator.js').Point[]} points @returns {[number[], number[]]} */
const columns = (points) => [points.map(({ at }) => at), points.map(({ loss }) => loss)];

/** @param {TranslatorState} now */
const dataOf = ({ training, unseen }) => uPlot.join([columns(training), columns(unseen)]);

/** @param {HTMLElement} place @param {() => TranslatorState} now @returns {uPlot.Options} */
function optionsOf(place, now) {
  const axis = {
    ...{ labelSize: 22, labelFont: FONT, font: FONT, stroke: colour('--muted') },
    ...{ grid: { stroke: colour('--grid'), width: 1 }, ticks: { show: false } },
  };
  const held = colour('--held-out');
  return {
    width: place.clientWidth,
    height: place.clientHeight,
    padding: [10, 26, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [0, Math.max(1, now().target, now().updates)] },
      y: { range: (_, __, high) => [0, Math.max(0.1, high ?? 1)] },
    },
    axes: [
      { ...axis, label: words.updatesAxis, size: 30, space: 60 },
      { ...axis, label: words.lossAxis, size: 46 },
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
export function createChart({ state }) {
  const place = make('div', { className: 'plot', role: 'img', ariaLabel: words.chartLabel });
  const hint = make('p', { className: 'hint' }, words.chartHint);
  /** @type {uPlot | undefined} */
  let plot;
  new ResizeObserver(() => {
    const size = { width: place.clientWidth, height: place.clientHeight };
    if (size.width === 0) return; // hidden
    if (plot) plot.setSize(size);
    else
      plot = new uPlot(
        optionsOf(place, () => state.now),
        dataOf(state.now),
        place,
      );
  }).observe(place);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot?.redraw());
  state.watch(['training', 'unseen', 'target'], (now) => {
    hint.hidden = now.training.length > 0;
    plot?.setData(dataOf(now));
  });
  return make('div', { className: 'chart' }, place, hint);
}

/** Rows of the table: enough to follow the curves. */
const MOST_ROWS = 25;

/** The curves for those who do not see them. @param {Translator} translator */
export function createCurveTable({ state }) {
  const body = make('tbody');
  const heads = [words.updatesAxis, words.trainingRunning, words.unseenFrozen];
  const table = make(
    'table',
    {},
    make('thead', {}, make('tr', {}, ...heads.map((name) => make('th', { scope: 'col' }, name)))),
    body,
  );
  const details = make('details', { className: 'curve-table', hidden: true });
  details.append(make('summary', {}, words.curveTable), table);
  const show = () => {
    const { training, unseen } = state.now;
    details.hidden = training.length === 0;
    if (!details.open) return;
    const each = Math.ceil(training.length / MOST_ROWS);
    const shown = training.filter((_, i) => (training.length - 1 - i) % each === 0);
    const rows = shown.map(({ at, loss }) => {
      const other = unseen.find((point) => point.at === at);
      const cells = [loss, other?.loss].map((value) => make('td', {}, words.number(value)));
      return make('tr', {}, make('th', { scope: 'row' }, words.count(at)), ...cells);
    });
    body.replaceChildren(...rows);
  };
  details.addEventListener('toggle', show);
  state.watch(['training', 'unseen'], show);
  return details;
}
