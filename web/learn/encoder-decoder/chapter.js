import { formatCount, formatPrecise } from '../../app/format.js';
import { buttonRow } from '../../parts/button.js';
import { errorLine, field, showError } from '../../parts/field.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { createFrame } from '../frame.js';
import { createLearned } from '../learned.js';
import { follow } from '../school.js';
import { createStrip } from '../strip.js';
import { flowOf } from './flow.js';
import { ENOUGH, judge, LETTERS, LONGEST, lessonOf, vocabularies } from './translators.js';
import { words } from './words.js';

/** @typedef {import('./translators.js').Teacher} Teacher */

const TEACHERS = /** @type {Teacher[]} */ (['1', '0.5', '0']);
/** One letter more than it has learned. */
const MOST = LONGEST + 1;
const END = '<eos>';

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
    /** @param {import('../school.js').Session} session @param {string} text */
    async show(session, text) {
      const source = [...text, END];
      const { tokens, text: written, log_probability } = await session.translate(text);
      const { encoder, decoder } = flowOf(await session.weights(), vocabularies, source, tokens);
      const states = Float32Array.from([...encoder, ...decoder].flat());
      const units = encoder[0]?.length ?? 0;
      strip.show([...source, ...tokens], states, units, words.strip(text, written));
      strip.root.append(createFrame(source.length - 1, 1, units));
      const share = formatPrecise(Math.exp(log_probability));
      told.textContent = `${words.translated(text, written, share)} ${words.legend}`;
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
  let chosen = /** @type {Teacher} */ ('1');
  const choices = TEACHERS.map((one) => /** @type {const} */ ([one, words.teachers[one]]));
  const teachers = buttonRow(words.teacher, choices, choose);
  teachers.root.prepend(words.teacher);
  const root = make('div', { className: 'translating' }, field(words.input, input, error));
  root.append(flow.root, teachers.root, place, learned);

  const pupilOf = (/** @type {Teacher} */ teacher) =>
    school.pupilOf(`translator, ${teacher}`, lessonOf(teacher));

  async function drawFlow() {
    const session = await pupilOf(chosen).session;
    const problem = problemOf(input.value);
    showError(input, error, problem);
    if (!problem) await flow.show(session, input.value);
  }
  async function drawResults() {
    const teacher = chosen;
    const { state, session: opened } = pupilOf(teacher);
    const session = await opened;
    const { updates } = state.now;
    results.set(teacher, { updates, ...(await judge(session)) });
    place.replaceChildren(resultsTable(results));
  }
  const show = () => looks.get(chosen)?.();

  /** @param {Teacher} teacher */
  function choose(teacher) {
    chosen = teacher;
    teachers.show(teacher);
    const pupil = pupilOf(teacher);
    if (!looks.has(teacher)) {
      looks.set(teacher, follow(root, [pupil], drawFlow));
      follow(root, [pupil], drawResults); // which takes longer
    }
    learned.replaceChildren(createLearned(pupil));
    pupil.trainTo(ENOUGH);
    show();
  }
  place.replaceChildren(resultsTable(results));
  input.addEventListener('input', show);
  choose('1');
  const type = (/** @type {string} */ text) => () => {
    input.value = text;
    choose('1');
  };
  return { root, tries: [type('abce'), type('dabec'), () => choose('0')], show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = {
  words,
  right: { tries: [1, 1, 0], questions: [0, 1, 1, 0] },
  createFigure,
};
