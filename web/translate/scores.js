import { make } from '../parts/make.js';
import { BOOK_K } from './answers.js';
import { words } from './words.js';

/** @typedef {import('./translator.js').Translator} Translator */

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
