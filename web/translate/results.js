import { make } from '../parts/dom.js';
import { BOOK_K } from './answers.js';
import { scroller } from './scroller.js';
import { words } from './words.js';

/** @typedef {import('./translator.js').Translator} Translator */

const FIRST = 8;

/** @param {string} name @param {string} meaning @param {string} id */
function reading(name, meaning, id) {
  const value = make('p', { className: 'value', id }, '–');
  const explained = make('p', { className: 'meaning' }, meaning);
  const root = make('div', { className: 'reading' });
  root.append(make('p', { className: 'name' }, name), value, explained);
  return { root, value };
}

/** Loss and scores, each named for what it is. @param {Translator} translator */
export function createScores({ state }) {
  const of = words.scores;
  const shown = {
    training: reading(of.training, of.trainingMeaning, 'translate-training'),
    unseen: reading(of.unseen, of.unseenMeaning, 'translate-unseen-loss'),
    exact: reading(of.exact, of.exactMeaning, 'translate-exact'),
    bleu: reading(of.bleu, of.bleuMeaning, 'translate-bleu'),
    book: reading(of.book, of.bookMeaning(BOOK_K), 'translate-book-bleu'),
  };
  shown.training.root.classList.add('training');
  shown.unseen.root.classList.add('held-out');
  const asked = make('p', { className: 'meaning' });
  state.watch(['training', 'unseen', 'answers', 'table'], (now) => {
    const { answers, table } = now;
    shown.training.value.textContent = words.number(now.training.at(-1)?.loss);
    shown.unseen.value.textContent = words.number(now.unseen.at(-1)?.loss);
    shown.exact.value.textContent = answers ? words.outOf(answers.exact, answers.list.length) : '–';
    shown.bleu.value.textContent = words.number(answers?.bleu);
    shown.book.value.textContent = words.number(answers?.bookBleu);
    asked.textContent = answers
      ? words.asked(answers.list.length, answers.updates)
      : words.notAsked(table?.held === 0);
  });
  const readings = make('div', { className: 'readings' });
  readings.append(...Object.values(shown).map(({ root }) => root));
  return make('div', { className: 'scores' }, readings, asked);
}

/** @param {string[]} names */
const headRow = (names) =>
  make('thead', {}, make('tr', {}, ...names.map((name) => make('th', { scope: 'col' }, name))));

/** @param {string} text */
const cell = (text) => make('td', {}, text);

/** @param {boolean} right */
const verdict = (right) =>
  make('td', { className: right ? 'right' : 'wrong' }, right ? words.right : words.wrong);

/**
 * What the model makes of a few unseen sentences; each can be taken to the laboratory.
 * @param {Translator} translator @param {(source: string) => void} look
 */
export function createAnswers({ state }, look) {
  const body = make('tbody');
  const table = make(
    'table',
    { className: 'answers' },
    make('caption', {}),
    headRow(words.answerColumns),
    body,
  );
  const none = make('p', { className: 'meaning' });
  state.watch(['answers', 'table'], ({ answers, table: pairs }) => {
    const list = answers?.list.slice(0, FIRST) ?? [];
    const caption = table.caption;
    if (caption && answers)
      caption.textContent = words.answersCaption(list.length, answers.updates);
    table.hidden = list.length === 0;
    none.hidden = list.length > 0;
    none.textContent = words.notAsked(pairs?.held === 0);
    const rows = list.map(({ source, wanted, said, right }) => {
      const button = make('button', { type: 'button', className: 'link' }, source);
      button.title = words.lookAt;
      button.addEventListener('click', () => look(source));
      return make(
        'tr',
        {},
        make('th', { scope: 'row' }, button),
        cell(wanted),
        cell(said || words.silence),
        verdict(right),
      );
    });
    const focused = [...body.querySelectorAll('button')].indexOf(
      /** @type {any} */ (document.activeElement),
    );
    body.replaceChildren(...rows);
    if (focused >= 0) body.querySelectorAll('button')[focused]?.focus();
  });
  const scroller = make('div', { className: 'scroller' }, table);
  return make(
    'section',
    { className: 'block' },
    make('h3', {}, words.answersTitle),
    none,
    scroller,
  );
}

/** The book's four sentences, when the pairs are the book's. @param {Translator} translator */
export function createBook({ state }) {
  const body = make('tbody');
  const sum = make('td', { id: 'translate-book-sum' });
  const last = make('th', { scope: 'row', colSpan: 4 }, words.bookSum);
  const table = make(
    'table',
    { className: 'answers book' },
    headRow(words.bookColumns(BOOK_K)),
    body,
    make('tfoot', {}, make('tr', {}, last, sum)),
  );
  const root = make('section', { className: 'block', hidden: true });
  root.append(
    make('h3', {}, words.bookTitle),
    make('p', { className: 'meaning' }, words.bookMeaning),
    scroller(words.bookTitle, table),
  );
  state.watch(['bookAnswers'], ({ bookAnswers }) => {
    root.hidden = bookAnswers.length === 0;
    const rows = bookAnswers.map(({ source, learned, wanted, said, bleu }) =>
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, source),
        cell(learned ? words.learned : words.notLearned),
        cell(wanted),
        cell(said || words.silence),
        cell(words.number(bleu)),
      ),
    );
    body.replaceChildren(...rows);
    sum.textContent = words.number(bookAnswers.reduce((total, { bleu }) => total + bleu, 0));
  });
  return root;
}
