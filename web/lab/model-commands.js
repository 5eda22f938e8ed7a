import { builtInText } from '../texts/built-in.js';
import { firstFor, presentSetup, presets } from './presets.js';

/** @typedef {import('./setup.js').Setup} Setup */

/**
 * Another text, other settings, and with them a fresh model.
 * @param {import('./session-state.js').SessionState} shared
 * @param {object} parts
 * @param {ReturnType<typeof import('./queue.js').createQueue>} parts.queue
 * @param {ReturnType<typeof import('./texts.js').createTexts>} parts.texts
 * @param {import('./fresh-model.js').FreshModel} parts.freshModel
 * @param {ReturnType<typeof import('./training-loop.js').createTrainingLoop>} parts.trainingLoop
 */
export function createModelCommands({ state }, { queue, texts, freshModel, trainingLoop }) {
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

    /** Draws the model of a preset. @param {string} id */
    usePreset: (id) =>
      queue.exclusively('notice', async () => {
        const preset = presets.find((one) => one.id === id);
        if (preset) await freshModel.drawPreset(preset);
      }),
  };
}
