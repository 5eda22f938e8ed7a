import { checkOptions } from './core/checks.js';
import { complete } from './session/complete.js';
import { openRemoteSession } from './worker/remote.js';

export { SluiceError } from './core/error.js';
export { exportModel } from './export/export-model.js';
export { trainingEvents } from './session/events.js';
export { firstPreset, presets } from './session/presets.js';
export { readTraining } from './session/saved-training.js';

/** @typedef {import('./sluice.d.ts').Session} Session */

/**
 * A session in this thread or in a worker of its own; see sluice.d.ts.
 *
 * @type {typeof import('./sluice.d.ts').createSession}
 */
export async function createSession(given = {}) {
  checkOptions('createSession', given, ['worker', 'engine', 'wasm', 'scripts', 'signal']);
  const { signal, ...options } = given;
  signal?.throwIfAborted();
  const opening = open(options);
  if (!signal) return opening;
  opening.catch(() => {}); // told below
  return (await import('./session/on-demand.js')).unlessAborted(opening, signal);
}

/**
 * @param {import('./sluice.d.ts').SessionOptions} options
 * @returns {Promise<Session>}
 */
async function open({ worker = 'document' in globalThis, ...options }) {
  if (worker) return complete(await openRemoteSession(options));
  const { openLocalSession } = await import('./session/session.js'); // in a page, only its worker has it
  return complete(await openLocalSession(options));
}
