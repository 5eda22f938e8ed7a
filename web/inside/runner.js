import { words as ofPage } from '../app/words.js';
import { make } from '../parts/dom.js';
import { words } from './words.js';

/** @typedef {(message: string, share: number) => void} Report share: 0 to 1 of the whole */

/**
 * A button that starts an experiment and stops it, and how far that is.
 * @param {string} name of the button
 * @param {(report: Report, signal: AbortSignal) => Promise<void>} experiment
 */
export function createRunner(name, experiment) {
  const button = make('button', { type: 'button' }, name);
  const bar = make('progress', { max: 1, value: 0, hidden: true });
  bar.setAttribute('aria-label', words.progressLabel);
  const status = make('span', { className: 'meaning' });
  const error = make('p', { className: 'error' });
  error.setAttribute('role', 'alert');
  /** @type {AbortController | undefined} */
  let running;
  const report = (/** @type {string} */ message, /** @type {number} */ share) => {
    status.textContent = message;
    bar.value = share;
  };

  async function run() {
    running = new AbortController();
    error.textContent = '';
    button.textContent = words.stop;
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
    button.textContent = words.runAgain;
  }
  button.addEventListener('click', () => (running ? running.abort() : run()));
  return [make('p', { className: 'row' }, button, bar, status), error];
}
