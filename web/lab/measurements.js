import { createHistory } from './history.js';
import { VALIDATE_EVERY, VALIDATION_TOKENS } from './monitoring.js';

/** @typedef {import('../../wasm/sluice.d.ts').Progress} Progress */

/** How long the perplexity in large type stays, so that it can be read. */
const READABLE_MS = 250;

/** Means of the loss over a readable time. */
function createMean() {
  let sum = 0;
  let updates = 0;
  let last = 0;
  let since = performance.now();
  return {
    /** @param {number} from update */
    begin(from) {
      sum = updates = 0;
      last = from;
      since = performance.now();
    },
    /** @param {Progress} report */
    add({ update, loss }) {
      sum += loss * (update - last);
      updates += update - last;
      last = update;
    },
    due: () => performance.now() - since >= READABLE_MS,
    /** The perplexity since it was last taken, if there were any updates. */
    take() {
      const perplexity = updates > 0 ? Math.exp(sum / updates) : undefined;
      this.begin(last);
      return perplexity;
    },
  };
}

/**
 * What is measured of a training, and its curve, as the state shows them.
 * @param {import('./session-state.js').SessionState} shared
 */
export function createMeasurements(shared) {
  const { state } = shared;
  const history = createHistory();
  const mean = createMean();
  let frozenAt = 0;

  const showMean = () => state.set({ perplexity: mean.take() ?? state.now.perplexity });

  return {
    showMean,
    books: history.books,

    /** A training starts from the present update. */
    begin: () => mean.begin(state.now.updates),

    /** @param {Progress} told of the present training, as the session counts */
    add(told) {
      const report = { ...told, update: state.now.origin + told.update };
      history.add(report);
      mean.add(report);
      if (mean.due() || state.now.perplexity === undefined) showMean();
      const heldOut = report.validationPerplexity ?? state.now.heldOut;
      state.set({ report, heldOut, updates: report.update, curve: history.curves() });
    },

    /** Measures the training part with the weights of this update, if that is due. @param {AbortSignal} signal */
    async measureFrozen(signal) {
      const { updates, origin } = state.now;
      if ((updates - origin) % VALIDATE_EVERY > 0 || updates <= Math.max(origin, frozenAt)) return;
      const options = { tokens: VALIDATION_TOKENS, newest: true, signal };
      const { loss, perplexity } = await shared.session.measure('training', options);
      history.addFrozen(updates, loss);
      frozenAt = updates;
      state.set({ frozen: perplexity, curve: history.curves() });
    },

    /** Begins anew, for a model with so many updates behind it. @param {number} updates */
    clear(updates) {
      history.clear(updates);
      frozenAt = 0;
      const unknown = { perplexity: undefined, frozen: undefined, heldOut: undefined };
      const nothing = { report: undefined, remaining: undefined, elapsed: 0, lapse: [] };
      state.set({ ...unknown, ...nothing, curve: history.curves() });
    },

    /** Brings back what was kept. @param {import('./notes.js').Notes} notes */
    restore({ books, lapse, elapsed, target, report, perplexity }) {
      history.restore(books);
      frozenAt = books.frozen.at(-1)?.update ?? 0;
      const [frozen, heldOut] = [books.frozen, books.heldOut].map((points) => {
        const last = points.at(-1);
        return last && Math.exp(last.loss);
      });
      const shown = {
        lapse,
        elapsed,
        target,
        minutes: undefined,
        report,
        perplexity,
        frozen,
        heldOut,
      };
      state.set({ ...shown, curve: history.curves() });
    },
  };
}
