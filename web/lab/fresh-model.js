import { fittedTo } from './fitting.js';
import { complete, firstFor, presentSetup } from './presets.js';
import { hostOf, rowsOf, settingsOf } from './setup.js';

/**
 * @typedef {import('./setup.js').Setup} Setup
 * @typedef {import('./session-state.js').LabState} LabState
 * @typedef {import('../texts/built-in.js').Source} Source
 * @typedef {ReturnType<typeof createFreshModel>} FreshModel
 */

/**
 * Fresh models: by the present setup, by another, or for another text.
 * @param {import('./session-state.js').SessionState} shared
 * @param {object} parts
 * @param {ReturnType<typeof import('./engine.js').createEngine>} parts.engine
 * @param {ReturnType<typeof import('./texts.js').createTexts>} parts.texts
 * @param {ReturnType<typeof import('./models.js').createModels>} parts.models
 */
export function createFreshModel({ state }, { engine, texts, models }) {
  const present = () => settingsOf(presentSetup(state.now));

  /**
   * @param {Setup} next
   * @param {Source} [source] another text; undefined: the present one
   * @param {Partial<LabState>} [goal] what shows with the model: set later, it would undo what the visitor chose meanwhile
   */
  async function drawBy(next, source, goal = {}) {
    const host = hostOf(next);
    if (host.engine !== state.now.host.engine) await engine.change(host.engine);
    const settings = settingsOf(next);
    const { normalize, maxTokens } = state.now.host;
    const asRead = host.normalize === normalize && host.maxTokens === maxTokens && !source;
    await (asRead
      ? models.redraw(settings, { host, ...goal })
      : texts.replace(source, host, (along) => models.draw(settings, { ...along, ...goal })));
  }

  return {
    drawBy,

    /** By the present setup. @param {Partial<LabState>} [along] what shows from then on */
    draw: (along) => models.draw(present(), along),

    /**
     * For another text: the first settings for the present one give way to the first for that,
     * with a smaller minibatch where the text is too short.
     * @param {Partial<LabState> & { text: import('./session-state.js').Text }} along
     */
    drawFor(along) {
      const { preset, text, table, fitted: before } = state.now;
      const first = firstFor(along.text.info.symbols);
      const isFirst = before || (preset && preset === firstFor(text?.info.symbols));
      if (!isFirst) return models.draw(present(), along);
      const { seed } = present();
      const settings = settingsOf({ ...complete(rowsOf(table), first.setup), seed });
      const fitted = fittedTo(settings, along.text.info.length);
      const target = preset === first ? {} : { target: first.target };
      return models.draw({ ...settings, ...fitted }, { ...along, ...target, fitted });
    },

    /** The same; if that fails, the present model stays. */
    redraw() {
      const { plan, fitted } = state.now;
      return models.redraw(present(), { fitted, ...(plan && { plan, target: plan.updates }) });
    },

    /**
     * By a preset, with the present seed and on the present machine. It says until which update, but for the first
     * ones: those are for a minute, or for as long as is chosen.
     * @param {import('./presets.js').Preset} preset
     */
    async drawPreset({ kind, setup, target }) {
      const { seed, workers, engine } = presentSetup(state.now);
      const goal = kind === 'first' ? { target } : { target, minutes: undefined };
      const next = { ...complete(rowsOf(state.now.table), setup), seed, workers, engine };
      await drawBy(next, undefined, goal);
    },
  };
}
