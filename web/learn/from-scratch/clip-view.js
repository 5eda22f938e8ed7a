import { formatPerplexity } from '../../app/format.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { chartKey, logChart } from '../log-chart.js';
import { createRunner } from '../runner.js';
import { blownUpAt, compareClips, PLAN, UPDATES } from './clip.js';
import { words } from './words.js';

/** @typedef {import('./clip.js').Trail} Trail */

const { clip: told } = words;

/** Norms below it are not drawn. */
const LEAST = 1e-3;
const LEAST_UPDATES = 30;

/** @param {Trail} trail */
const nameOf = ({ clip }) => (clip === 0 ? 'unclipped' : 'clipped');

/** @param {Trail} trail */
const longestOf = ({ points }) => Math.max(...points.map(({ norm }) => norm));

/** What happened, in words. @param {Trail[]} trails @param {number} symbols */
function verdictOf([without, clipped], symbols) {
  if (!without || !clipped) return '';
  const at = blownUpAt(without, symbols);
  if (at === undefined && !without.diverged) return told.calm(UPDATES);
  const worst = Math.max(...without.points.map(({ perplexity }) => perplexity));
  const blown = told.blown({
    at: at ?? without.points.length,
    first: Number(without.points[0]?.norm),
    longest: longestOf(without),
    worst: formatPerplexity(worst),
    symbols,
  });
  const last = clipped.points.at(-1);
  const isSaved = last && blownUpAt(clipped, symbols) === undefined && !clipped.diverged;
  return blown + (isSaved ? told.saved(last.update, formatPerplexity(last.perplexity)) : '');
}

/** @param {Trail[]} trails @param {number} symbols */
const trailTable = (trails, symbols) =>
  table(
    { caption: told.caption, heads: told.columns },
    trails.map((trail) => [
      told.names[nameOf(trail)],
      longestOf(trail).toPrecision(3),
      formatPerplexity(trail.points.at(-1)?.perplexity),
      String(blownUpAt(trail, symbols) ?? told.never),
    ]),
  );

/** Norms of the gradients by update. @param {Trail[]} trails */
function chartOf(trails) {
  const curves = trails.map((trail) => ({
    name: nameOf(trail),
    points: trail.points
      .filter(({ norm }) => norm > LEAST)
      .map(({ update, norm }) => /** @type {[number, number]} */ ([update, norm])),
  }));
  const points = curves.flatMap((curve) => curve.points);
  const norms = points.map(([, norm]) => Math.log10(norm));
  const powers = {
    low: Math.floor(Math.min(-1, ...norms)),
    high: Math.ceil(Math.max(1, ...norms)),
  };
  const marks = [0, Math.max(LEAST_UPDATES, ...points.map(([update]) => update))];
  return logChart({ curves, powers, marks, said: told.chart });
}

/** The clip switched off: one click, and the loss blows up. */
export function createClipOff() {
  const chart = make('div', { className: 'curves' });
  const verdict = make('p', { className: 'verdict', id: 'clip-verdict', role: 'status' });
  const results = scroller(told.caption);
  const outcome = make('div', { hidden: true }, chart, chartKey(told.names), results);
  /** @type {Trail[]} */
  let shown = [];
  let due = false;

  function draw() {
    due = false;
    chart.replaceChildren(chartOf(shown));
  }
  /** At most once a frame. @param {Trail[]} trails */
  function show(trails) {
    shown = trails;
    outcome.hidden = false;
    if (!due) requestAnimationFrame(draw);
    due = true;
  }

  const runner = createRunner(told.run, async (report, signal) => {
    verdict.textContent = '';
    results.hidden = true;
    const { trails, symbols } = await compareClips((all) => {
      const done = all.reduce((sum, { points }) => sum + points.length, 0);
      report(told.training, done / (UPDATES * all.length));
      show(all);
    }, signal);
    verdict.textContent = verdictOf(trails, symbols);
    results.replaceChildren(trailTable(trails, symbols));
    results.hidden = false;
  });

  return make(
    'section',
    { id: 'clip-off' },
    make('h4', {}, told.title),
    make('p', {}, told.intro(PLAN)),
    ...runner,
    verdict,
    outcome,
  );
}
