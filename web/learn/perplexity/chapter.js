import { formatPerplexity } from '../../app/format.js';
import { buttonRow } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { first } from '../first.js';
import { createLearnedOf } from '../learned.js';
import { chartKey, logChart } from '../log-chart.js';
import { ENOUGH } from '../plan.js';
import { follow } from '../school.js';
import { createCalculator } from './calculator.js';
import { lookAt, ORDER, TEXTS } from './look.js';
import { words } from './words.js';

/** @typedef {keyof typeof TEXTS} Text */
/** @typedef {Awaited<ReturnType<typeof lookAt>>} View */

/** With lines across for what does not learn. @param {import('../log-chart.js').Curve[]} curves @param {number[]} levels */
function chartOf(curves, levels) {
  const all = [...levels, ...curves.flatMap(({ points }) => points.map(([, y]) => y))];
  const powers = { low: 0, high: Math.ceil(Math.log10(Math.max(100, ...all))) };
  const said = { label: words.chart, floor: words.updates };
  return logChart({ curves, levels, powers, marks: [0, ENOUGH], said });
}

/** @param {import('../log-chart.js').Curve[]} curves @param {View['baselines']} baselines */
function figuresOf(curves, { uniform, training, heldOut }) {
  const last = curves.map(({ points }) => points.at(-1)?.[1]);
  const rows = [
    [words.network, ...last.map(formatPerplexity)],
    ...Array.from({ length: ORDER }, (_, i) => [
      words.ngram(i + 1),
      ...[training[i], heldOut[i]].map(formatPerplexity),
    ]),
    [words.blind, ...[uniform, uniform].map(formatPerplexity)],
  ];
  return table({ caption: words.figures, heads: words.heads }, rows);
}

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupils = {
    long: school.pupil('gru', 'perplexity, long', TEXTS.long),
    short: school.pupil('gru', 'perplexity, short', TEXTS.short),
  };
  /** @type {Text} */
  let text = 'long';
  const place = make('div', { className: 'curves' });
  const figures = scroller(words.figures);
  figures.classList.add('steps');
  const learned = createLearnedOf(pupils);
  const choices = /** @type {[Text, string][]} */ (Object.entries(words.texts));
  const row = buttonRow(words.choose, choices, set);
  const calculator = createCalculator();
  const root = make('div', {}, row.root, place, chartKey(words.key), figures);
  root.append(...learned.lines, calculator.root);

  const look = async () => lookAt(await pupils[text].session, text);
  /** @param {Awaited<ReturnType<typeof look>>} view */
  function draw({ curves, baselines }) {
    const levels = [baselines.uniform, ...baselines.heldOut];
    place.replaceChildren(chartOf(curves, levels));
    figures.replaceChildren(figuresOf(curves, baselines));
  }
  const drawing = { look, show: draw, first: first.perplexity };
  const show = follow(root, Object.values(pupils), drawing);

  /** @param {Text} one */
  function set(one) {
    text = one;
    row.show(one);
    learned.show(one);
    pupils[one].trainTo(ENOUGH);
    show();
  }
  set('long');
  const tries = [() => set('short'), () => calculator.set(words.transfer)];
  return { root, tries, show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [2, 0], questions: [1, 0, 2, 1] }, createFigure };
