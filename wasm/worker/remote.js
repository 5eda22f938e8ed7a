import { messageOf, SluiceError } from '../core/error.js';
import { sendable } from '../core/load.js';
import { checkCall, METHODS } from '../session/methods.js';
import { openChannel } from './channel.js';
import { deferred, Inbox } from './inbox.js';
import { unpackError } from './messages.js';
import { Parcel } from './parcel.js';
import { StartedReplicas } from './started-replicas.js';

/**
 * @typedef {import('../session/session.js').Methods} Session
 * @typedef {import('../session/methods.js').Method} Method
 *
 * Answers to a call by the type of the message; `error` also ends it when the worker is gone.
 * @typedef {Record<string, (...args: any[]) => void> & { error: (error: Error) => void }} Answers
 */

/**
 * A session in a worker: the same interface, every call a message.
 *
 * @param {Omit<import('../sluice.d.ts').SessionOptions, 'worker'>} options
 * @returns {Promise<Session>} BAD_MODULE, BAD_SETTING, WORKER_LOST
 */
export async function openRemoteSession({ engine, wasm, scripts }) {
  const remote = new Remote(scripts);
  try {
    const used = await remote.call('createSession', [{ engine, wasm: sendable(wasm) }]);
    return { ...used, ...methodsOf(remote), dispose: (reason) => remote.close(reason) };
  } catch (error) {
    await remote.close(error);
    throw error;
  }
}

/**
 * @param {Remote} remote
 * @returns {Omit<Session, 'engine' | 'fused' | 'dispose'>}
 */
function methodsOf(remote) {
  /** @type {[string, Method][]} */
  const rows = Object.entries(METHODS);
  const methods = rows.map(([name, method]) => [
    name,
    (/** @type {any[]} */ ...args) =>
      method.ahead ? remote.iterate(name, args, method) : remote.call(name, args, method),
  ]);
  return Object.fromEntries(methods);
}

/** The caller's end of a session in a worker. */
class Remote {
  #channel;
  /** @type {Map<number, Answers>} */
  #calls = new Map();
  #lastId = 0;
  /** How many wait for an answer. */
  #waiting = 0;
  /** Those that the worker has asked the page to start. */
  #replicas;
  /** @type {SluiceError | null} why no call can succeed any more */
  #fate = null;

