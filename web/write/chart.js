import uPlot from 'uplot';
import { words } from '../app/words.js';
import { typeScale } from '../parts/dom.js';
import { drawLabels, roomForLabels } from './curve-labels.js';
import { colour, styleOf } from './curve-style.js';

/** @typedef {import('../lab/series.js').Series} Series */

const LEAST_UPDATES = 100;

const HIGHEST = 1e6;

/** Where the axis of perplexities begins and ends, and what it is marked with: 1 2 5 10 20 50 ... */
const MARKS = [0, 1, 2, 3, 4, 5].flatMap((power) => [1, 2, 5].map((n) => n * 10 ** power));

/** The marks round the values, so that the axis stays calm. @param {number} low @param {number} high */
function aroundInMarks(low, high) {
  const first = MARKS.filter((mark) => mark <= low).at(-1) ?? 1;
  const last = MARKS.find((mark) => mark > first && mark >= high) ?? HIGHEST;
  return /** @type {[number, number]} */ ([first, last]);
}

/** All lines over the updates of any. @param {Series[]} lines */
function align(lines) {
  const last = Math.max(LEAST_UPDATES, ...lines.map(({ curve }) => curve?.updates.at(-1) ?? 0));
  const tables = lines.map(({ curve, value = 0 }) => {
    const { updates, perplexities } = curve ?? { updates: [0, last], perplexities: [value, value] };
    return /** @type {[number[], number[]]} */ ([
      updates,
      perplexities.map((perplexity) => Math.min(perplexity, HIGHEST)),
    ]);
  });
  return tables.length > 0 ? uPlot.join(tables) : /** @type {[number[]]} */ ([[]]);
}

/** @param {string} label @returns {uPlot.Axis} */
function axis(label) {
  const font = `${14 * typeScale()}px system-ui, sans-serif`;
  return {
    label,
    labelSize: 20 * typeScale(),
    labelFont: font,
    font,
    stroke: colour('--muted'),
    grid: { stroke: colour('--grid'), width: 1 },
    ticks: { show: false },
  };
}

/** @param {boolean} log @returns {uPlot.Scale} */
const perplexities = (log) => ({
  distr: log ? 3 : 1,
  range: (_, low, high) => {
    const [first, last] = aroundInMarks(low ?? 1, high ?? 100);
    return log ? [first, last] : [0, last];
  },
});

/**
 * @param {HTMLElement} place
 * @param {() => Series[]} present the lines, which are the same ones with more values later on
 * @param {boolean} log
 * @returns {uPlot.Options}
 */
function options(place, present, log) {
  const marks = {
    splits: (
      /** @type {uPlot} */ _,
      /** @type {number} */ __,
      /** @type {number} */ low,
      /** @type {number} */ high,
    ) => MARKS.filter((mark) => mark >= low && mark <= high),
    filter: (/** @type {uPlot} */ _, /** @type {number[]} */ splits) => splits,
  };
  return {
    width: place.clientWidth,
    height: place.clientHeight,
    padding: [8, () => roomForLabels(place.clientWidth), 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
    scales: {
      x: { time: false, range: (_, __, last) => [0, Math.max(LEAST_UPDATES, last ?? 0)] },
      y: perplexities(log),
    },
    axes: [
      { ...axis(words.axes.updates), size: 28 * typeScale(), space: 70 * typeScale() },
      {
        ...axis(words.axes.perplexity),
        size: 44 * typeScale(),
        ...(log && marks),
        values: (_, splits) => splits.map(String),
      },
    ],
    series: [{}, ...present().map(({ id }) => ({ spanGaps: true, ...styleOf(id) }))],
    hooks: { draw: [(plot) => drawLabels(plot, present())] },
  };
}

/**
 * The lines as they are drawn.
 * @param {HTMLElement} place
 * @param {(plot: uPlot) => void} onNew when a plot has taken the place of the last one
 */
export function createChart(place, onNew) {
  /** @type {Series[]} */
  let lines = [];
  let log = true;
  /** @type {uPlot | undefined} */
  let plot;
  let drawn = '';

  function draw() {
    const kind = JSON.stringify([typeScale(), log, lines.map(({ id, value }) => [id, value])]);
    if (plot && kind === drawn) return plot.setData(align(lines));
    drawn = kind;
    plot?.destroy();
    plot = new uPlot(
      options(place, () => lines, log),
      align(lines),
      place,
    );
    onNew(plot);
  }

  new ResizeObserver(() => {
    if (place.clientWidth === 0) return;
    draw();
    plot?.setSize({ width: place.clientWidth, height: place.clientHeight });
  }).observe(place);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot?.redraw());

  return {
    /** @param {Series[]} present @param {boolean} isLog whether the axis of perplexities is */
    show(present, isLog) {
      lines = present;
      log = isLog;
      draw();
    },
  };
}
