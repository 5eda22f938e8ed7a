import { buttonRow } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { createRunner } from '../runner.js';
import { LETTERS, learnDelay, PLAN, UPDATES } from './delay.js';
import { words } from './words.js';

/** @typedef {import('./delay.js').Course} Course */

/** How long the letter has to be kept, in symbols. */
const DELAYS = /** @type {const} */ (['10', '20', '40', '60']);
const FIRST = '40';
const GUESS = 1 / LETTERS;

const { delay: told, names } = words;

/** A bar for each cell, with the guess as a mark on it. */
function createBars() {
  const list = make('ul', { className: 'echoes', hidden: true });
  return {
    list,
    /** @param {Course[]} courses @param {number} delay */
    show(courses, delay) {
      list.hidden = false;
      const items = courses.map(({ cell, updates, answers }) => {
        const fill = make('span', { className: `part ${cell}` });
        fill.style.inlineSize = `${100 * answers.right}%`;
        const guess = make('span', { className: 'guess' });
        guess.style.insetInlineStart = `${100 * GUESS}%`;
        const said = told.course(answers.right, answers.delay, delay, updates);
        const track = make('span', { className: 'track' }, fill, guess);
        return make('li', {}, make('span', {}, names[cell]), track, make('span', {}, said));
      });
      list.replaceChildren(...items);
    },
  };
}

/** @param {Course[]} courses @param {number} delay */
const resultTable = (courses, delay) =>
  table(
    { caption: told.caption(delay), heads: told.columns },
    courses.map(({ cell, learnt, answers }) => [
      names[cell],
      told.percent(answers.right),
      String(learnt || told.none),
    ]),
  );

/** What the keeping gate of the gated cells does, beside what theory says. @param {Course[]} courses */
const gateTable = (courses) =>
  table(
    { caption: told.gateCaption, heads: told.gateColumns },
    courses.flatMap(({ cell, answers: { gates } }) =>
      told.theory(cell).map(({ gate, letter, wait }) => {
        const found = gates[gate];
        return [
          `${names[cell]}, ${gate.toUpperCase()}`,
          ...[found?.letter, found?.wait].map((value) => Number(value).toFixed(2)),
          letter,
          wait,
        ];
      }),
    ),
  );

/** The delay task: three cells learn to repeat a letter after a wait. */
export function createDelayTask() {
  /** @type {string} */
  let chosen = FIRST;
  const wait = buttonRow(
    told.wait,
    DELAYS.map((one) => /** @type {const} */ ([one, one])),
    (one) => {
      chosen = one;
      wait.show(one);
    },
  );
  wait.root.prepend(told.wait);
  wait.show(FIRST);
  const bars = createBars();
  const verdict = make('p', { className: 'verdict', id: 'delay-verdict', role: 'status' });
  const results = scroller(told.title);
  const gates = scroller(told.gateCaption);
  const meaning = make('p', { className: 'help' }, told.meaning(PLAN, UPDATES));
  const outcome = make('div', { hidden: true }, results, gates, meaning);

  const runner = createRunner(told.run, async (report, signal) => {
    const delay = Number(chosen);
    verdict.textContent = '';
    outcome.hidden = true;
    const courses = await learnDelay(
      delay,
      (all) => {
        bars.show(all, delay);
        const done = all.map(({ updates, learnt }) => (learnt === delay ? UPDATES : updates));
        report(told.learning, done.reduce((a, b) => a + b, 0) / (UPDATES * all.length));
      },
      signal,
    );
    bars.show(courses, delay);
    verdict.textContent = told.verdict(courses, delay, GUESS);
    results.replaceChildren(resultTable(courses, delay));
    gates.replaceChildren(gateTable(courses));
    outcome.hidden = false;
  });

  return make(
    'section',
    { id: 'delay-task' },
    make('h4', {}, told.title),
    make('p', {}, told.intro(LETTERS)),
    wait.root,
    ...runner,
    bars.list,
    verdict,
    outcome,
  );
}
