import { button } from '../parts/button.js';
import { make } from '../parts/make.js';
import { visible } from '../parts/visible.js';
import { words } from './words.js';

/**
 * Goes through symbols one by one, at the visitor's pace alone.
 * @param {string[]} symbols
 * @param {(t: number) => void} take
 */
export function createStepper(symbols, take) {
  let at = 0;
  const letters = symbols.map((symbol) => make('span', {}, visible(symbol)));
  const back = button(words.back, () => go(at - 1));
  const step = button(words.step, () => go(at + 1));
  const start = button(words.fromStart, () => go(0));
  const status = make('p', { className: 'help', role: 'status' });

  function show() {
    for (const [t, letter] of letters.entries()) letter.classList.toggle('now', t === at);
    back.setAttribute('aria-disabled', String(at === 0));
    step.setAttribute('aria-disabled', String(at === symbols.length - 1));
    status.textContent = words.at(at + 1, symbols.length, visible(symbols[at] ?? ''));
  }

  /** @param {number} t */
  function go(t) {
    at = Math.min(symbols.length - 1, Math.max(0, t));
    show();
    take(at);
  }
  show();
  const row = { className: 'row', role: 'group', 'aria-label': words.stepping };
  const root = make(
    'div',
    {},
    make('div', row, step, back, start),
    make('p', { className: 'word', 'aria-hidden': 'true' }, ...letters),
    status,
  );
  return { root, go };
}
