import { Pacer } from './pacer.js';

/** @typedef {import('./material.js').Material} Material */
/** @typedef {import('./measure.js').Stretch} Stretch */

/** Milliseconds of measuring between two turns for others. */
const SLICE = 10;

/** The evaluations of a session, which need the weights to stay as they are. */
export class Evaluations {
  #context;
  #settled;
  #count = 0;

  /**
   * @param {import('./context.js').Context} context
   * @param {() => Promise<void> | undefined} settled when no update is under way
   */
  constructor(context, settled) {
    this.#context = context;
    this.#settled = settled;
  }

  get areRunning() {
    return this.#count > 0;
  }

  /**
   * Mean loss over a part of a text or a table.
   *
   * @param {number} model
   * @param {Material} material
   * @param {Stretch} stretch
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./measure.js').Measured>}
   */
  async loss(model, material, stretch, signal) {
    signal?.throwIfAborted();
    const { handles } = this.#context;
    const pacer = new Pacer(SLICE);
    const turn = async () => {
      await this.#context.turn(pacer);
      signal?.throwIfAborted();
      return true;
    };
    const used = [model, material.handle];
    for (const handle of used) handles.keep(handle);
    this.#count++;
    try {
      await this.#settled();
      const measured = await material.measure(model, stretch, turn);
      return /** @type {import('./measure.js').Measured} */ (measured);
    } finally {
      this.#count--;
      for (const handle of used) handles.drop(handle);
    }
  }

  /**
   * All that is to be said of a part of a text.
   *
   * @param {number} model
   * @param {Material} material
   * @param {Stretch} stretch
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('../sluice.d.ts').Evaluation>}
   */
  async ofText(model, material, stretch, signal) {
    const { core } = this.#context;
    const start = core.ask('sl_text_ids', material.handle) + 2 * stretch.first;
    const unknown = core.ids(start, stretch.count).reduce((sum, id) => sum + Number(id === 0), 0);
    const { loss, tokens } = await this.loss(model, material, stretch, signal);
    return { loss, perplexity: Math.exp(loss), tokens, unknown };
  }
}
