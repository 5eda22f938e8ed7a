import { formatCount } from '../app/format.js';
import { make } from '../parts/make.js';
import { onResize } from '../parts/on-resize.js';
import { segments } from '../parts/segments.js';
import { scroller, table } from '../parts/table.js';
import { linesOf, verdictOf } from './decay.js';
import { decayChart, decayKey } from './decay-chart.js';
import { compareCells, PASSAGES, PLAN, UPDATES } from './decay-experiment.js';
import { createRunner } from './runner.js';
import { words } from './words.js';

/**
 * @typedef {import('./decay.js').Measured} Measured
 * @typedef {import('./decay.js').Line} Line
 * @typedef {'trained' | 'fresh'} When
 */

const DISTANCES = [0, 1, 2, 5, 10, 20, 30, 40, 60];

/** What the curves say, in words. @param {Line[]} lines */
function verdictIn(lines) {
  const { at, farthest, reaches, plain, gated, conclusion, faint, growing } = verdictOf(lines);
  const say = (/** @type {string} */ name) => words.linesInSentence[name];
  const left = [
    words.left(at, say(plain.name), plain.left),
    ...gated.map(({ name, left, times }) => words.against(say(name), left, times)),
  ];
  const verdict = [
    words.clauses(left),
    words.clauses([words.conclusions[conclusion], ...(faint ? [words.faint] : [])]),
    ...growing.map(({ name, times, at }) => words.grows(say(name), times, at)),
  ];
  const faded = reaches.map(({ name, reach }) => words.reach(words.lines[name], reach, farthest));
  return { verdict: words.together(verdict), faded: words.fades(faded) };
}

/** @param {Line[]} lines */
const distanceTable = (lines) =>
  table(
    {
      caption: words.chartCaption(PASSAGES),
      heads: [words.distance, ...lines.map(({ name }) => words.lines[name])],
    },
    DISTANCES.map((d) => [String(d), ...lines.map(({ values }) => words.ratio(values[d]))]),
  );

/** @param {Measured[]} results */
const modelTable = (results) =>
  table(
    { caption: words.modelCaption, heads: words.modelColumns },
    results.map(({ cell, parameters, perplexity }) => [
      words.cells[cell],
      formatCount(parameters),
      perplexity.toFixed(2),
    ]),
  );

/** @param {(when: When) => void} choose */
function createWhenChoice(choose) {
  const legend = make('legend', {}, words.when);
  const what = { name: 'inside-when', legend, labels: words.whens, className: 'field' };
  const choice = segments(what, choose);
  choice.show('trained');
  return choice.root;
}

/** The curves, what they say, and both as tables. */
function createOutcome() {
  const verdict = make('p', { className: 'verdict', id: 'why-verdict', 'aria-live': 'polite' });
  const faded = make('p', { className: 'meaning' });
  const chart = make('div', { className: 'decay' });
  const axis = make('p', { className: 'meaning' }, words.chartY);
  const keys = make('ul', { className: 'row keys' });
  const distances = scroller(words.chartTable);
  const details = make('details', {}, make('summary', {}, words.chartTable), distances);
  const models = make('div');
  /** @type {Measured[]} */
  let results = [];
  /** @type {When} */
  let when = 'trained';

  function draw() {
    if (results.length === 0 || chart.clientWidth === 0) return;
    chart.replaceChildren(decayChart(linesOf(results, when), chart.clientWidth));
  }
  function show() {
    const lines = linesOf(results, when);
    const said = verdictIn(lines);
    verdict.textContent = said.verdict;
    faded.textContent = said.faded;
    keys.replaceChildren(...lines.map(decayKey));
    distances.replaceChildren(distanceTable(lines));
    models.replaceChildren(modelTable(results));
    draw();
  }
  const choice = createWhenChoice((chosen) => {
    when = chosen;
    show();
  });
  const meaning = make('p', { className: 'meaning' }, words.whyMeaning(PLAN));
  const root = make(
    'div',
    { className: 'outcome', hidden: true },
    verdict,
    faded,
    choice,
    axis,
    chart,
    keys,
    details,
    models,
    meaning,
  );
  onResize(chart, draw);
  return {
    root,
    /** @param {Measured[]} measured */
    show(measured) {
      results = measured;
      root.hidden = false;
      show();
    },
  };
}

/** Trains a model of each cell, and shows how far a gradient reaches back. @param {() => Blob} content the text */
export function createDecayView(content) {
  const outcome = createOutcome();
  const runner = createRunner(words.run, async (report, signal) => {
    outcome.show(await compareCells(content(), report, signal));
  });
  return make(
    'section',
    { className: 'why' },
    make('h3', {}, words.why),
    make('p', {}, words.whyIntro(PLAN, UPDATES)),
    ...runner,
    outcome.root,
  );
}
