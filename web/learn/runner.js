import { words as ofPage } from '../app/words.js';
import { button } from '../parts/button.js';
import { errorLine } from '../parts/field.js';
import { make } from '../parts/make.js';
import { words } from './words.js';

/** @typedef {(message: string, share: number) => void} Report share: 0 to 1 of the whole */

/**
 * A button that starts an experiment and stops it, and how far that is.
 * @param {string} name of the button
 * @param {(report: Report, signal: AbortSignal) => Promise<void>} experiment
 */
export function createRunner(name, experiment) {
  const start = button(name, () => (running ? running.abort() : run()));
  const bar = make('progress', {
    max: 1,
    value: 0,
    hidden: true,
    'aria-label': words.progress,
  });
  const status = make('span', { className: 'meaning' });
  const error = errorLine();
  /** @type {AbortController | undefined} */
  let running;
  const report = (/** @type {string} */ message, /** @type {number} */ share) => {
    status.textContent = message;
    bar.value = share;
  };

  async function run() {
    running = new AbortController();
    error.textContent = '';
    start.textContent = words.stop;
    bar.hidden = false;
    try {
      await experiment(report, running.signal);
      status.textContent = '';
    } catch (/** @type {any} */ failure) {
      const stopped = failure.name === 'AbortError';
      status.textContent = stopped ? words.stopped : '';
      if (!stopped) error.textContent = ofPage.failure(failure);
    }
    running = undefined;
    bar.hidden = true;
    start.textContent = words.runAgain;
  }
  return [make('p', { className: 'row' }, start, bar, status), error];
}
