import { builtInText } from '../texts/built-in.js';
import { firstFor, presentSetup, presets } from './presets.js';

/** @typedef {import('./setup.js').Setup} Setup */

/**
 * Another text, other settings and with them a fresh model, or one from a file.
 * @param {import('./session-state.js').SessionState} shared
 * @param {import('./lab.js').Parts} parts
 */
export function createModelCommands({ state }, parts) {
  const { queue, texts, models, freshModel, resuming, trainingLoop } = parts;
  return {
    reset: () => queue.exclusively('notice', freshModel.redraw),

    /** Replaces the text, and the model by a fresh one. @param {import('../texts/built-in.js').Source} next */
    useText(next) {
      const textError = texts.objection(next);
      if (textError) state.set({ textError });
      else queue.exclusively('textError', () => texts.use(next, state.now.host, freshModel.draw));
    },
    cancelReading: texts.cancel,

    /** One of the page's own texts; what suited the other is exchanged for what suits it. @param {import('../app/language.js').Language} one */
    useBuiltIn: (one) =>
      queue.exclusively('textError', async () => {
        const source = await builtInText(one);
        const { preset, text, host } = state.now;
        const isSuited = preset === firstFor(text?.builtIn);
        await (isSuited
          ? freshModel.drawPreset(firstFor(one), source)
          : texts.use(source, host, freshModel.draw));
      }),

    /** Draws a model with other settings, and trains on if it was training. @param {Setup} changes */
    apply(changes) {
      const wasTraining = trainingLoop.isBoundForTarget();
      return queue.exclusively('settingsError', async () => {
        await freshModel.drawBy({ ...presentSetup(state.now), ...changes });
        if (wasTraining) trainingLoop.start(state.now.target);
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
