import { make } from '../parts/make.js';
import { slider } from '../parts/slider.js';
import { scroller, table } from '../parts/table.js';
import { LETTERS, learnDelay, PLAN, UPDATES } from './delay.js';
import { createRunner } from './runner.js';
import { words } from './words.js';

/** @typedef {import('./delay.js').Course} Course */

/** How long the letter has to be kept. */
const DELAYS = { min: 10, max: 60, step: 5 };
const FIRST = 40;
const GUESS = 1 / LETTERS;

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
        fill.style.width = `${100 * answers.right}%`;
        const guess = make('span', { className: 'guess-line' });
        guess.style.left = `${100 * GUESS}%`;
        const said = words.delay.course(answers.right, answers.delay, delay, updates);
        return make(
          'li',
          {},
          make('span', { className: 'name' }, words.cells[cell]),
          make('span', { className: 'track' }, fill, guess),
          make('span', { className: 'meaning' }, said),
        );
      });
      list.replaceChildren(...items);
    },
  };
}

/** @param {Course[]} courses @param {number} delay */
const resultTable = (courses, delay) =>
  table(
    { caption: words.delay.caption(delay), heads: words.delay.columns },
    courses.map(({ cell, learnt, answers }) => [
      words.cells[cell],
      words.percent(answers.right),
      String(learnt || words.delay.none),
    ]),
  );

/** What the keeping gate of the gated cells does, beside what theory says. @param {Course[]} courses */
const gateTable = (courses) =>
  table(
    { caption: words.delay.gateCaption, heads: words.delay.gateColumns },
    courses.flatMap(({ cell, answers: { gates } }) =>
      words.delay.theory(cell).map(({ gate, letter, wait }) => {
        const found = gates[gate];
        return [
          `${words.cells[cell]}, ${words.blocks[gate]}`,
          ...[found.letter, found.wait].map((value) => value.toFixed(2)),
          letter,
          wait,
        ];
      }),
    ),
  );

/** The delay task: three cells learn to repeat a letter after a wait. */
export function createDelayTask() {
  const wait = slider({ id: 'delay', label: words.delay.slider, ...DELAYS }, (delay) =>
    wait.show(delay),
  );
  wait.show(FIRST);
  const bars = createBars();
  const verdict = make('p', { className: 'verdict', id: 'delay-verdict', role: 'status' });
  const results = scroller(words.delay.title);
  const gates = scroller(words.delay.gateCaption);
  const meaning = make('p', { className: 'meaning' }, words.delay.meaning(PLAN, UPDATES));
  const outcome = make('div', { hidden: true, className: 'outcome' }, results, gates, meaning);

  const runner = createRunner(words.delay.run, async (report, signal) => {
    const delay = wait.input.valueAsNumber;
    wait.input.disabled = true;
    verdict.textContent = '';
    outcome.hidden = true;
    try {
      const courses = await learnDelay(
        delay,
        (all) => {
          bars.show(all, delay);
          const done = all.map(({ updates, learnt }) => (learnt === delay ? UPDATES : updates));
          report(words.delay.learning, done.reduce((a, b) => a + b, 0) / (UPDATES * all.length));
        },
        signal,
      );
      bars.show(courses, delay);
      verdict.textContent = words.delay.verdict(courses, delay, GUESS);
      results.replaceChildren(resultTable(courses, delay));
      gates.replaceChildren(gateTable(courses));
      outcome.hidden = false;
    } finally {
      wait.input.disabled = false;
    }
  });

  return make(
    'section',
    { className: 'why', id: 'delay-task' },
    make('h3', {}, words.delay.title),
    make('p', {}, words.delay.intro(LETTERS)),
    wait.root,
    ...runner,
    bars.list,
    verdict,
    outcome,
  );
}
