import { formatPerplexity } from '../app/format.js';
import { make } from '../parts/make.js';
import { onResize } from '../parts/on-resize.js';
import { scroller, table } from '../parts/table.js';
import { blownUpAt, compareClips, PLAN, UPDATES } from './clip.js';
import { median } from './decay.js';
import { normChart, normKey } from './norm-chart.js';
import { createRunner } from './runner.js';
import { words } from './words.js';

/** @typedef {import('./clip.js').Trail} Trail */

const FIRST_UPDATES = 3;

/** What happened, in words. @param {Trail[]} trails @param {number} symbols */
function verdictOf([without, clipped], symbols) {
  const at = blownUpAt(without, symbols);
  const last = clipped.points[clipped.points.length - 1];
  if (at === undefined && !without.diverged) return words.clip.calm(UPDATES);
  const early = without.points.slice(0, FIRST_UPDATES).map(({ norm }) => norm);
  const longest = Math.max(...without.points.map(({ norm }) => norm));
  const worst = Math.max(...without.points.map(({ perplexity }) => perplexity));
  const blown = words.clip.blown({
    at: at ?? without.points.length,
    early: median(early),
    longest,
    worst: formatPerplexity(worst),
    symbols,
  });
  const saved = blownUpAt(clipped, symbols) === undefined && !clipped.diverged;
  const beside = saved ? words.clip.saved(last.update, formatPerplexity(last.perplexity)) : '';
  return words.together([blown, words.clip.why, beside]);
}

/** @param {Trail[]} trails @param {number} symbols */
const trailTable = (trails, symbols) =>
  table(
    { caption: words.clip.caption, heads: words.clip.columns },
    trails.map((trail) => [
      words.clip.names[trail.clip === 0 ? 'unclipped' : 'clipped'],
      Math.max(...trail.points.map(({ norm }) => norm)).toPrecision(3),
      formatPerplexity(trail.points[trail.points.length - 1].perplexity),
      String(blownUpAt(trail, symbols) ?? words.clip.never),
    ]),
  );

/** The clip switched off: one click, and the loss blows up. @param {() => Blob} content the text */
export function createClipOff(content) {
  const chart = make('div', { className: 'decay' });
  const axis = make('p', { className: 'meaning' }, words.clip.chartY);
  const keys = make('ul', { className: 'row keys' });
  const verdict = make('p', { className: 'verdict', id: 'clip-verdict', role: 'status' });
  const results = scroller(words.clip.caption);
  const outcome = make('div', { className: 'outcome', hidden: true }, axis, chart, keys, results);
  /** @type {Trail[]} */
  let shown = [];
  let due = false;

  function draw() {
    due = false;
    if (shown.length > 0 && chart.clientWidth > 0)
      chart.replaceChildren(normChart(shown, chart.clientWidth));
  }
  /** At most once a frame. @param {Trail[]} trails */
  function show(trails) {
    shown = trails;
    outcome.hidden = false;
    if (!due) requestAnimationFrame(draw);
    due = true;
  }
  onResize(chart, draw);

  const runner = createRunner(words.clip.run, async (report, signal) => {
    verdict.textContent = '';
    results.hidden = true;
    const { trails, symbols } = await compareClips(
      content(),
      (all) => {
        const done = all.reduce((sum, { points }) => sum + points.length, 0);
        if (keys.children.length === 0) keys.replaceChildren(...all.map(normKey));
        report(words.clip.training, done / (UPDATES * all.length));
        show(all);
      },
      signal,
    );
    verdict.textContent = verdictOf(trails, symbols);
    results.replaceChildren(trailTable(trails, symbols));
    results.hidden = false;
  });

  return make(
    'section',
    { className: 'why', id: 'clip-off' },
    make('h3', {}, words.clip.title),
    make('p', {}, words.clip.intro(PLAN)),
    ...runner,
    verdict,
    outcome,
  );
}
