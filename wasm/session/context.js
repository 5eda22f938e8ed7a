import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { Handles } from '../core/handles.js';
import { anySignal } from '../core/signals.js';
import { suggest } from '../core/suggest.js';
import { Model } from './model.js';

/**
 * What the core, and replicas of a trainer, are made from; without modules there can be no replica.
 *
 * @typedef {(listener: import('../worker/channel.js').Listener) =>
 *   import('../worker/channel.js').Channel} OpenReplica
 * @typedef {Partial<import('../core/load.js').Code> & { open?: OpenReplica, script?: Blob }} Code
 *
 * @typedef {import('./material.js').Material} Material
 */

/** The state that all methods of a session share. */
export class Context {
  #ended = new AbortController();
  /** @type {Promise<void> | null} */
  #fetching = null;
  /** @type {Material | null} */
  text = null;
  /** @type {Material | null} */
  pairs = null;
  /** @type {import('./trainer.js').Trainer | null} of the present model; made when first needed */
  trainer = null;
  /** @type {AbortController | null} ends the call of train that is under way */
  stopping = null;
  /** @type {import('./readers.js').Open[]} by number; see there */
  readers = [];
  /** Evaluations under way, which need the weights to stay as they are. */
  evaluations = 0;

  /**
   * @param {import('../core/core.js').Core} core
   * @param {Code} [code]
   */
  constructor(core, code = {}) {
    this.core = core;
    this.code = code;
    this.handles = new Handles(core);
    this.model = new Model(this);
  }

  /**
   * Pending and later calls fail with this reason. Nothing is freed one by one: a loop may be in the
   * middle of its slice, and the whole memory goes with the core.
   *
   * @param {SluiceError} reason DISPOSED
   */
  end(reason) {
    this.#ended.abort(reason);
  }

  get isTraining() {
    return this.stopping !== null;
  }

  /** Loads what is not yet there of the core; BAD_MODULE. */
  async fetchRest() {
    this.#fetching ??= this.#addRest();
    try {
      await this.#fetching;
    } finally {
      this.#fetching = null;
    }
  }

  async #addRest() {
    const { modules = [], rest, ...others } = this.code;
    if (!rest) return;
    const module = await rest();
    await this.core.extend(module);
    this.code = { modules: [...modules, module], ...others };
  }

  checkOpen() {
    this.#ended.signal.throwIfAborted();
  }

  /**
   * @param {string} call that no training may overlap
   * @param {number} [handle] dropped when a training runs or the session has ended
   */
  checkIdle(call, handle = 0) {
    try {
      this.checkOpen();
      if (!this.isTraining) return;
      throw new SluiceError('MISUSE', `end the running training before calling ${call}`);
    } catch (error) {
      this.handles.drop(handle);
      throw error;
    }
  }

  /**
   * A signal that the session's end aborts as well.
   *
   * @param {AbortSignal} [signal]
   */
  until(signal) {
    const ended = this.#ended.signal;
    return signal ? anySignal([signal, ended]) : ended;
  }

  /**
   * Lets others have their turn when the slice is used up; DISPOSED when the session has ended.
   *
   * @param {import('./pacer.js').Pacer} pacer
   */
  async turn(pacer) {
    if (pacer.left <= 0) await pacer.rest();
    this.checkOpen();
  }

  /** @returns {import('../sluice.d.ts').ModelInfo['settings']} as the core's table has them */
  defaults() {
    const settings = this.createSettings({});
    try {
      return this.core.json('sl_settings_json', settings);
    } finally {
      this.handles.drop(settings);
    }
  }

  /**
   * A handle of settings at their defaults but for these values.
   *
   * @param {Record<string, unknown>} values
   * @returns {number} the caller's to drop
   */
  createSettings(values) {
    const { core, handles } = this;
    const settings = handles.add(core.make('sl_settings_create'), 'sl_settings_free');
    try {
      for (const [name, value] of Object.entries(values)) {
        if (value === undefined) continue;
        this.#checkSetting(name);
        core.do('sl_settings_set', settings, name, plain(name, value));
      }
    } catch (error) {
      handles.drop(settings);
      throw error;
    }
    return settings;
  }

  /** @param {string} name */
  #checkSetting(name) {
    const table = /** @type {import('../sluice.d.ts').Setting[]} */ (
      this.core.json('sl_settings_table')
    );
    const names = table.flatMap(({ name: present, aliases = [] }) => [present, ...aliases]);
    if (names.includes(name)) return;
    const hint = suggest(name, names) || '; settingsTable() lists them all';
    throw new SluiceError('BAD_SETTING', `there is no setting ${shown(name)}${hint}`);
  }

  /**
   * Replaces the text or the pairs, and ends the training on those that were there.
   *
   * @param {'text' | 'pairs'} kind
   * @param {Material} material
   */
  replace(kind, material) {
    const before = this[kind];
    this[kind] = material;
    if (!before) return;
    if (this.trainer?.isOn(before)) this.endTraining();
    this.handles.drop(before.handle);
  }

  endTraining() {
    this.trainer?.close();
    this.trainer = null;
  }
}

/**
 * @param {string} name of a setting
 * @param {unknown} value
 * @returns {string} as the core reads it; BAD_SETTING
 */
function plain(name, value) {
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
  const message = `${name} takes a number, a word, or true or false, not ${shown(value)}`;
  throw new SluiceError('BAD_SETTING', message);
}
