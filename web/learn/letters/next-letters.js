import { formatShare } from '../../app/format.js';
import { make } from '../../parts/make.js';
import { visible } from '../../parts/visible.js';
import { words } from '../words.js';

/** The likeliest next letters, each with its probability. */
export function createNextLetters() {
  const root = make('ol', { className: 'next', 'aria-label': words.nextLetters });
  return {
    root,
    /** @param {{ symbol: string, share: number }[]} letters */
    show(letters) {
      const rows = letters.map(({ symbol, share }) => {
        const bar = make('span', { className: 'likelihood' });
        bar.style.inlineSize = `${100 * share}%`;
        const letter = make('span', { className: 'letter' }, visible(symbol));
        return make('li', {}, letter, bar, make('span', {}, formatShare(share)));
      });
      root.replaceChildren(...rows);
    },
  };
}
