import { keepPresent } from './keep-present.js';
import { openSession } from './open-session.js';

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
      const session = await openSession({ engine: state.now.host.engine });
      shared.session = session;
      const table = await session.settingsTable();
      const { engine, fused, isInPage = false } = session;
      state.set({ engine, fused, isInPage, table });
      await texts.readAgain();
    },

    /** Takes text and model to another build of the core. @param {import('./setup.js').Host['engine']} engine */
    async change(engine) {
      const before = shared.session;
      const session = await openSession({ engine });
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
