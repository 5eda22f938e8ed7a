import { SluiceError } from '../core/error.js';
import { Handles } from '../core/handles.js';
import { anySignal } from '../core/signals.js';

/** What all parts of a session share: the core, its handles, and the session's end. */
export class Context {
  #ended = new AbortController();

  /** @param {import('../core/core.js').Core} core */
  constructor(core) {
    this.core = core;
    this.handles = new Handles(core);
  }

  get hasEnded() {
    return this.#ended.signal.aborted;
  }

  /**
   * What is pending or comes later fails with DISPOSED. Nothing is freed one by one: a loop may be
   * in the middle of its slice, and the whole memory goes with the core.
   */
  end() {
    this.#ended.abort(new SluiceError('DISPOSED', 'this session has been disposed of'));
  }

  checkOpen() {
    this.#ended.signal.throwIfAborted();
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
        if (value !== undefined) core.do('sl_settings_set', settings, name, String(value));
      }
    } catch (error) {
      handles.drop(settings);
      throw error;
    }
    return settings;
  }
}
