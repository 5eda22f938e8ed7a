import { button } from '../parts/button.js';
import { make } from '../parts/make.js';
import { optionsOf, select } from '../parts/select.js';
import { words } from './words.js';

/** @param {import('./lens.js').Lens} lens */
function createPace(lens) {
  const options = optionsOf(words.paces, lens.state.now.pace);
  const menu = select({}, options, (pace) => lens.state.set({ pace: Number(pace) }));
  return make('label', { className: 'inline' }, words.pace, menu);
}

/** One character at a time. @param {import('./lens.js').Lens} lens */
export function createStepper(lens) {
  const { state } = lens;
  const back = button(words.back, () => lens.step(-1));
  const step = button(words.step, () => lens.step(1));
  const play = button(words.play, () => lens.play());
  const status = make('p', { className: 'meaning at' });
  const group = { className: 'row', role: 'group', 'aria-label': words.stepping };
  const root = make('div', group, back, step, play, createPace(lens), status);

  state.watch(['playing'], ({ playing }) => {
    play.textContent = playing ? words.pause : words.play;
    status.setAttribute('aria-live', playing ? 'off' : 'polite');
  });
  state.watch(['reading', 'position'], ({ reading, position }) => {
    if (!reading) return;
    const { symbols, length } = reading;
    status.textContent = words.at(position, length, symbols[position], symbols[position + 1]);
  });
  return root;
}
