import { formatCount, formatPrecise } from '../../app/format.js';
import { buttonRow } from '../../parts/button.js';
import { errorLine, field, showError } from '../../parts/field.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { first as firstStates } from '../first.js';
import { createFrame } from '../frame.js';
import { createLearned } from '../learned.js';
import { follow } from '../school.js';
import { createStrip } from '../strip.js';
import { END, ENOUGH, judge, LETTERS, LONGEST, lessonOf, translated } from './translators.js';
import { words } from './words.js';

/** @typedef {import('./translators.js').Teacher} Teacher */

const TEACHERS = /** @type {Teacher[]} */ (['1', '0.5', '0']);
/** One letter more than it has learned. */
const MOST = LONGEST + 1;

/** What is wrong with what was typed, or ''. @param {string} text */
function problemOf(text) {
  const letters = [...text];
  if (letters.length === 0) return words.empty;
  const strange = letters.find((letter) => !LETTERS.includes(letter));
  if (strange !== undefined) return words.strange(strange);
  return letters.length > MOST ? words.tooLong(letters.length, MOST) : '';
}

/** The states of encoder and decoder in one strip; the frame is all that the decoder gets. */
function createFlow() {
  const strip = createStrip((token) => (token === END ? '∎' : token));
  const told = make('p', { className: 'translated' }, words.legend);
  return {
    root: make('div', {}, strip.root, told),
    /** @param {Awaited<ReturnType<typeof translated>>} view */
    show({ text, tokens, states, units, written, share }) {
      const source = [...text, END];
      strip.show([...source, ...tokens], states, units, words.strip(text, written));
      strip.root.append(createFrame(source.length - 1, 1, units));
      told.textContent = `${words.translated(text, written, formatPrecise(share))} ${words.legend}`;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof judge>> & { updates: number }} Result */

/** @param {Map<Teacher, Result>} results */
function resultsTable(results) {
  const rows = TEACHERS.map((teacher) => {
    const { updates, loss, right, of } = results.get(teacher) ?? {};
    const numbers = updates === undefined ? ['–', '–', '–'] : [formatCount(updates)];
    if (loss !== undefined) numbers.push(formatPrecise(loss), words.right(right ?? 0, of ?? 0));
    return [words.teachers[teacher], ...numbers];
  });
  return table({ caption: words.results, heads: words.heads }, rows);
}

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const id = 'learn-source';
  const input = make('input', { id, type: 'text', value: 'abcd', autocomplete: 'off' });
  const error = errorLine({ id: `${id}-error` });
  const flow = createFlow();
  const place = scroller(words.results);
  const learned = make('div', {});
  /** @type {Map<Teacher, Result>} */
  const results = new Map();
  /** @type {Map<Teacher, () => void>} those that learn here, each with what draws the figure anew */
  const looks = new Map();
  /** @type {(() => void)[]} */
  const judges = [];
  let chosen = /** @type {Teacher} */ ('1');
  const choices = TEACHERS.map((one) => /** @type {const} */ ([one, words.teachers[one]]));
  const teachers = buttonRow(words.teacher, choices, choose);
  teachers.root.prepend(words.teacher);
  const root = make('div', { className: 'translating' }, field(words.input, input, error));
  root.append(flow.root, teachers.root, place, learned);

  const pupilOf = (/** @type {Teacher} */ teacher) =>
    school.pupilOf(`translator, ${teacher}`, lessonOf(teacher));

  async function lookAtFlow() {
    const session = await pupilOf(chosen).session;
    const problem = problemOf(input.value);
    showError(input, error, problem);
    return problem ? undefined : translated(session, input.value);
  }
  async function judged(/** @type {Teacher} */ teacher) {
    const { state, session: opened } = pupilOf(teacher);
    const session = await opened;
    const { updates } = state.now;
    return results.set(teacher, { updates, ...(await judge(session)) });
  }
  const showResults = () => place.replaceChildren(resultsTable(results));
  const show = () => looks.get(chosen)?.();

  /** @param {Teacher} teacher */
  function choose(teacher) {
    chosen = teacher;
    teachers.show(teacher);
    const pupil = pupilOf(teacher);
    if (!looks.has(teacher)) {
      const first = teacher === '1' ? firstStates['encoder-decoder'] : undefined;
      looks.set(teacher, follow(flow.root, [pupil], { look: lookAtFlow, show: flow.show, first }));
      // judging takes longer than drawing
      judges.push(follow(place, [pupil], { look: () => judged(teacher), show: showResults }));
    }
    learned.replaceChildren(createLearned(pupil));
    pupil.trainTo(ENOUGH);
    show();
  }
  showResults();
  input.addEventListener('input', show);
  choose('1');
  const type = (/** @type {string} */ text) => () => {
    input.value = text;
    choose('1');
  };
  return {
    root,
    tries: [type('abce'), type('dabec'), () => choose('0')],
    show() {
      show();
      for (const judgeAgain of judges) judgeAgain();
    },
  };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = {
  words,
  right: { tries: [1, 1, 0], questions: [0, 1, 1, 0] },
  createFigure,
};
