import { messageOf } from '../core/error.js';
import { openReplica } from '../replicas/open-replica.js';

/** @typedef {import('./channel.js').Channel} Channel */

/** The page's end of what relay.js explains. */
export class StartedReplicas {
  /** @type {Map<number, Channel>} */
  #channels = new Map();
  #script;
  #post;

  /**
   * @param {Blob | undefined} script
   * @param {import('./relay.js').Post} post to the session
   */
  constructor(script, post) {
    this.#script = script;
    this.#post = post;
  }

  /**
   * @param {number} id
   * @param {'open' | 'send' | 'close'} what
   * @param {any[]} args
   */
  receive(id, what, ...args) {
    if (what === 'open') this.#open(id);
    else if (what === 'send') this.#channels.get(id)?.send(args[0], args[1]);
    else this.#close(id);
  }

  closeAll() {
    for (const id of [...this.#channels.keys()]) this.#close(id);
  }

  /** @param {number} id */
  #open(id) {
    const receive = (/** @type {any} */ data) => this.#post(id, ['receive', data]);
    const lose = (/** @type {string} */ reason) => this.#post(id, ['lose', reason]);
    try {
      this.#channels.set(id, openReplica({ receive, lose }, this.#script));
    } catch (error) {
      lose(messageOf(error));
    }
  }

  /** @param {number} id */
  #close(id) {
    this.#channels.get(id)?.close();
    this.#channels.delete(id);
  }
}
