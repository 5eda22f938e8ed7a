import { messageOf, SluiceError } from '../core/error.js';
import { deferred } from '../worker/inbox.js';
import { assign, connect, Link, Lost, shareUpdate } from './sharing.js';

/** @typedef {import('../session/context.js').OpenReplica} OpenReplica */
/** @typedef {import('../session/material.js').Material} Material */

/**
 * Workers whose trainers are all in the same state.
 *
 * @typedef {object} Crew
 * @property {import('../worker/channel.js').Channel[]} members
 * @property {Link[]} links of rank 0
 * @property {Promise<void>} ready
 * @property {() => void} count one member more is ready
 * @property {(reason: string) => void} lose makes all that waits or will wait for the crew fail
 */

/** A replica is lost when it has not started, or not done its part, after so many milliseconds. */
const START_LIMIT = 30_000;
const PART_LIMIT = 2_000;
/** The limit for a part is at least so many times the duration of the last update. */
const PATIENCE = 20;
/** Crews tried for one update. */
const ATTEMPTS = 3;

/**
 * Replicas of a trainer in workers of their own; the trainer itself is rank 0. When one is lost, new
 * ones replace them all, start from the trainer's state and repeat the update: the result is the
 * same to the bit.
 */
export class Replicas {
  #core;
  #modules;
  #trainer;
  #material;
  #open;
  #busy = false;
  /** @type {Crew | null} */
  #crew = null;
  /** @type {import('./sharing.js').Assignments} what was set since the first crew */
  #settings = {};
  /** @type {Promise<void> | null} the update under way */
  #update = null;
  /** Milliseconds that the last update took. */
  #pace = START_LIMIT / PATIENCE;
  /** @type {unknown} why no update can be made any more */
  #end;
  /** Stops listening to the session's end. */
  #forget;

  /**
   * @param {import('../session/context.js').Context} context
   * @param {{ modules: WebAssembly.Module[], trainer: number, material: Material, open: OpenReplica }} parts
   *   trainer and material borrowed until close
   * @param {number} count replicas, rank 0 included
   */
  constructor(context, { modules, trainer, material, open }, count) {
    this.#core = context.core;
    this.#modules = modules;
    this.#trainer = trainer;
    this.#material = material;
    this.#open = open;
    this.count = count;
    const ended = context.until();
    const end = () => this.close(ended.reason);
    ended.addEventListener('abort', end);
    this.#forget = () => ended.removeEventListener('abort', end);
  }

  /**
   * Settles when the workers have started or failed to, or when the signal aborts.
   *
   * @param {AbortSignal} [signal]
   * @returns {Promise<boolean>} false if they cannot start: step tries again, and reports the error
   */
  async ready(signal) {
    const { promise: aborted, resolve } = deferred();
    if (signal?.aborted) return true;
    signal?.addEventListener('abort', resolve);
    try {
      await Promise.race([this.#start().ready, aborted]);
      return true;
    } catch {
      return false;
    } finally {
      signal?.removeEventListener('abort', resolve);
    }
  }

  /** @param {boolean} busy keeps a Node process alive */
  hold(busy) {
    this.#busy = busy;
    for (const member of [...(this.#crew?.members ?? []), ...(this.#crew?.links ?? [])]) {
      member.hold(busy);
    }
  }

  /**
   * Takes effect with the next update.
   *
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    this.#settings = { ...this.#settings, [name]: value };
    if (!this.#update) this.assign();
  }

  /** One update of the trainer. */
  async step() {
    const start = performance.now();
    try {
      this.#update = this.#repeat();
      await this.#update;
    } finally {
      this.#update = null;
    }
    this.#pace = performance.now() - start;
    this.assign();
  }

  /** Settles when no update is under way. */
  async settled() {
    await this.#update?.catch(() => {});
  }

  /** @param {unknown} [reason] with which a pending update fails */
  close(reason = new Error('the replicas were closed')) {
    this.#end ??= reason;
    this.#forget();
    this.#dismiss();
  }

  /** What was set during an update, to the trainer. */
  assign() {
    assign(this.#core, this.#trainer, this.#settings);
  }

  async #repeat() {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(this.#start());
      } catch (error) {
        if (this.#end) throw this.#end;
        if (!(error instanceof Lost)) throw error;
        this.#core.ask('sl_trainer_discard', this.#trainer);
        this.#dismiss();
        if (attempt === ATTEMPTS) throw lost(error.message);
      }
    }
  }

  /** @param {Crew} crew */
  async #attempt({ ready, links, lose }) {
    await ready;
    const limit = Math.max(PART_LIMIT, PATIENCE * this.#pace);
    const timer = setTimeout(() => lose('one of them does not answer'), limit);
    try {
      await shareUpdate(this.#core, this.#trainer, { rank: 0, links }, this.#settings);
    } finally {
      clearTimeout(timer);
    }
  }

  /** @returns {Crew} the present one, or a new one in the trainer's present state */
  #start() {
    if (this.#crew) return this.#crew;
    const [own = [], ...others] = connect(this.count);
    const crew = gather(own, others.length);
    this.#crew = crew;
    try {
      const checkpoint = this.#core.bytes('sl_trainer_save', this.#trainer, '');
      for (const [i, ports] of others.entries()) this.#send(crew, i + 1, ports, checkpoint);
    } catch (error) {
      this.#dismiss();
      throw error;
    }
    this.hold(this.#busy);
    return crew;
  }

  /**
   * Starts a member of a crew.
   *
   * @param {Crew} crew
   * @param {number} rank
   * @param {MessagePort[]} ports
   * @param {Uint8Array} checkpoint
   */
  #send(crew, rank, ports, checkpoint) {
    const material = this.#material.copy();
    const own = checkpoint.slice(); // given away: through a page it passes untouched
    const seed = { modules: this.#modules, material, checkpoint: own, rank, ports };
    const member = start(crew, this.#open);
    crew.members.push(member);
    member.send({ id: 0, type: 'start', args: [seed] }, [
      material.ids.buffer,
      own.buffer,
      ...ports,
    ]);
  }

  #dismiss() {
    const crew = this.#crew;
    this.#crew = null;
    crew?.lose('they were dismissed');
    for (const member of crew?.members ?? []) member.close();
  }
}

/**
 * A crew that has no members yet.
 *
 * @param {MessagePort[]} ports of rank 0
 * @param {number} missing members that must get ready
 * @returns {Crew}
 */
function gather(ports, missing) {
  const links = ports.map((port) => new Link(port));
  const { promise: ready, resolve, reject } = deferred();
  const timer = setTimeout(() => lose('one of them does not start'), START_LIMIT);
  const lose = (/** @type {string} */ reason) => {
    clearTimeout(timer);
    reject(new Lost(reason));
    for (const link of links) link.fail(new Lost(reason));
  };
  let waiting = missing;
  const count = () => {
    if (--waiting > 0) return;
    clearTimeout(timer);
    resolve(undefined);
  };
  return { members: [], links, ready, count, lose };
}

/**
 * @param {Crew} crew
 * @param {OpenReplica} open
 * @returns {import('../worker/channel.js').Channel} WORKER_LOST
 */
function start({ count, lose }, open) {
  const receive = (/** @type {import('../worker/messages.js').Envelope} */ { type, args }) =>
    type === 'error' ? lose(args[0].message) : count();
  try {
    return open({ receive, lose });
  } catch (error) {
    throw lost(messageOf(error));
  }
}

/** @param {string} reason */
function lost(reason) {
  const message = `the workers that share the training are gone: ${reason}`;
  return new SluiceError('WORKER_LOST', `${message}; train({ workers: 1 }) does without`);
}
