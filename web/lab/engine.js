import { createSession } from '../../wasm/index.js';
import { keepPresent } from './keep-present.js';

/**
 * The engine of the page: the session that holds its text and its model.
 * @param {import('./session-state.js').SessionState} shared
 * @param {ReturnType<typeof import('./texts.js').createTexts>} texts
 */
export function createEngine(shared, texts) {
  const { state } = shared;
  return {
    /** Starts the first engine, or another after a loss: it has the text, and no model yet. */
    async start() {
      shared.session = await createSession({ engine: state.now.host.engine });
      const table = await shared.session.settingsTable();
      const { engine, fused } = shared.session;
      state.set({ engine, fused, table });
      await texts.readAgain();
    },

    /** Takes text and model to another build of the core. @param {import('./setup.js').Host['engine']} engine */
    async change(engine) {
      const before = shared.session;
      const session = await createSession({ engine });
      const bringBack = await keepPresent(shared);
      shared.session = session;
      try {
        await texts.readAgain();
        await bringBack();
      } catch (error) {
        shared.session = before;
        await session.dispose();
        throw error;
      }
      await before.dispose();
      const { fused } = session;
      state.set({ engine: session.engine, fused, host: { ...state.now.host, engine } });
    },
  };
}
