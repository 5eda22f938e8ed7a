import { words } from '../app/words.js';
import { find, write } from '../parts/dom.js';

const ANNOUNCE_EVERY_MS = 20000;

/** @param {import('../lab/lab.js').LabState} now */
function statusOf({ phase, loading, updates, target, classMode }) {
  if (loading && phase === 'ready') return words.status.loading;
  if (phase === 'training' && classMode.pace > 0) return words.status.slow(classMode.pace);
  if (phase !== 'ready') return words.status[phase];
  if (updates === 0) return words.status.fresh;
  return updates >= target ? words.status.done : words.status.paused;
}

/** Train, Step, Reset, the target and the status. @param {import('../lab/lab.js').Lab} lab */
export function showControls(lab) {
  const { state } = lab;
  const train = find('train', HTMLButtonElement);
  const step = find('step', HTMLButtonElement);
  const reset = find('reset', HTMLButtonElement);
  const target = find('target', HTMLInputElement);

  train.addEventListener('click', () => {
    if (state.now.phase === 'training') lab.pause();
    else lab.train();
  });
  step.addEventListener('click', () => lab.step());
  reset.addEventListener('click', () => lab.reset());
  target.addEventListener('change', () => {
    if (target.validity.valid && target.value) lab.setTarget(target.valueAsNumber);
    else target.value = String(state.now.target);
  });

  state.watch(['phase', 'updates', 'target', 'loading', 'classMode'], (now) => {
    const usable = now.phase === 'ready' || now.phase === 'training';
    for (const button of [train, step, reset]) button.disabled = !usable;
    train.classList.toggle('training', now.phase === 'training');
    const rest = now.updates > 0 ? words.trainOn : words.train;
    write('train-word', now.phase === 'training' ? words.pause : rest);
    write('status', statusOf(now));
  });
  state.watch(['target'], (now) => {
    target.value = String(now.target);
  });
  announce(state);
}

/** Tells those who listen how it goes, now and then. @param {import('../lab/lab.js').Lab['state']} state */
function announce(state) {
  let toldAt = performance.now();
  state.watch(['updates'], ({ perplexity, updates, phase }) => {
    if (phase !== 'training' || performance.now() - toldAt < ANNOUNCE_EVERY_MS) return;
    toldAt = performance.now();
    write('announcer', words.announcement(perplexity, updates));
  });
}
