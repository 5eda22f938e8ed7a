import uPlot from 'uplot';
import { make, typeScale } from '../parts/dom.js';
import { letterOf } from './lanes.js';
import { colourOf, DASHES } from './mark.js';
import { words } from './words.js';

/**
 * @typedef {import('./race.js').Run} Run
 * @typedef {import('./entrant.js').Entrant} Entrant
 * @typedef {import('./record.js').Point} Point
 * @typedef {'both' | 'training' | 'heldOut'} Shown
 */

const SLOTS = [0, 1, 2, 3];
/** Higher than so many times blind guessing, a curve leaves the chart. */
const CEILING = 3;
/** A share of the way that every curve falls through; the axis need not hold all of it. */
const DESCENT = 0.1;

/** What the axis of perplexities may begin, end and be marked with. */
const MARKS = [0, 1, 2, 3, 4, 5, 6].flatMap((power) =>
  [1, 1.5, 2, 3, 4, 5, 6, 7, 8].map((n) => n * 10 ** power),
);
const LETTER = 16; // pixels that the letter at the end of a curve is high
const LEAST_GAP = 17; // pixels between two marks

/** @param {string} name of a custom property of the style sheet */
const colour = (name) => () =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @param {Point[]} points @returns {[number[], number[]]} */
const tableOf = (points) => [points.map(({ at }) => at), points.map(({ loss }) => Math.exp(loss))];

/** Two curves a slot, over the places of any of them. @param {Run | undefined} run @param {Shown} shown */
function dataOf(run, shown) {
  const inSlot = (/** @type {number} */ slot) => run?.entrants.find((one) => one.slot === slot);
  return uPlot.join(
    SLOTS.flatMap((slot) => {
      const { training = [], heldOut = [] } = inSlot(slot)?.record ?? {};
      return [
        tableOf(shown === 'heldOut' && heldOut.length > 0 ? [] : training),
        tableOf(shown === 'training' ? [] : heldOut),
      ];
    }),
  );
}

/** The marks round what is to be seen. @param {Run | undefined} run @returns {[number, number]} */
function rangeOf(run) {
  if (!run) return [1, 100];
  const farthest = Math.max(...run.entrants.map(({ at }) => at));
  const points = run.entrants.flatMap(({ record }) => [...record.training, ...record.heldOut]);
  const late = points.filter(({ at }) => at > DESCENT * farthest);
  const values = late.map(({ loss }) => Math.exp(loss));
  const symbols = run.entrants[0]?.symbols ?? 100;
  const low = Math.min(...values, symbols);
  const high = Math.min(Math.max(...values, low), CEILING * symbols);
  const first = MARKS.filter((mark) => mark <= low).at(-1) ?? 1;
  return [first, MARKS.find((mark) => mark > first && mark >= high) ?? 1e6];
}

/** The marks that have room, the rounder ones first. @type {uPlot.Axis.Filter} */
function withRoom(plot, splits) {
  const roundness = (/** @type {number} */ mark) => {
    const digits = mark / 10 ** Math.floor(Math.log10(mark) + 1e-9);
    return [1, 5, 2, 3].indexOf(digits) >>> 0;
  };
  /** @type {number[]} */
  const kept = [];
  const at = (/** @type {number} */ mark) => plot.valToPos(mark, 'y');
  for (const mark of [...splits].sort((a, b) => roundness(a) - roundness(b)))
    if (kept.every((other) => Math.abs(at(other) - at(mark)) >= LEAST_GAP * typeScale()))
      kept.push(mark);
  return splits.map((mark) => (kept.includes(mark) ? mark : null));
}

