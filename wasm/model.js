import { describeModel } from './describe.js';
import { SluiceError } from './error.js';

/**
 * @typedef {import('./sluice.d.ts').ModelInfo} ModelInfo
 * @typedef {import('./context.js').Context} Context
 */

/** The one model of a session, and the settings that it was made with. */
export class Model {
  #context;
  #beforeReplacing;
  /** Handles; 0: none. */
  #model = 0;
  #settings = 0;

  /**
   * @param {Context} context
   * @param {() => void} beforeReplacing frees what borrows the model
   */
  constructor(context, beforeReplacing) {
    this.#context = context;
    this.#beforeReplacing = beforeReplacing;
  }

  get exists() {
    return this.#model !== 0;
  }

  /** The handle; MISUSE if there is none. */
  get handle() {
    this.#context.checkOpen();
    if (!this.#model) throw new SluiceError('MISUSE', 'create or load a model first');
    return this.#model;
  }

  get settingsHandle() {
    return this.#settings;
  }

  get vocabulary() {
    return this.#context.core.ask('sl_model_vocabulary', this.handle);
  }

  get isTranslator() {
    const { core } = this.#context;
    return core.text(core.ask('sl_model_kind', this.handle)) === 'translation';
  }

  /** @returns {ModelInfo['settings']} those it was made with, and what `set` changed since */
  get settings() {
    return this.#context.core.json('sl_settings_json', this.#settings);
  }

  info() {
    return describeModel(this.#context.core, this.handle, this.settings);
  }

  /**
   * @param {string} name
   * @param {number} value
   */
  set(name, value) {
    this.#context.core.do('sl_settings_set', this.#settings, name, String(value));
  }

  save() {
    return this.#context.core.bytes('sl_model_save', this.handle);
  }

  /**
   * @param {Record<string, unknown>} values settings
   * @param {(settings: number) => number} make
   */
  create(values, make) {
    const settings = this.#context.createSettings(values);
    try {
      this.#replace(make(settings), settings);
    } catch (error) {
      this.#context.handles.drop(settings);
      throw error;
    }
  }

  /** @param {Uint8Array} bytes of a model file; the present model stays if it is bad */
  load(bytes) {
    const { core } = this.#context;
    if (!ArrayBuffer.isView(bytes)) {
      throw new SluiceError('MISUSE', `a model file is a Uint8Array, not ${typeof bytes}`);
    }
    const model = core.make('sl_model_load', bytes, bytes.length);
    try {
      const values = core.json('sl_settings_json', core.ask('sl_model_settings', model));
      this.#replace(model, this.#context.createSettings(values));
    } catch (error) {
      core.ask('sl_model_free', model);
      throw error;
    }
  }

  /**
   * @param {number} model not yet among the handles
   * @param {number} settings
   */
  #replace(model, settings) {
    const { handles } = this.#context;
    this.#beforeReplacing();
    handles.drop(this.#settings);
    handles.drop(this.#model);
    this.#model = handles.add(model, 'sl_model_free');
    this.#settings = settings;
  }
}
