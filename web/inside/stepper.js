import { make } from '../parts/dom.js';
import { words } from './words.js';

/** @param {import('./lens.js').Lens} lens */
function createPace(lens) {
  const options = words.paces.map(([pace, name]) =>
    make('option', { value: String(pace), selected: pace === lens.state.now.pace }, name),
  );
  const select = make('select', {}, ...options);
  select.addEventListener('change', () => lens.setPace(Number(select.value)));
  return make('label', { className: 'inline' }, words.pace, select);
}

/** @param {string} text @param {() => void} act */
function createButton(text, act) {
  const button = make('button', { type: 'button' }, text);
  button.addEventListener('click', act);
  return button;
}

/** One character at a time. @param {import('./lens.js').Lens} lens */
export function createStepper(lens) {
  const { state } = lens;
  const back = createButton(words.back, () => lens.step(-1));
  const step = createButton(words.step, () => lens.step(1));
  const play = createButton(words.play, () => lens.play());
  const status = make('p', { className: 'meaning at' });
  const root = make('div', { className: 'row' }, back, step, play, createPace(lens), status);
  root.setAttribute('role', 'group');
  root.setAttribute('aria-label', words.stepping);

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
