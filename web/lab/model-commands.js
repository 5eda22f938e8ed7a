import { builtInText } from '../texts/built-in.js';
import { presentSetup, presets } from './presets.js';

/** @typedef {import('./setup.js').Setup} Setup */

/**
 * Another text, other settings and with them a fresh model, or one from a file.
 * @param {import('./session-state.js').SessionState} shared
 * @param {import('./lab.js').Parts} parts
 */
export function createModelCommands({ state }, parts) {
  const { queue, texts, models, freshModel, resuming, trainingLoop, findGoal } = parts;
  return {
    reset: () => queue.exclusively('notice', freshModel.redraw),

    /** Replaces the text, and the model by a fresh one. @param {import('../texts/built-in.js').Source} next */
    useText(next) {
      const textError = texts.objection(next);
      if (textError) state.set({ textError });
      else
        queue.exclusively('textError', () => texts.use(next, state.now.host, freshModel.drawFor));
    },
    cancelReading: texts.cancel,

    /** One of the page's own texts. @param {import('../app/language.js').Language} one */
    useBuiltIn: (one) =>
      queue.exclusively('textError', async () =>
        texts.use(await builtInText(one), state.now.host, freshModel.drawFor),
      ),

    /** Draws a model with other settings, and trains on if it was training. @param {Setup} changes */
    apply(changes) {
      const wasTraining = trainingLoop.isBoundForTarget();
      return queue.exclusively('settingsError', async () => {
        await freshModel.drawBy({ ...presentSetup(state.now), ...changes });
        if (wasTraining) trainingLoop.start(findGoal);
      });
    },

    /** @param {Blob} file with a model, and perhaps its training */
    load: (file) =>
      queue.exclusively('modelError', async () => {
        await models.load(file);
        await resuming.consider(file);
      }),

    /** Draws the model of a preset. @param {string} id */
    usePreset: (id) =>
      queue.exclusively('notice', async () => {
        const preset = presets.find((one) => one.id === id);
        if (preset) await freshModel.drawPreset(preset);
      }),
  };
}
