import { formatShare } from '../app/format.js';
import { make } from '../parts/make.js';
import { words } from './words.js';

const MOST = 6;

/** The likeliest next letters, each with its probability. */
export function createNextLetters() {
  const root = make('ol', { className: 'next', 'aria-label': words.nextLetters });
  return {
    root,
    /** @param {ArrayLike<number>} shares by id @param {string[]} vocabulary */
    show(shares, vocabulary) {
      const ids = vocabulary.map((_, id) => id).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
      const rows = ids.slice(0, MOST).map((id) => {
        const share = shares[id] ?? 0;
        const bar = make('span', { className: 'bar' });
        bar.style.inlineSize = `${100 * share}%`;
        const letter = make('span', { className: 'letter' }, words.visible(vocabulary[id] ?? ''));
        return make('li', {}, letter, bar, make('span', {}, formatShare(share)));
      });
      root.replaceChildren(...rows);
    },
  };
}
