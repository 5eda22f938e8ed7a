import { make } from '../parts/make.js';
import { visible } from '../parts/visible.js';
import { words } from './words.js';

/** @typedef {import('./reading.js').Reading} Reading */

const MOST = 10;
const TAIL = 12;

/** @typedef {{ id: number, probability: number, rank: number }} Guess */

/** The likeliest symbols, the true one among them or after them, and what is left. @param {Reading} reading @param {number} position */
function guessesAt(reading, position) {
  const distribution = reading.distribution(position);
  /** @type {Guess[]} */
  const all = Array.from(distribution, (probability, id) => ({ id, probability, rank: 0 }));
  all.sort((a, b) => b.probability - a.probability);
  for (const [i, guess] of all.entries()) guess.rank = i + 1;
  const came = position < reading.length - 1 ? reading.idAt(position + 1) : undefined;
  const shown = all.filter(({ id, rank }) => rank <= MOST || id === came);
  const rest = 1 - shown.reduce((sum, { probability }) => sum + probability, 0);
  return { shown, came, rest: Math.max(0, rest), others: all.length - shown.length };
}

/** @param {string} symbol @param {number} probability @param {string} note @param {string} className */
function barItem(symbol, probability, note, className) {
  const fill = make('span', { className: 'fill' });
  fill.style.width = `${100 * probability}%`;
  return make(
    'li',
    { className },
    make('span', { className: 'guess' }, symbol),
    make('span', { className: 'track' }, fill),
    make('span', { className: 'share' }, words.percent(probability)),
    make('span', { className: 'note' }, note),
  );
}

/** @param {Reading} reading @param {Guess} guess @param {number | undefined} came */
function guessItem({ vocabulary }, { id, probability, rank }, came) {
  const true_ = id === came;
  const beyond = rank > MOST ? ` (${words.rank(rank)})` : '';
  const note = true_ ? `✓ ${words.came}${beyond}` : '';
  return barItem(visible(vocabulary[id]), probability, note, true_ ? 'came' : '');
}

/** What the model expects after the symbol just read. @param {import('./lens.js').Lens} lens */
export function createBars({ state }) {
  const after = make('span', { className: 'meaning' });
  const list = make('ol', { className: 'bars' });
  const verdict = make('p', { className: 'meaning' });
  const root = make('section', {}, make('h3', {}, words.prediction, ' ', after), list, verdict);

  state.watch(['reading', 'position'], ({ reading, position }) => {
    if (!reading) return;
    const { shown, came, rest, others } = guessesAt(reading, position);
    const items = shown.map((guess) => guessItem(reading, guess, came));
    if (others > 0) items.push(barItem('…', rest, words.others(others), 'others'));
    list.replaceChildren(...items);
    const tail = reading.symbols.slice(Math.max(0, position + 1 - TAIL), position + 1);
    after.textContent = words.predictionAfter(tail.map(visible).join(''));
    const true_ = shown.find(({ id }) => id === came);
    verdict.textContent = true_
      ? words.cameTrue(reading.vocabulary[true_.id], true_.probability, reading.surprise[position])
      : words.nothingCame;
  });
  return root;
}
