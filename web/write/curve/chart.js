import uPlot from 'uplot';
import { words } from '../../app/words.js';
import { onScheme } from '../../parts/colours.js';
import { onResize } from '../../parts/on-resize.js';
import { axis } from '../../parts/plot.js';
import { typeScale } from '../../parts/type-scale.js';
import { drawLabels, roomForLabels } from './labels.js';
import { styleOf } from './style.js';

export { followCursor } from './cursor.js';

/** @typedef {import('../../lab/series.js').Series} Series */

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

/** Between two marks, in CSS pixels at the usual size of type. */
const LEAST_GAP = 14;

/** Powers of ten alone where all marks would lie on each other, as after a blow-up. @param {uPlot} plot @param {number[]} splits */
function withRoom(plot, splits) {
  const [first = 1, last = 1] = [splits[0], splits.at(-1)];
  const tall = plot.valToPos(first, 'y') - plot.valToPos(last, 'y');
  const isRoomy = tall >= (splits.length - 1) * LEAST_GAP * typeScale();
  return isRoomy
    ? splits
    : splits.map((mark) => (Number.isInteger(Math.log10(mark)) ? mark : null));
}

/** @param {number | null} mark null: without room */
function markOf(mark) {
  if (mark === null) return '';
  return mark < 1e4 ? String(mark) : `${mark / 1e3}k`;
}

/** All series over the updates of any. @param {Series[]} all */
function align(all) {
  const last = Math.max(LEAST_UPDATES, ...all.map(({ curve }) => curve?.updates.at(-1) ?? 0));
  const tables = all.map(({ curve, value = 0 }) => {
    const { updates, perplexities } = curve ?? { updates: [0, last], perplexities: [value, value] };
    return /** @type {[number[], number[]]} */ ([
      updates,
      perplexities.map((perplexity) => Math.min(perplexity, HIGHEST)),
    ]);
  });
  return tables.length > 0 ? uPlot.join(tables) : /** @type {[number[]]} */ ([[]]);
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
 * @param {() => Series[]} present the same ones with more values later on
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
    filter: withRoom,
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
      axis({ label: words.axes.updates, labelSize: 20, size: 28, space: 70 }),
      {
        ...axis({ label: words.axes.perplexity, labelSize: 20, size: 44 }),
        ...(log && marks),
        values: (_, splits) => splits.map(markOf),
      },
    ],
    series: [{}, ...present().map(({ id }) => ({ spanGaps: true, ...styleOf(id) }))],
    hooks: { draw: [(plot) => drawLabels(plot, present())] },
  };
}

/**
 * The series as lines.
 * @param {HTMLElement} place
 * @param {(plot: uPlot) => void} onNew when a plot has taken the place of the last one
 */
export function createChart(place, onNew) {
  /** @type {Series[]} */
  let drawn = [];
  let log = true;
  /** @type {uPlot | undefined} */
  let plot;
  let kindDrawn = '';

  function draw() {
    const kind = JSON.stringify([typeScale(), log, drawn.map(({ id, value }) => [id, value])]);
    if (plot && kind === kindDrawn) return plot.setData(align(drawn));
    kindDrawn = kind;
    plot?.destroy();
    plot = new uPlot(
      options(place, () => drawn, log),
      align(drawn),
      place,
    );
    onNew(plot);
  }

  onResize(place, () => {
    if (place.clientWidth === 0) return;
    draw();
    plot?.setSize({ width: place.clientWidth, height: place.clientHeight });
  });
  onScheme(() => plot?.redraw());

  return {
    /** @param {Series[]} present @param {boolean} isLog whether the axis of perplexities is */
    show(present, isLog) {
      drawn = present;
      log = isLog;
      draw();
    },
  };
}
