import { make } from '../parts/make.js';
import { createChoice } from './choice.js';
import { words } from './words.js';

/**
 * @typedef {import('./chapters.js').Chapter} Chapter
 * @typedef {import('./chapters.js').Figure} Figure
 */

/** @param {Chapter} chapter @param {Figure} figure */
function createTries({ words: told, right }, figure) {
  const tries = told.tries.map(({ ask, choices, told: shown }, i) =>
    createChoice(ask, choices, (choice) => {
      figure.tries[i]?.();
      return words.tried(choice === right.tries[i], shown);
    }),
  );
  return make('div', { className: 'tries' }, make('h4', {}, words.tryThis), ...tries);
}

/** @param {Chapter} chapter @param {() => void} finished when all were answered rightly */
function createQuestions({ words: told, right }, finished) {
  const answered = new Set();
  const questions = told.questions.map(({ ask, choices, why }, i) =>
    createChoice(ask, choices, (choice) => {
      const isRight = choice === right.questions[i];
      if (isRight) answered.add(i);
      if (answered.size === told.questions.length) finished();
      return words.judged(isRight, why[choice] ?? '');
    }),
  );
  return make('div', {}, make('h4', {}, words.questions), ...questions);
}

/** @param {Chapter} chapter */
function createConventions({ words: told }) {
  const pairs = told.conventions.flatMap(({ ask, answer }) => [
    make('dt', {}, ask),
    make('dd', {}, answer),
  ]);
  return make('details', {}, make('summary', {}, words.conventions), make('dl', {}, ...pairs));
}

/**
 * A chapter as it stands on the page.
 * @param {string} title
 * @param {Chapter} chapter
 * @param {import('./school.js').School} school
 * @param {() => void} finished
 */
export function createArticle(title, chapter, school, finished) {
  const figure = chapter.createFigure(school);
  const tries = createTries(chapter, figure);
  const further = figure.further ? [figure.further] : [];
  const told = chapter.words;
  const heading = make('h3', { tabIndex: -1 }, title);
  const root = make(
    'article',
    {},
    heading,
    make(
      'div',
      { className: 'two' },
      make('div', { className: 'said' }, ...told.paragraphs.map((text) => make('p', {}, text))),
      make('div', { className: 'figure' }, figure.root, tries, ...further),
    ),
    createConventions(chapter),
    createQuestions(chapter, finished),
    make('h4', {}, words.further),
    make('ul', {}, ...told.further.map((text) => make('li', {}, text))),
  );
  return { root, heading, show: figure.show };
}
