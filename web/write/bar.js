import { words } from '../app/words.js';
import { chapters, presets } from '../lab/presets.js';
import { find, write } from '../parts/dom.js';
import { make } from '../parts/make.js';
import { onResize } from '../parts/on-resize.js';
import { showLimit } from './limit.js';

/** @typedef {import('../lab/lab.js').Lab} Lab */

const ANNOUNCE_EVERY_MS = 20000;
const OWN = 'own';

/** @param {import('../lab/lab.js').LabState} now */
function statusOf({ phase, loading, updates, target, classMode, isPlanning }) {
  if (loading && phase === 'ready') return words.status.loading;
  if (isPlanning) return words.status.planning;
  if (phase === 'training' && classMode.pace > 0) return words.status.slow(classMode.pace);
  if (phase !== 'ready') return words.status[phase];
  if (updates === 0) return words.status.fresh;
  return updates >= target ? words.status.done : words.status.paused;
}

/** @param {Lab} lab */
function showButtons(lab) {
  const { state } = lab;
  const train = find('train', HTMLButtonElement);
  const step = find('step', HTMLButtonElement);
  const reset = find('reset', HTMLButtonElement);
  train.addEventListener('click', () => {
    if (state.now.phase === 'training') lab.pause();
    else lab.train();
  });
  step.addEventListener('click', lab.step);
  reset.addEventListener('click', lab.reset);
  state.watch(['phase', 'updates', 'target', 'loading', 'classMode', 'isPlanning'], (now) => {
    const isTraining = now.phase === 'training';
    for (const button of [train, step, reset])
      button.disabled = !isTraining && now.phase !== 'ready';
    train.classList.toggle('training', isTraining);
    const rest = now.updates > 0 ? words.trainOn : words.train;
    write('train-word', isTraining ? words.pause : rest);
    write('status', statusOf(now));
    const { isPlanning, classMode } = now;
    const isPlain = isTraining && !isPlanning && classMode.pace === 0; // what moves says so itself
    find('status', HTMLElement).classList.toggle('unseen', isPlain);
  });
}

/** Settings to begin with, the first ones and then chapter by chapter, and what to look for in each. @param {Lab} lab */
function showPresets(lab) {
  const select = find('preset', HTMLSelectElement);
  const optionsOf = (/** @type {import('../lab/presets.js').Preset['kind']} */ wanted) =>
    presets
      .filter(({ kind }) => kind === wanted)
      .map(({ id, kind, size }) =>
        make('option', { value: id }, `${words.kinds[kind]}, ${words.sizes[size]}`),
      );
  const groups = chapters.map((chapter) =>
    make('optgroup', { label: words.chapters[chapter] }, ...optionsOf(chapter)),
  );
  select.append(
    ...optionsOf('first'),
    ...groups,
    make('option', { value: OWN, disabled: true }, words.ownSettings),
  );
  select.addEventListener('change', async () => {
    await lab.usePreset(select.value);
    select.value = lab.state.now.preset?.id ?? OWN;
  });
  lab.state.watch(['preset', 'phase', 'fitted'], ({ preset, phase, fitted }) => {
    select.disabled = phase === 'starting' || phase === 'lost';
    select.value = preset?.id ?? OWN;
    const said = preset ? words.lookFor[preset.size]?.[preset.kind] : '';
    write('look-for', fitted ? words.fitted(fitted) : (said ?? ''));
  });
}

/** Says how it goes to those who listen, now and then. @param {Lab} lab */
function announce({ state }) {
  let saidAt = performance.now();
  state.watch(['updates'], ({ perplexity, updates, phase }) => {
    if (phase !== 'training' || performance.now() - saidAt < ANNOUNCE_EVERY_MS) return;
    saidAt = performance.now();
    write('announcer', words.announcement(perplexity, updates));
  });
}

/** What has the focus scrolls to below the bar, however many lines that takes; on a phone to above it. */
function keepFocusClear() {
  const bar = find('bar', HTMLElement);
  const controls = find('controls', HTMLElement);
  const { style } = document.documentElement;
  const clear = () => {
    const isBelow = getComputedStyle(controls).position === 'fixed';
    style.scrollPaddingTop = isBelow ? '3rem' : `${bar.offsetHeight + 8}px`;
    style.scrollPaddingBottom = isBelow ? `${controls.offsetHeight + 8}px` : '0';
  };
  for (const part of [bar, controls]) onResize(part, clear);
  for (const scroller of document.querySelectorAll('.masthead, #controls'))
    scroller.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof Element) || !target.matches(':focus-visible')) return;
      const [own, shown] = [target.getBoundingClientRect(), scroller.getBoundingClientRect()];
      const past = Math.max(own.right - shown.right, 0) + Math.min(own.left - shown.left, 0);
      scroller.scrollBy(past, 0); // scrollIntoView would take the page along
    });
}

/** Train, Step, Reset, how long, the presets and the status. @param {Lab} lab */
export function showBar(lab) {
  showButtons(lab);
  showLimit(lab);
  showPresets(lab);
  announce(lab);
  keepFocusClear();
}