  /** @param {import('../sluice.d.ts').Scripts} [scripts] */
  constructor(scripts) {
    this.#replicas = new StartedReplicas(scripts?.replica, (id, args, transfer) =>
      this.#send(id, 'replica', args, transfer),
    );
    // Bundlers look for this very expression.
    const start = () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    try {
      this.#channel = openChannel(
        { start, file: './worker.js', script: scripts?.worker },
        {
          receive: ({ id, type, args }) => this.#receive(id, type, args),
          lose: (reason) => this.#end(lost(reason)),
        },
      );
    } catch (error) {
      throw lost(`${messageOf(error)}; createSession({ worker: false }) does without`);
    }
  }

  /** @param {any} reason why no call can succeed any more */
  async close(reason) {
    if (this.#fate?.code === 'DISPOSED') return;
    this.#end(reason);
    await this.#channel.close();
  }

  /**
   * A call with one answer.
   *
   * @param {string} name
   * @param {any[]} args
   * @param {Method} [method]
   * @returns {Promise<any>}
   */
  async call(name, args, method = {}) {
    this.#check(name, args);
    const { sent, signal, onProgress, options } = withoutListeners(args, method);
    signal?.throwIfAborted();
    const isSent = method.source || (method.file && args[0] instanceof Uint8Array);
    const parcel = isSent ? new Parcel(args[0], signal, options?.endMark ?? method.endMark) : null;
    const { promise, resolve, reject } = deferred();
    const id = this.#begin({
      result: resolve,
      error: (error) => reject(signal?.aborted ? signal.reason : error),
      progress: (bytes) => {
        try {
          onProgress?.(bytes);
        } catch (error) {
          cancel();
          reject(error);
        }
      },
      pull: () => this.#feed(id, parcel).catch(reject), // the source's own error
    });
    const cancel = () => this.#send(id, 'cancel');
    signal?.addEventListener('abort', cancel);
    try {
      if (parcel) sent[0] = parcel.whole;
      this.#send(id, name, sent, parcel?.transfer);
      return await this.#awaited(promise);
    } finally {
      signal?.removeEventListener('abort', cancel);
      parcel?.close();
      this.#calls.delete(id);
    }
  }

  /**
   * A call that is answered item by item, on demand.
   *
   * @param {string} name
   * @param {any[]} args
   * @param {Method} method
   * @returns {AsyncGenerator<any, void, undefined>}
   */
  async *iterate(name, args, method) {
    this.#check(name, args);
    const { sent, signal, options } = withoutListeners(args, method);
    if (signal?.aborted) return;
    const ahead = method.ahead?.(options) ?? 0;
    const inbox = new Inbox();
    const id = this.#begin({
      items: (items, done) => inbox.put({ items, done }),
      error: (error) => inbox.fail(error),
    });
    const ask = () => {
      inbox.expect();
      this.#send(id, 'next');
    };
    const cancel = () => this.#send(id, 'cancel');
    signal?.addEventListener('abort', cancel);
    try {
      this.#send(id, name, sent);
      for (;;) {
        if (inbox.expected === 0) ask();
        const { items, done } = await this.#awaited(inbox.take());
        while (!done && inbox.expected < ahead) ask();
        yield* items;
        if (done) return;
      }
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#calls.delete(id);
      // Waited for: whoever leaves the loop may count on the work having stopped.
      await this.call('finish', [id]).catch(() => {});
    }
  }

  /**
   * @param {string} name
   * @param {any[]} args
   */
  #check(name, args) {
    if (this.#fate) throw this.#fate;
    if (Object.hasOwn(METHODS, name)) {
      checkCall(/** @type {import('../session/methods.js').MethodName} */ (name), args);
    }
  }

  // ---- messages ----

  /**
   * @param {number} id
   * @param {string} type
   * @param {any[]} [args]
   * @param {Transferable[]} [transfer]
   */
  #send(id, type, args = [], transfer = []) {
    if (this.#fate) return;
    try {
      this.#channel.send({ id, type, args }, transfer);
    } catch {
      throw new SluiceError('MISUSE', `${type} was given what cannot be sent to a worker`);
    }
  }

  /**
   * @param {number} id
   * @param {string} type
   * @param {any[]} args
   */
  #receive(id, type, args) {
    if (this.#fate) return; // no worker starts for a session that has ended
    const answers = this.#calls.get(id);
    if (type === 'replica') this.#replicas.receive(id, args[0], ...args.slice(1));
    else if (type === 'error') answers?.error(unpackError(args[0]));
    else answers?.[type]?.(...args);
  }

  /**
   * Sends the next chunk; rejects with an error of the source, which the worker never sees.
   *
   * @param {number} id
   * @param {Parcel | null} parcel
   */
  async #feed(id, parcel) {
    try {
      const chunk = (await parcel?.next()) ?? null;
      this.#send(id, 'chunk', [chunk], chunk ? [chunk.buffer] : []);
    } catch (error) {
      this.#send(id, 'cancel');
      throw error;
    }
  }

  /**
   * @param {Answers} answers
   * @returns {number} the id of the call
   */
  #begin(answers) {
    this.#calls.set(++this.#lastId, answers);
    return this.#lastId;
  }

  /**
   * Keeps a Node process alive while somebody waits, and not for an iteration that was left open.
   *
   * @template Answer
   * @param {Promise<Answer>} answer
   * @returns {Promise<Answer>}
   */
  async #awaited(answer) {
    if (++this.#waiting === 1) this.#channel.hold(true);
    try {
      return await answer;
    } finally {
      if (--this.#waiting === 0 && !this.#fate) this.#channel.hold(false);
    }
  }

  /** @param {SluiceError} fate of the session, and of everything pending */
  #end(fate) {
    this.#fate ??= fate;
    this.#replicas.closeAll();
    for (const answers of [...this.#calls.values()]) answers.error(this.#fate);
  }
}

/**
 * The arguments of a call as they are sent, without those options that stay here.
 *
 * @param {any[]} args
 * @param {Method} method
 * @returns {{ sent: any[], signal?: AbortSignal, onProgress?: (bytes: number) => void, options?: any }}
 */
function withoutListeners(args, { at, options: names }) {
  const sent = [...args];
  if (at === undefined || !names) return { sent };
  const { signal, onProgress, ...options } = args[at] ?? {};
  sent[at] = options;
  return { sent, signal, onProgress, options };
}

/** @param {string} reason */
function lost(reason) {
  return new SluiceError('WORKER_LOST', `the worker of this session is gone: ${reason}`);
}
