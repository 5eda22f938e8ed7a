import { checkOptions } from './core/checks.js';
import { openRemoteSession } from './worker/remote.js';

export { SluiceError } from './core/error.js';
export { exportModel } from './export/export-model.js';
export { presets } from './session/presets.js';
export { readTraining } from './session/saved-training.js';

/**
 * A session in this thread or in a worker of its own; see sluice.d.ts.
 *
 * @type {typeof import('./sluice.d.ts').createSession}
 */
export async function createSession(given = {}) {
  checkOptions('createSession', given, ['worker', 'engine', 'wasm', 'scripts']);
  const { worker = 'document' in globalThis, ...options } = given;
  if (worker) return openRemoteSession(options);
  const { openLocalSession } = await import('./session/session.js'); // in a page, only its worker has it
  return openLocalSession(options);
}
