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

/** @param {HTMLElement} place */
const sentencesIn = (place) =>
  [...place.querySelectorAll('button')].map(({ textContent }) => textContent).join('\n');

/** Fills a place; the buttons of the same sentences stay, for they may be about to be pressed. @param {HTMLElement} place @param {HTMLElement} content */
function fill(place, content) {
  if (sentencesIn(place) !== sentencesIn(content)) return place.replaceChildren(content);
  const cells = 'caption, td'; // the button is in the head of its row
  const fresh = content.querySelectorAll(cells);
  for (const [i, cell] of place.querySelectorAll(cells).entries()) {
    cell.textContent = fresh[i]?.textContent ?? '';
    cell.className = fresh[i]?.className ?? '';
  }
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
    none.textContent = pairs?.held === 0 ? words.notAsked(true) : '';
    if (!isEmpty) fill(place, answerTable(answers, look));
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
