import uPlot from 'uplot';
import { colour } from '../parts/colours.js';
import { make } from '../parts/make.js';
import { axis, createPlot } from '../parts/plot.js';
import { segments } from '../parts/segments.js';
import { typeScale } from '../parts/type-scale.js';
import { letterOf } from './lanes.js';
import { colourOf, DASHES } from './mark.js';
import { words } from './words.js';

/**
 * @typedef {import('./run.js').Run} Run
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
 * @param {() => Run | undefined} run
 * @param {() => 'updates' | 'seconds'} by
 * @param {() => number} limit
 * @returns {import('../parts/plot.js').PlotOptions}
 */
const optionsOf = (run, by, limit) => ({
  padding: [10, 30 * typeScale(), 0, 0],
  cursor: { show: false },
  scales: {
    x: { time: false, range: () => [0, limit()] },
    y: { distr: 3, range: () => rangeOf(run()) },
  },
  axes: [
    axis({ label: () => words.axis[by()], size: 30, space: 60 }),
    {
      ...axis({ label: words.chart.toLowerCase(), size: 44 }),
      splits: (_, __, low, high) => MARKS.filter((mark) => mark >= low && mark <= high),
      filter: withRoom,
      values: (_, splits) => splits.map((mark) => (mark === null ? '' : String(mark))),
    },
  ],
  series: [{}, ...SLOTS.flatMap(seriesOf)],
  hooks: { draw: [drawLetters] },
});

/** Which curves are seen. @param {(shown: Shown) => void} choose */
function createChoice(choose) {
  const legend = make('legend', { className: 'unseen' }, words.curves);
  const choice = segments({ name: 'race-curves', legend, labels: words.show }, choose);
  choice.row.classList.add('small');
  choice.show('both');
  return choice.root;
}

/** The place of the curves, and what redraws them. @param {import('./race.js').Race} race @param {() => Shown} shown */
function createCurves({ state }, shown) {
  const place = make('div', { className: 'plot', role: 'img', 'aria-label': words.chartLabel });
  const run = () => state.now.run;
  const by = () => run()?.rules.by ?? state.now.by;
  /** By seconds, the last update of a lane ends a little later. */
  const limit = () => {
    const { rules, entrants } = run() ?? {};
    const end = rules?.limit ?? state.now.limits[state.now.by];
    return Math.max(end, ...(entrants ?? []).map(({ at }) => at));
  };
  const draw = createPlot(
    place,
    () => optionsOf(run, by, limit),
    () => dataOf(run(), shown()),
  );
  return { place, draw };
}

/** Perplexity of all lanes on the same axes. @param {import('./race.js').Race} race */
export function createLaneCurves(race) {
  const { state } = race;
  /** @type {Shown} */
  let shown = 'both';
  const { place, draw } = createCurves(race, () => shown);
  const hint = make('p', { className: 'hint' }, words.chartHint);
  state.watch(['phase'], ({ phase }) => {
    if (phase === 'racing') place.scrollIntoView({ block: 'nearest' });
  });
  state.watch(['run', 'news', 'by', 'limits'], ({ run }) => {
    hint.hidden = run !== undefined;
    draw();
  });
  const choice = createChoice((chosen) => {
    shown = chosen;
    draw();
  });
  return make(
    'div',
    { className: 'curves' },
    make('div', { className: 'row head' }, make('h3', {}, words.chart), choice),
    make('div', { className: 'chart' }, place, hint),
    make('p', { className: 'meaning' }, words.key),
  );
}
