import { words } from '../app/words.js';

/**
 * @typedef {import('./session-state.js').SessionState} SessionState
 * @typedef {import('./session-state.js').Run} Run
 * @typedef {import('./session-state.js').Offer} Offer
 *
 * @typedef {object} Parts
 * @property {ReturnType<typeof import('./texts.js').createTexts>} texts
 * @property {ReturnType<typeof import('./models.js').createModels>} models
 * @property {ReturnType<typeof import('./measurements.js').createMeasurements>} measurements
 * @property {import('./kept-runs.js').KeptRuns} runs
 * @property {ReturnType<typeof import('./engine.js').createEngine>} engine
 */

/**
 * Offers to go on with a training that was kept, and does so.
 * @param {SessionState} shared
 * @param {Parts} parts
 */
export function createResuming(shared, parts) {
  const { state } = shared;
  const { runs } = parts;
  const loaded = () => import('./bring-back.js');

  state.watch(['runs'], ({ offer, runs }) => {
    const isGone = (/** @type {Run} */ run) => runs.every(({ id }) => id !== run.id);
    if (offer && offer.reason !== 'file' && isGone(offer.run)) state.set({ offer: undefined });
  });

  return {
    /** @param {Offer} offer */
    async accept(offer) {
      const { bringBack, bringBackRun } = await loaded();
      const remark = await (offer.reason === 'file'
        ? bringBack(shared, parts, offer.bytes)
        : bringBackRun(shared, parts, offer.run));
      state.set({ offer: undefined, notice: remark });
    },

    /** Offers to go on with the training of a file, if it holds one. @param {Blob} file */
    async consider(file) {
      const { hasText } = await loaded();
      const bytes = new Uint8Array(await file.arrayBuffer());
      const isTextHere = await hasText(shared, parts, bytes);
      if (isTextHere) state.set({ offer: { reason: 'file', bytes, updates: state.now.updates } });
      else if (isTextHere === false) state.set({ modelError: words.runs.fileNeedsText });
    },

    /** Offers the run that was trained last, until the visitor has begun something else. */
    offerLatest() {
      const run = runs.latest();
      if (run && state.now.phase !== 'training' && state.now.updates === 0)
        state.set({ offer: { reason: 'visit', run } });
    },

    /** Offers what is kept of the present run, whose engine was lost. */
    offerPresent() {
      const run = runs.present();
      if (run) state.set({ offer: { reason: 'lost', run } });
    },
  };
}
