import { words } from '../app/words.js';
import { keepPresent } from './keep-present.js';

/** @typedef {import('../../wasm/sluice.d.ts').Settings} Settings */

/**
 * The present model as files.
 * @param {import('./session-state.js').SessionState} shared
 */
export function createModelFiles(shared) {
  /** @template T @param {() => Promise<T>} task @returns {Promise<T | undefined>} undefined if it cannot be, which is said */
  async function attempt(task) {
    shared.state.set({ modelError: '' });
    try {
      return await task();
    } catch (error) {
      shared.fail('modelError', error);
      return undefined;
    }
  }

  return {
    /** To be loaded again. */
    save: () => attempt(() => shared.session.save()),

    /**
     * @param {'pytorch-script' | 'onnx'} form
     * @param {string} name of the files, without ending
     */
    exportAs: (form, name) =>
      attempt(async () => {
        const { exportModel } = await import('./saved-files.js');
        return exportModel(await shared.session.save(), form, { name });
      }),
  };
}

/**
 * The one model of the page: drawn, changed and loaded.
 * @param {import('./session-state.js').SessionState} shared
 * @param {(model: import('./session-state.js').ModelInfo) => void} onNew when it has taken the place of the last one
 */
export function createModels(shared, onNew) {
  const { state } = shared;

  /** @param {import('./session-state.js').ModelInfo} model @param {Partial<import('./session-state.js').LabState>} [along] @param {number} [trained] updates of the training that is resumed */
  async function take(model, along, trained = 0) {
    const { updates } = model;
    const division = await shared.session.epoch();
    const birth = state.now.birth + 1;
    const origin = updates - trained;
    state.set({
      plan: undefined,
      fitted: undefined,
      ...along,
      model,
      division,
      birth,
      updates,
      origin,
      notice: '',
      ...{ textError: '', settingsError: '', modelError: '' },
    });
    onNew(model);
  }

  /**
   * A fresh model that can be trained. The caller brings the present one back if it cannot.
   * @param {Settings} settings
   * @param {Partial<import('./session-state.js').LabState>} [along] what shows from then on
   */
  async function draw(settings, along) {
    const { session } = shared;
    const model = await session.createModel(settings);
    for await (const _ of session.train({ updates: 0 })); // do the text and settings go together?
    await take(model, along);
  }

  return {
    draw,

    /** The same for the present text; if that fails, the present model stays. @type {typeof draw} */
    async redraw(settings, along) {
      const bringBack = await keepPresent(shared);
      try {
        await draw(settings, along);
      } catch (error) {
        await bringBack();
        throw error;
      }
    },

    /** @param {'lr' | 'clip' | 'horizon'} name @param {number} value @returns {Promise<string>} what is wrong */
    async change(name, value) {
      try {
        await shared.session.set(name, value);
      } catch (error) {
        return words.failure(/** @type {Error} */ (error));
      }
      const { model } = state.now;
      if (model) state.set({ model: { ...model, settings: { ...model.settings, [name]: value } } });
      return '';
    },

    /** Resumes the training of a file. @param {Uint8Array} bytes @param {number} trained its updates @param {Partial<import('./session-state.js').LabState>} along */
    async resume(bytes, trained, along) {
      const { notes: _, ...model } = await shared.session.resume(bytes);
      await take(model, along, trained);
    },

    /** @param {Blob} file */
    async load(file) {
      const { loadLanguageModel } = await import('./bring-back.js');
      await take(await loadLanguageModel(shared, new Uint8Array(await file.arrayBuffer())));
      const { model, text } = state.now;
      const same = model?.vocabulary.join('') === text?.info.vocabulary.join('');
      if (!same) state.set({ modelError: words.otherAlphabet });
    },
  };
}
