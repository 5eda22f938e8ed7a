import { checkOptions } from './core/checks.js';
import { openRemoteSession } from './worker/remote.js';

export { SluiceError } from './core/error.js';
export { exportModel } from './export/export-model.js';
export { firstPreset, presets } from './session/presets.js';
export { readTraining } from './session/saved-training.js';

/**
 * A session in this thread or in a worker of its own; see sluice.d.ts.
 *
 * @type {typeof import('./sluice.d.ts').createSession}
 */
export async function createSession(given = {}) {
  checkOptions('createSession', given, ['worker', 'engine', 'wasm', 'scripts']);
  const { worker = 'document' in globalThis, ...options } = given;
  if (worker) return knowingPresets(await openRemoteSession(options));
  const { openLocalSession } = await import('./session/session.js'); // in a page, only its worker has it
  return knowingPresets(await openLocalSession(options));
}

/**
 * A session whose models may begin with a preset. Its worker needs none of them, and a page fetches what
 * understands their names with the first.
 *
 * @param {import('./sluice.d.ts').Session} session
 * @returns {import('./sluice.d.ts').Session}
 */
function knowingPresets(session) {
  const { createModel, createTranslator } = session;
  /** @type {(kind: import('./sluice.d.ts').Preset['kind'], create: typeof createModel) => typeof createModel} */
  const knowing = (kind, create) => async (values) => {
    if (values?.preset === undefined) return create(values);
    const { settingsOf } = await import('./session/named-preset.js');
    return create(settingsOf(values, kind));
  };
  return {
    ...session,
    createModel: knowing('language', createModel),
    createTranslator: knowing('translation', createTranslator),
  };
}
