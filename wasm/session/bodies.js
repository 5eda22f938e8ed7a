import { generate } from './generation.js';
import { part } from './part.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./methods.js').MethodName} MethodName
 * @typedef {(context: Context, ...args: any[]) => any} AnyBody
 * @typedef {Partial<Record<MethodName, AnyBody>>} Bodies
 */

/**
 * The methods for which the base of a core suffices, as .ci/split.mjs makes it. The others are in rest-bodies.js, which comes with the rest of the core.
 *
 * @satisfies {Bodies}
 */
export const BASE = {
  settingsTable: ({ core }) => core.json('sl_settings_table'),
  memory: ({ core }) => core.memorySize,
  info: ({ model }) => model.info(),
  load: (context, bytes, { signal } = {}) => {
    signal?.throwIfAborted();
    context.checkIdle('load');
    import('./rich-generation.js').catch(() => {}); // what is loaded is about to write
    context.model.adopt(context.model.read(bytes));
    return context.model.info();
  },
  generate,
  askReader: async (/** @type {Context} */ context, /** @type {[string, number]} */ ...args) =>
    (await part(() => import('./readers.js'))).askReader(context, ...args),
  stop: async ({ stopping, trainer }) => {
    stopping?.abort();
    await trainer?.settled();
  },
  history: ({ trainer }) => [...(trainer?.history.reports ?? [])],
};

/** The bodies of the methods. What is not there yet is fetched with its first call, and later calls wait behind that. */
export class BodiesOf {
  #context;
  /** @type {Bodies} */
  #present = { ...BASE };
  /** @type {Partial<Record<MethodName, () => Promise<any>>> | undefined} where those are that the rest has not brought along */
  #later;
  /** @type {Promise<void> | null} settles when all that was asked for is there, or has failed */
  #coming = null;

  /** @param {Context} context */
  constructor(context) {
    this.#context = context;
  }

  /** @param {MethodName} name of a method that is there @returns {AnyBody} */
  of(name) {
    return /** @type {AnyBody} */ (this.#present[name]);
  }

  /** Whether a call has to wait for `before`. A stop never does. @param {MethodName} name */
  wait(name) {
    return name !== 'stop' && (!this.#present[name] || this.#coming !== null);
  }

  /** Until a call's turn has come, and its body. @param {MethodName} name @returns {Promise<void>} BAD_MODULE */
  before(name) {
    const others = this.#coming ?? Promise.resolve();
    const turn = others.then(() => (this.#present[name] ? undefined : this.#fetch(name)));
    const settled = turn.catch(() => {}); // its own call is told
    this.#coming = settled;
    settled.then(() => {
      if (this.#coming === settled) this.#coming = null;
    });
    return turn;
  }

  /** @param {MethodName} name */
  async #fetch(name) {
    this.#context.checkOpen();
    if (!this.#later) {
      const [{ REST, LATER }] = await Promise.all([
        part(() => import('./rest-bodies.js')),
        this.#context.fetchRest(),
      ]);
      Object.assign(this.#present, REST);
      this.#later = LATER;
    }
    const { [name]: place } = this.#later;
    if (place) this.#present[name] ??= (await part(place))[name];
  }
}
