import { formatPerplexity } from '../../app/format.js';
import { buttonRow } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { createLearnedOf } from '../learned.js';
import { ENOUGH, follow } from '../school.js';
import { createCalculator } from './calculator.js';
import { chartKey, perplexityChart } from './curve.js';
import { words } from './words.js';

/** The longest n-gram. */
const ORDER = 4;
/** Letters that are learned from, and the share of them that is held out. */
const TEXTS = /** @type {const} */ ({
  long: { tokens: 10000, settings: { validation: 0.1 }, validateEvery: 50 },
  short: { tokens: 1000, settings: { validation: 0.2 }, validateEvery: 50 },
});
/** @typedef {keyof typeof TEXTS} Text */

/** What has been reported of a training. @param {import('../school.js').Session} session */
async function curvesOf(session) {
  const reports = await session.history();
  const training = reports.map(({ update, perplexity }) => ({ update, perplexity }));
  const heldOut = reports.flatMap(({ update, validationPerplexity: perplexity }) =>
    perplexity === undefined ? [] : [{ update, perplexity }],
  );
  return [
    { name: 'training', points: training },
    { name: 'held-out', points: heldOut },
  ];
}

/** @param {import('./curve.js').Curve[]} curves @param {import('../../../wasm/sluice.d.ts').Baselines} baselines */
function figuresOf(curves, { uniform, training, heldOut }) {
  const last = curves.map(({ points }) => points.at(-1)?.perplexity);
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

  async function draw() {
    const pupil = pupils[text];
    const session = await pupil.session;
    const { validation } = TEXTS[text].settings;
    const baselines = await session.baselines({ order: ORDER, validation });
    const curves = await curvesOf(session);
    const levels = [baselines.uniform, ...baselines.heldOut];
    const said = { label: words.chart, updates: words.updates };
    place.replaceChildren(perplexityChart({ curves, levels, goal: ENOUGH, said }));
    figures.replaceChildren(figuresOf(curves, baselines));
  }
  const show = follow(root, Object.values(pupils), draw);

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
