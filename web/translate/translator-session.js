import { openSession } from '../lab/open-session.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('./translator-state.js').State} State
 */

/** @param {Session} session @param {import('./table.js').Table} table */
export function loadTable(session, { tokens, minimum, pairs }) {
  const lines = pairs.map(({ source, target }) => `${source}\t${target}`).join('\n');
  return session.loadPairs(lines, { tokens, minimum });
}

/** Cuts sentences as a session does. @param {() => Promise<Session>} open @returns {import('./table.js').Cut} */
export const cutterOf = (open) => async (sentences, tokens) =>
  (await open()).cut(sentences, { tokens });

/**
 * The translator's session. Once given back, the next use opens another with the same pairs and weights.
 * @param {State} state
 * @param {import('../lab/lab.js').Lab} lab whose build of the core it uses
 */
export function createTranslatorSession(state, lab) {
  /** @type {Promise<Session> | undefined} */
  let session;
  /** The training as it was when the session was given back. @type {Uint8Array | undefined} */
  let kept;

  async function create() {
    const opened = await openSession({ engine: lab.state.now.host.engine });
    state.set({ rows: await opened.settingsTable() });
    const { table } = state.now;
    if (!table || !kept) return opened;
    await loadTable(opened, table);
    await opened.resume(kept);
    kept = undefined;
    return opened;
  }

  return {
    /** The open one, or another with the same weights. */
    open() {
      session ??= create().catch((error) => {
        session = undefined;
        throw error;
      });
      return session;
    },

    /** Weights that were kept are of no use to what comes next. */
    forget() {
      kept = undefined;
    },

    /** The worker is gone, and everything with it. */
    lose() {
      session = kept = undefined;
    },

    /** Gives worker and memory back, and keeps the weights. */
    async giveBack() {
      if (!session || !state.now.model) return;
      const left = await session;
      kept = await left.save({ training: true });
      session = undefined;
      await left.dispose();
    },
  };
}