/** The letters at the ends of their curves, with an arrow where that is above the chart. @param {uPlot} plot */
function drawLetters(plot) {
  const ratio = devicePixelRatio * typeScale();
  const { ctx, bbox } = plot;
  const ends = SLOTS.flatMap((slot) => {
    const end = endOf(plot, 2 + 2 * slot) ?? endOf(plot, 1 + 2 * slot);
    return end ? { slot, ...end } : [];
  }).sort((a, b) => a.y - b.y);
  const heights = apart(
    ends.map(({ y }) => y),
    { top: bbox.top, bottom: bbox.top + bbox.height, height: LETTER * ratio },
  );
  ctx.save();
  ctx.font = `700 ${15 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ends.forEach(({ slot, x, y }, i) => {
    ctx.fillStyle = colour(colourOf(slot))();
    const arrow = y < bbox.top ? '\u2191' : '';
    ctx.fillText(letterOf(slot) + arrow, x + 7 * ratio, heights[i] ?? y);
  });
  ctx.restore();
}

/**
 * Ascending middles, moved so that letters of this height neither meet nor leave the frame.
 * @param {number[]} middles
 * @param {{ top: number, bottom: number, height: number }} frame
 */
function apart(middles, { top, bottom, height }) {
  let above = top - height / 2;
  const down = middles.map((y) => {
    above = Math.max(above + height, y);
    return above;
  });
  return down.map((y, i) => Math.min(y, bottom - height * (down.length - i - 0.5)));
}

/** @param {uPlot} plot @param {number} series */
function endOf(plot, series) {
  const values = plot.data[series] ?? [];
  for (let i = values.length - 1; i >= 0; i--) {
    const [at, value] = [plot.data[0][i], values[i]];
    if (at !== undefined && typeof value === 'number')
      return { x: plot.valToPos(at, 'x', true), y: plot.valToPos(value, 'y', true) };
  }
  return undefined;
}

/** @param {number} slot @returns {uPlot.Series[]} training and held-out */
function seriesOf(slot) {
  const look = { stroke: colour(colourOf(slot)), dash: DASHES[slot], spanGaps: true };
  const dot = { show: true, size: 6, fill: colour(colourOf(slot)) };
  return [
    { ...look, width: 1.25, points: { show: false } },
    { ...look, width: 2.5, points: dot },
  ];
}

/**
 * @param {HTMLElement} place
 * @param {() => Run | undefined} run
 * @param {() => 'updates' | 'seconds'} by
 * @param {() => number} limit
 * @returns {uPlot.Options}
 */
function optionsOf(place, run, by, limit) {
  const scale = typeScale();
  const font = `${14 * scale}px system-ui, sans-serif`;
  const axis = {
    labelSize: 22 * scale,
    labelFont: font,
    font,
    stroke: colour('--muted'),
    grid: { stroke: colour('--grid'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: place.clientWidth,
    height: place.clientHeight,
    padding: [10, 30 * scale, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [0, limit()] },
      y: { distr: 3, range: () => rangeOf(run()) },
    },
    axes: [
      { ...axis, label: () => words.axis[by()], size: 30 * scale, space: 60 * scale },
      {
        ...axis,
        label: words.chart.toLowerCase(),
        size: 44 * scale,
        splits: (_, __, low, high) => MARKS.filter((mark) => mark >= low && mark <= high),
        filter: withRoom,
        values: (_, splits) => splits.map((mark) => (mark === null ? '' : String(mark))),
      },
    ],
    series: [{}, ...SLOTS.flatMap(seriesOf)],
    hooks: { draw: [drawLetters] },
  };
}

/** Which curves are seen. @param {(shown: Shown) => void} choose */
function createChoice(choose) {
  const options = /** @type {Shown[]} */ (['both', 'training', 'heldOut']).map((shown) => {
    const input = make('input', { type: 'radio', name: 'race-curves', checked: shown === 'both' });
    input.addEventListener('change', () => choose(shown));
    return make('label', { className: 'choice' }, input, make('span', {}, words.show[shown]));
  });
  const legend = make('legend', { className: 'unseen' }, words.curves);
  return make('fieldset', {}, legend, make('div', { className: 'choices small' }, ...options));
}

/** Perplexity of all lanes on the same axes. @param {import('./race.js').Race} race */
export function createChart(race) {
  const { state } = race;
  const place = make('div', { className: 'plot', role: 'img', ariaLabel: words.chartLabel });
  const hint = make('p', { className: 'hint' }, words.chartHint);
  /** @type {Shown} */
  let shown = 'both';
  const run = () => state.now.run;
  const by = () => run()?.rules.by ?? state.now.by;
  /** By seconds, the last update of a lane ends a little later. */
  const limit = () => {
    const { rules, entrants } = run() ?? {};
    const end = rules?.limit ?? state.now.limits[state.now.by];
    return Math.max(end, ...(entrants ?? []).map(({ at }) => at));
  };
  /** @type {uPlot | undefined} */
  let plot;
  let scale = typeScale();
  const draw = () => plot?.setData(dataOf(run(), shown));

  new ResizeObserver(() => {
    const size = { width: place.clientWidth, height: place.clientHeight };
    if (size.width === 0) return; // not on the page, or hidden
    if (plot && scale === typeScale()) return plot.setSize(size);
    plot?.destroy();
    scale = typeScale();
    plot = new uPlot(optionsOf(place, run, by, limit), dataOf(run(), shown), place);
  }).observe(place);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot?.redraw());

  state.watch(['phase'], ({ phase }) => {
    if (phase === 'racing') place.scrollIntoView({ block: 'nearest' });
  });
  state.watch(['run', 'news', 'by', 'limits'], () => {
    hint.hidden = run() !== undefined;
    draw();
  });
  const choice = createChoice((chosen) => {
    shown = chosen;
    draw();
  });
  const head = make('div', { className: 'row head' }, make('h3', {}, words.chart), choice);
  const frame = make('div', { className: 'chart' }, place, hint);
  return make(
    'div',
    { className: 'curves' },
    head,
    frame,
    make('p', { className: 'meaning' }, words.key),
  );
}
