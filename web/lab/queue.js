/**
 * Whatever replaces or changes the model, one after the other.
 * @param {import('./session-state.js').SessionState} shared
 * @param {() => Promise<void>} stop ends the training
 */
export function createQueue({ state, fail }, stop) {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();

  /** @template T @param {() => Promise<T>} task that does not reject @returns {Promise<T>} */
  function add(task) {
    const turn = last.then(task);
    last = turn;
    return turn;
  }

  return {
    add,

    /**
     * Does it when its turn has come and the training has ended.
     * @param {import('./session-state.js').Place} place of a message if it fails
     * @param {() => Promise<void>} task
     */
    exclusively: (place, task) =>
      add(async () => {
        await stop();
        if (state.now.phase === 'lost') return;
        state.set({ [place]: '' });
        await task().catch((error) => fail(place, error));
      }),

    /** Waits for nothing that a lost engine was to do. */
    clear() {
      last = Promise.resolve();
    },
  };
}
