/**
 * Replicas of a session in a worker, which the page starts for it. In Firefox 153 a worker that starts
 * another one hangs for good about twice in a hundred times (tests/bench/nested.mjs counts), and Safari
 * lets no worker of a page from disk start another one from a Blob. What the session and a replica say
 * to each other passes through the page, in envelopes of type `replica` whose id is the replica's; their
 * weights take a way of their own (see replicas/sharing.js).
 *
 * @typedef {import('./channel.js').Channel} Channel
 * @typedef {import('./channel.js').Listener} Listener
 * @typedef {(id: number, args: any[], transfer?: Transferable[]) => void} Post
 */

/** The session's end; the page's is in started-replicas.js. */
export class RelayedReplicas {
  /** @type {Map<number, Listener>} */
  #listeners = new Map();
  #lastId = 0;
  #post;

  /** @param {Post} post to the page */
  constructor(post) {
    this.#post = post;
  }

  /**
   * @param {Listener} listener
   * @returns {Channel}
   */
  open(listener) {
    const id = ++this.#lastId;
    this.#listeners.set(id, listener);
    this.#post(id, ['open']);
    return {
      // What is transferred is listed for the page too, which transfers it once more.
      send: (message, transfer) => this.#post(id, ['send', message, transfer], transfer),
      hold: () => {},
      close: async () => {
        this.#listeners.delete(id);
        this.#post(id, ['close']);
      },
    };
  }

  /**
   * @param {number} id
   * @param {'receive' | 'lose'} what
   * @param {any} argument
   */
  receive(id, what, argument) {
    this.#listeners.get(id)?.[what](argument);
  }
}
