/**
 * Trainings that are kept: going on with one, and whether any is.
 * @param {import('./session-state.js').SessionState} shared
 * @param {object} parts
 * @param {ReturnType<typeof import('./queue.js').createQueue>} parts.queue
 * @param {ReturnType<typeof import('./models.js').createModels>} parts.models
 * @param {ReturnType<typeof import('./resuming.js').createResuming>} parts.resuming
 * @param {ReturnType<typeof import('./autosave.js').createAutosave>} parts.autosave
 * @param {ReturnType<typeof import('./training-loop.js').createTrainingLoop>} parts.trainingLoop
 * @param {() => Promise<void>} start of the lab
 */
export function createRunCommands({ state }, parts, start) {
  const { queue, models, resuming, autosave, trainingLoop } = parts;
  return {
    /** @param {Blob} file with a model, and perhaps its training */
    load: (file) =>
      queue.exclusively('modelError', async () => {
        await models.load(file);
        await resuming.consider(file);
      }),

    /** @param {import('./session-state.js').Offer} offer */
    async goOn(offer) {
      if (state.now.phase === 'lost') await start();
      await queue.exclusively('notice', () => resuming.accept(offer));
    },
    decline: () => state.set({ offer: undefined }),

    /** Whether anything is kept, what is there now included. @param {boolean} isOn */
    keepRuns(isOn) {
      autosave.turn(isOn);
      if (isOn && state.now.phase === 'ready') queue.exclusively('notice', trainingLoop.save);
    },
  };
}
