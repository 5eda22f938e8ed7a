import { RemoteSession } from './worker/remote.js';

export { SluiceError } from './core/error.js';
export { exportModel } from './export/index.js';
export { readTraining } from './session/read-training.js';

/**
 * A session in this thread or in a worker of its own; see sluice.d.ts.
 *
 * @type {typeof import('./sluice.d.ts').createSession}
 */
export async function createSession({ worker = 'document' in globalThis, ...options } = {}) {
  if (worker) return RemoteSession.open(options);
  const { LocalSession } = await import('./session/session.js'); // a page has it in its worker alone
  return LocalSession.open(options);
}
