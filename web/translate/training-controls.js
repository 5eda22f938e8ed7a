import { words as ofPage } from '../app/words.js';
import { button } from '../parts/button.js';
import { errorLine } from '../parts/field.js';
import { make } from '../parts/make.js';
import { numberField } from '../parts/number-field.js';
import { createProgress } from '../parts/progress.js';
import { words } from './words.js';

/** @typedef {import('./translator.js').Translator} Translator */

const MOST_UPDATES = 1e6;

/** How far it is, for those who see and those who listen. @param {Translator} translator */
function createStatus({ state }) {
  const { root, bar, line, announcer } = createProgress(words.progress);
  let phase = state.now.phase;
  state.watch(['phase', 'updates', 'target', 'answers'], (now) => {
    bar.value = Math.min(1, now.updates / now.target);
    line.textContent = words.status(now.phase, now.updates, now.target);
    if (now.phase === phase) return;
    if (now.phase === 'training') announcer.textContent = words.started;
    else if (phase === 'training')
      announcer.textContent = words.ended(now.updates, now.unseen.at(-1));
    phase = now.phase;
  });
  return root;
}

/** Train, pause, step, reset, and how long. @param {Translator} translator */
export function createTrainingControls(translator) {
  const { state } = translator;
  const isTraining = () => state.now.phase === 'training';
  const press = () => {
    if (isTraining()) translator.pause();
    else if (target.check()) translator.train();
    else target.input.focus();
  };
  const train = button(words.train, press, { className: 'primary' });
  const step = button(words.step, () => translator.step());
  const reset = button(words.reset, () => translator.reset());
  const until = { id: 'translate-target', label: words.target, min: 1, max: MOST_UPDATES };
  const target = numberField({ ...until, whole: true, words: ofPage }, (value) =>
    state.set({ target: value }),
  );
  const notice = errorLine({ className: 'error across' });
  state.watch(['phase', 'updates', 'table'], ({ phase, updates, table }) => {
    const training = isTraining();
    const more = updates > 0 ? words.trainOn : words.train;
    train.textContent = training ? words.pause : more;
    train.disabled = !training && (phase !== 'ready' || !table);
    step.disabled = phase !== 'ready' && !training; // a step at a time keeps the focus
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
