import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { describeModel } from './describe.js';

/** @typedef {import('../sluice.d.ts').ModelInfo} ModelInfo */

/** The one model of a session. */
export class Model {
  #context;
  /** Its handle; 0: none. */
  #model = 0;

  /** @param {import('./context.js').Context} context */
  constructor(context) {
    this.#context = context;
  }

  get exists() {
    return this.#model !== 0;
  }

  /** The handle; MISUSE without a model. */
  get handle() {
    this.#context.checkOpen();
    if (!this.#model) throw new SluiceError('MISUSE', 'create or load a model first');
    return this.#model;
  }

  /** A handle, owned by the model. */
  get settingsHandle() {
    return this.#context.core.ask('sl_model_settings', this.handle);
  }

  get vocabulary() {
    return this.#context.core.ask('sl_model_vocabulary', this.handle);
  }

  /** @returns {ModelInfo['settings']} those it was made with, and what `set` changed since */
  get settings() {
    return this.#context.core.json('sl_settings_json', this.settingsHandle);
  }

  /** @param {number} [model] the present one, if not given */
  isTranslator(model = this.handle) {
    const { core } = this.#context;
    return core.text(core.ask('sl_model_kind', model)) === 'translation';
  }

  /**
   * @param {ModelInfo['kind']} kind
   * @param {string} message of the MISUSE when the model is of the other
   */
  expect(kind, message) {
    if (this.isTranslator() !== (kind === 'translation')) throw new SluiceError('MISUSE', message);
  }

  info() {
    return describeModel(this.#context.core, this.handle, this.settings);
  }

  /**
   * @param {string} name
   * @param {number} value
   */
  set(name, value) {
    this.#context.core.do('sl_model_set', this.handle, String(name), String(value));
  }

  save() {
    return this.#context.core.bytes('sl_model_save', this.handle);
  }

  /**
   * @param {Record<string, unknown>} values settings
   * @param {(settings: number) => number} make
   */
  create(values, make) {
    const { handles } = this.#context;
    const settings = this.#context.createSettings(values);
    try {
      this.adopt(handles.add(make(settings), 'sl_model_free'));
    } finally {
      handles.drop(settings);
    }
  }

  /**
   * A model beside the present one.
   *
   * @param {Uint8Array} bytes of a model file
   * @returns {number} its handle, to be adopted or dropped; BAD_FILE
   */
  read(bytes) {
    const { core, handles } = this.#context;
    this.#context.checkOpen();
    if (!(bytes instanceof Uint8Array)) {
      throw new SluiceError('MISUSE', `a model file is a Uint8Array, not ${shown(bytes)}`);
    }
    return handles.add(core.make('sl_model_load', bytes, bytes.length), 'sl_model_free');
  }

  /** @param {number} model a handle, to be the session's model from now on */
  adopt(model) {
    this.#context.endTraining();
    this.#context.handles.drop(this.#model);
    this.#model = model;
  }
}
