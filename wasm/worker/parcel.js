import { anySignal } from '../core/signals.js';

/** @typedef {import('../sluice.d.ts').TextSource} TextSource */

/**
 * A text or a file on its way to the worker: strings and bytes are sent whole, everything else chunk
 * by chunk, Blobs too: Safari lets no worker of a page from disk read one.
 */
export class Parcel {
  /** @type {string | Uint8Array | undefined} undefined: to be pulled chunk by chunk */
  whole;
  /** @type {Transferable[]} */
  transfer = [];
  #open;
  /** @type {Promise<AsyncGenerator<Uint8Array, void, undefined>> | undefined} */
  #chunks;
  #closed = new AbortController();

  /**
   * @param {TextSource} source
   * @param {AbortSignal} [signal]
   * @param {string} [endMark]
   */
  constructor(source, signal, endMark) {
    if (typeof source === 'string') {
      this.whole = source;
    } else if (source instanceof Uint8Array) {
      const copy = new Uint8Array(source); // the caller keeps the original
      this.whole = copy;
      this.transfer = [copy.buffer];
    }
    const closed = this.#closed.signal;
    const either = signal ? anySignal([signal, closed]) : closed;
    this.#open = async () => {
      const { chunks } = await import('../session/text-source.js'); // most texts go whole
      return chunks(source, either, endMark);
    };
  }

  /** @returns {Promise<Uint8Array | null>} the next chunk in memory of its own; null at the end */
  async next() {
    this.#chunks ??= this.#open();
    const { done, value } = await (await this.#chunks).next();
    return done ? null : new Uint8Array(value);
  }

  /** Stops reading; a source that has not ended is closed. */
  close() {
    this.#closed.abort();
    this.#chunks?.then((chunks) => chunks.return(undefined)).catch(() => {});
  }
}
