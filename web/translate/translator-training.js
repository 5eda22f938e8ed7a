import { answerBook, answerUnseen } from './answers.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('./translator-state.js').State} State
 */

/** Updates between two points of the curves. */
const EVERY = 25;
/** Updates between two rounds of answers during a training. */
const ANSWER_EVERY = 4 * EVERY;
/** Unseen pairs that are measured and answered. */
const MOST_ASKED = 200;

/** The mean of the training loss, over the tokens up to the next point of the curve. */
function createMean() {
  let [sum, from, to] = [0, 0, 0];
  return {
    /** @param {import('../../wasm/sluice.d.ts').Progress} report */
    add({ loss, tokens }) {
      sum += loss * (tokens - to);
      to = tokens;
    },
    take() {
      const mean = sum / (to - from);
      [sum, from] = [0, to];
      return mean;
    },
    clear() {
      [sum, from, to] = [0, 0, 0];
    },
  };
}

/**
 * Shows what the model says of the unseen sentences, and of the book's.
 * @param {State} state
 * @param {Session} session
 */
export async function answer(state, session) {
  const { table, updates } = state.now;
  if (!table) return;
  const answers = await answerUnseen(session, table, updates, MOST_ASKED);
  const bookAnswers = table.book ? await answerBook(session, table) : [];
  state.set({ answers, bookAnswers });
}

/**
 * Trains the model of the session, and draws its curves as it does.
 * @param {State} state
 * @param {() => Promise<Session>} session
 * @param {(error: unknown) => void} fail
 */
export function createTraining(state, session, fail) {
  const mean = createMean();
  let stopping = new AbortController();
  /** @type {Promise<void>} */
  let running = Promise.resolve();

  /** One stretch of training, to a point of the curve or the end. @param {number} until @param {AbortSignal} signal */
  async function stretch(until, signal) {
    const validation = { validateEvery: EVERY, validationTokens: MOST_ASKED };
    const trained = (await session()).train({ updates: until, ...validation, signal });
    for await (const report of trained) {
      const { update, validationLoss } = report;
      mean.add(report);
      const { training, unseen } = state.now;
      const here = validationLoss !== undefined && update % EVERY === 0;
      state.set({
        updates: update,
        ...(here && { unseen: [...unseen, { at: update, loss: validationLoss }] }),
        ...(update % EVERY === 0 && { training: [...training, { at: update, loss: mean.take() }] }),
      });
    }
  }

  /** @param {number} target @param {AbortSignal} signal */
  async function trainTo(target, signal) {
    try {
      while (state.now.updates < target && !signal.aborted) {
        const { updates } = state.now;
        await stretch(Math.min(target, updates + EVERY - (updates % EVERY)), signal);
        if (state.now.updates === updates) break; // its patience is over
        if (state.now.updates % ANSWER_EVERY === 0) await answer(state, await session());
      }
      if (state.now.answers?.updates !== state.now.updates) await answer(state, await session());
    } catch (error) {
      fail(error);
    }
    const { phase, weights } = state.now;
    state.set({ weights: weights + 1, phase: phase === 'training' ? 'ready' : phase });
  }

  return {
    /** @param {number} target updates @returns {Promise<void>} when nothing trains any more */
    start(target) {
      stopping = new AbortController();
      state.set({ phase: 'training' });
      running = trainTo(target, stopping.signal);
      return running;
    },

    /** Resolves when nothing trains any more. */
    stop() {
      stopping.abort();
      return running;
    },

    /** Fresh weights have come: the mean starts anew. */
    clear: mean.clear,
  };
}
