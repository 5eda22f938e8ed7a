import { button } from '../parts/button.js';
import { make } from '../parts/make.js';
import { scroller, table } from '../parts/table.js';
import { BOOK_K } from './answers.js';
import { words } from './words.js';

/** @typedef {import('./translator.js').Translator} Translator */

const FIRST = 8;

/** @param {boolean} right */
const verdict = (right) =>
  make('td', { className: right ? 'right' : 'wrong' }, right ? words.right : words.wrong);

/** Written in the direction of its own script. @param {string} text */
const sentence = (text) => make('td', { dir: 'auto' }, text);

/** @param {import('./answers.js').Answers} answers @param {(source: string) => void} look */
function answerTable({ list, updates }, look) {
  const shown = list.slice(0, FIRST);
  const rows = shown.map(({ source, wanted, said, right }) => [
    button(source, () => look(source), { className: 'link', dir: 'auto', title: words.lookAt }),
    sentence(wanted),
    sentence(said || words.silence),
    verdict(right),
  ]);
  const caption = words.answersCaption(shown.length, updates);
  return table({ className: 'answers', caption, heads: words.answerColumns }, rows);
}

/** Replaces what a place holds; the button with the focus hands it to the one that follows it. @param {HTMLElement} place @param {HTMLElement} content */
function replaceUnderFocus(place, content) {
  const buttons = [...place.querySelectorAll('button')];
  const focused = buttons.findIndex((one) => one.matches(':focus'));
  place.replaceChildren(content);
  if (focused >= 0) place.querySelectorAll('button')[focused]?.focus();
}

/**
 * What the model makes of a few unseen sentences; each can be taken to the laboratory.
 * @param {Translator} translator @param {(source: string) => void} look
 */
export function createAnswers({ state }, look) {
  const none = make('p', { className: 'meaning' });
  const place = make('div', { className: 'scroller' });
  state.watch(['answers', 'table'], ({ answers, table: pairs }) => {
    const isEmpty = !answers || answers.list.length === 0;
    place.hidden = isEmpty;
    none.hidden = !isEmpty;
    none.textContent = words.notAsked(pairs?.held === 0);
    if (!isEmpty) replaceUnderFocus(place, answerTable(answers, look));
  });
  return make('section', { className: 'block' }, make('h3', {}, words.answersTitle), none, place);
}

/** @param {import('./answers.js').BookAnswer[]} answers */
function bookTable(answers) {
  const rows = answers.map(({ source, learned, wanted, said, bleu }) => [
    source,
    learned ? words.learned : words.notLearned,
    wanted,
    said || words.silence,
    words.number(bleu),
  ]);
  const made = table({ className: 'answers book', heads: words.bookColumns(BOOK_K) }, rows);
  const sum = words.number(answers.reduce((total, { bleu }) => total + bleu, 0));
  const last = make('th', { scope: 'row', colSpan: 4 }, words.bookSum);
  const cells = [last, make('td', { id: 'translate-book-sum' }, sum)];
  made.append(make('tfoot', {}, make('tr', {}, ...cells)));
  return made;
}

/** The book's four sentences, when the pairs are the book's. @param {Translator} translator */
export function createBook({ state }) {
  const place = scroller(words.bookTitle);
  const root = make('section', { className: 'block' });
  root.append(
    make('h3', {}, words.bookTitle),
    make('p', { className: 'meaning' }, words.bookMeaning),
    place,
  );
  state.watch(['bookAnswers'], ({ bookAnswers }) => {
    root.hidden = bookAnswers.length === 0;
    place.replaceChildren(bookTable(bookAnswers));
  });
  return root;
}
