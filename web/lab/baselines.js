/** Symbols beyond which the counting would keep the training waiting for too long. */
const MOST_COUNTED = 2e6;

/** The longest n-gram among the baselines. */
const ORDER = 4;

/**
 * What simple models reach on the same text and split, counted once for each.
 * @param {import('./session-state.js').SessionState} shared
 */
export function createBaselines(shared) {
  const { state } = shared;
  let counted = '';

  return {
    /** Counts for the present text and model, unless that is done. */
    async count() {
      const { text, model } = state.now;
      if (!text || !model) return;
      const { validation } = model.settings;
      const wanted = `${text.info.fingerprint} ${text.info.symbols} ${validation}`;
      if (wanted === counted) return;
      counted = wanted;
      state.set({ baselines: undefined });
      if (text.info.length > MOST_COUNTED) return;
      try {
        const baselines = await shared.session.baselines({ order: ORDER, validation });
        if (wanted === counted) state.set({ baselines });
      } catch (error) {
        if (wanted === counted) counted = '';
        shared.fail('notice', error);
      }
    },
  };
}
