import { words as ofPage } from '../app/words.js';
import { make } from '../parts/dom.js';
import { numberField } from '../parts/number-field.js';
import { words } from './words.js';

/** @typedef {import('./translator.js').Translator} Translator */

const MOST_UPDATES = 1e6;

/** @param {string} kind @param {string} text @param {() => void} press */
function button(kind, text, press) {
  const made = make('button', { type: 'button', className: kind }, text);
  made.addEventListener('click', press);
  return made;
}

/** How far it is, for those who see and those who listen. @param {Translator} translator */
function createStatus({ state }) {
  const bar = make('progress', { max: 1, value: 0, ariaLabel: words.progress });
  const line = make('p', { className: 'meaning' });
  const announcer = make('p', { className: 'unseen' });
  announcer.setAttribute('role', 'status');
  let phase = state.now.phase;
  state.watch(['phase', 'updates', 'target', 'answers'], (now) => {
    bar.value = Math.min(1, now.updates / now.target);
    line.textContent = words.status(now.phase, now.updates, now.target);
    if (now.phase === phase) return;
    if (now.phase === 'training') announcer.textContent = words.started;
    else if (phase === 'training')
      announcer.textContent = words.ended(now.updates, now.unseen.at(-1)?.loss);
    phase = now.phase;
  });
  return make('div', { className: 'going' }, bar, line, announcer);
}

/** Train, pause, step, reset, and how long. @param {Translator} translator */
export function createControls(translator) {
  const { state } = translator;
  const train = button('primary', words.train, () =>
    state.now.phase === 'training' ? translator.pause() : translator.train(),
  );
  const step = button('', words.step, () => translator.step());
  const reset = button('', words.reset, () => translator.reset());
  const until = { id: 'translate-target', label: words.target, min: 1, max: MOST_UPDATES };
  const target = numberField({ ...until, whole: true, words: ofPage }, (value) =>
    translator.setTarget(value),
  );
  const notice = make('p', { className: 'error across' });
  notice.setAttribute('role', 'alert');
  state.watch(['phase', 'updates', 'table'], ({ phase, updates, table }) => {
    const training = phase === 'training';
    const more = updates > 0 ? words.trainOn : words.train;
    train.textContent = training ? words.pause : more;
    train.disabled = !training && (phase !== 'ready' || !table);
    step.disabled = phase !== 'ready';
    reset.disabled = phase === 'starting' || phase === 'lost' || updates === 0;
    target.input.disabled = training;
  });
  state.watch(['target'], (now) => target.show(now.target));
  state.watch(['notice'], (now) => {
    notice.textContent = now.notice;
  });
  const root = make('div', { className: 'driving' }, train, step, reset, target.root);
  root.append(createStatus(translator), notice);
  return root;
}
