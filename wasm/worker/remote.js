import { messageOf, SluiceError } from '../core/error.js';
import { sendable } from '../core/load.js';
import { openChannel } from './channel.js';
import { deferred, Inbox } from './inbox.js';
import { unpackError } from './messages.js';
import { Parcel } from './parcel.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').TextSource} TextSource
 * @typedef {{ signal?: AbortSignal, source?: TextSource, transfer?: Transferable[],
 *             onProgress?: (bytes: number) => void }} Extras
 *
 * Answers to a call by the type of the message; `error` also ends it when the worker is gone.
 * @typedef {Record<string, (...args: any[]) => void> & { error: (error: Error) => void }} Answers
 */

/**
 * A session in a worker: the same interface, every call a message.
 *
 * @implements {Session}
 */
export class RemoteSession {
  /** @type {Session['engine']} */
  engine = 'simd';
  #channel;
  /** @type {Map<number, Answers>} */
  #calls = new Map();
  #lastId = 0;
  /** @type {SluiceError | null} why no call can succeed any more */
  #fate = null;

  /** @param {Omit<import('../sluice.d.ts').SessionOptions, 'worker'>} options */
  static async open({ engine, wasm, scripts }) {
    const session = new RemoteSession(scripts?.worker);
    try {
      const sent = { engine, wasm: sendable(wasm), scripts };
      session.engine = await session.#call('createSession', [sent]);
    } catch (error) {
      await session.dispose();
      throw error;
    }
    return session;
  }

  /** @param {Blob} [script] */
  constructor(script) {
    // Bundlers look for this very expression.
    const start = () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    try {
      this.#channel = openChannel(
        { start, file: './worker.js', script },
        {
          receive: ({ id, type, args }) => this.#receive(id, type, args),
          lose: (reason) => this.#end(lost(reason)),
        },
      );
    } catch (error) {
      throw lost(`${messageOf(error)}; createSession({ worker: false }) does without`);
    }
  }

  /** @type {Session['settingsTable']} */
  settingsTable() {
    return this.#call('settingsTable', []);
  }

  /** @type {Session['loadText']} */
  loadText(source, { signal, onProgress, ...options } = {}) {
    return this.#call('loadText', [options], { source, signal, onProgress });
  }

  /** @type {Session['createModel']} */
  createModel(settings) {
    return this.#call('createModel', [settings]);
  }

  /** @type {Session['train']} */
  train(options = {}) {
    // Two reports ahead, the worker never waits for the page. Whoever asks for exact reports gets
    // exact stops as well: no update then happens before the report is asked for.
    return this.#iterate('train', options, options.reportEvery ? 0 : 2);
  }

  /** @type {Session['set']} */
  set(name, value) {
    return this.#call('set', [name, value]);
  }

  /** @type {Session['generate']} */
  generate(options = {}) {
    return this.#iterate('generate', options, 1);
  }

  /** @type {Session['evaluate']} */
  evaluate(source, { signal } = {}) {
    return this.#call('evaluate', [], { source, signal });
  }

  /** @type {Session['measure']} */
  measure(part, { signal, ...options } = {}) {
    return this.#call('measure', [part, options], { signal });
  }

  /** @type {Session['baselines']} */
  baselines(options) {
    return this.#call('baselines', [options]);
  }

  /** @type {Session['inspect']} */
  inspect(text) {
    return this.#call('inspect', [text]);
  }

  /** @type {Session['attribute']} */
  attribute(text, position) {
    return this.#call('attribute', [text, position]);
  }

  /** @type {Session['loadPairs']} */
  loadPairs(source, { signal, ...options } = {}) {
    return this.#call('loadPairs', [options], { source, signal });
  }

  /** @type {Session['createTranslator']} */
  createTranslator(settings) {
    return this.#call('createTranslator', [settings]);
  }

  /** @type {Session['pairsLoss']} */
  pairsLoss({ signal, ...options } = {}) {
    return this.#call('pairsLoss', [options], { signal });
  }

  /** @type {Session['translate']} */
  translate(sentence, options) {
    return this.#call('translate', [sentence, options]);
  }

  /** @type {Session['sampleTranslation']} */
  sampleTranslation(sentence, options) {
    return this.#call('sampleTranslation', [sentence, options]);
  }

  /** @type {Session['bleu']} */
  bleu(hypotheses, references) {
    return this.#call('bleu', [hypotheses, references]);
  }

  /** @type {Session['bookBleu']} */
  bookBleu(hypothesis, reference, k) {
    return this.#call('bookBleu', [hypothesis, reference, k]);
  }

  /** @type {Session['info']} */
  info() {
    return this.#call('info', []);
  }

  /** @type {Session['memory']} */
  memory() {
    return this.#call('memory', []);
  }

  /** @type {Session['save']} */
  save(options) {
    return this.#call('save', [options]);
  }

  /** @type {Session['load']} */
  load(bytes) {
    return this.#callWithFile('load', bytes);
  }

  /** @type {Session['resume']} */
  resume(bytes) {
    return this.#callWithFile('resume', bytes);
  }

  async dispose() {
    if (this.#fate?.code === 'DISPOSED') return;
    this.#end(new SluiceError('DISPOSED', 'this session has been disposed of'));
    await this.#channel.close();
  }

  // ---- messages ----

  /**
   * @param {number} id
   * @param {string} type
   * @param {any[]} [args]
   * @param {Transferable[]} [transfer]
   */
  #send(id, type, args = [], transfer = []) {
    if (!this.#fate) this.#channel.send({ id, type, args }, transfer);
  }

  /**
   * @param {number} id
   * @param {string} type
   * @param {any[]} args
   */
  #receive(id, type, args) {
    const answers = this.#calls.get(id);
    if (type === 'error') answers?.error(unpackError(args[0]));
    else answers?.[type]?.(...args);
  }

  /**
   * @param {Answers} answers
   * @returns {number} the id of the call
   */
  #begin(answers) {
    this.#calls.set(++this.#lastId, answers);
    if (this.#calls.size === 1) this.#channel.hold(true);
    return this.#lastId;
  }

  /** @param {number} id */
  #finish(id) {
    const isIdle = this.#calls.delete(id) && this.#calls.size === 0;
    if (isIdle && !this.#fate) this.#channel.hold(false);
  }

  /** @param {SluiceError} fate of the session, and of everything pending */
  #end(fate) {
    this.#fate ??= fate;
    for (const answers of [...this.#calls.values()]) answers.error(this.#fate);
  }

  /**
   * A call with one answer.
   *
   * @param {string} type
   * @param {any[]} args
   * @param {Extras} [extras]
   * @returns {Promise<any>}
   */
  async #call(type, args, { signal, source, transfer = [], onProgress } = {}) {
    if (this.#fate) throw this.#fate;
    signal?.throwIfAborted();
    const parcel = source === undefined ? null : new Parcel(source, signal);
    const sent = parcel ? [{ whole: parcel.whole }, ...args] : args;
    const { promise, resolve, reject } = deferred();
    const id = this.#begin({
      result: resolve,
      error: (error) => reject(signal?.aborted ? signal.reason : error),
      progress: (bytes) => onProgress?.(bytes),
      pull: () =>
        parcel?.next().then(
          (chunk) => this.#send(id, 'chunk', [chunk], chunk ? [chunk.buffer] : []),
          (error) => {
            reject(error); // the source's own error, which the worker never sees
            this.#send(id, 'cancel');
          },
        ),
    });
    const cancel = () => this.#send(id, 'cancel');
    signal?.addEventListener('abort', cancel);
    try {
      this.#send(id, type, sent, parcel?.transfer ?? transfer);
      return await promise;
    } finally {
      signal?.removeEventListener('abort', cancel);
      parcel?.close();
      this.#finish(id);
    }
  }

  /**
   * @param {'load' | 'resume'} type
   * @param {Uint8Array} bytes the caller keeps them
   */
  #callWithFile(type, bytes) {
    if (!ArrayBuffer.isView(bytes)) return this.#call(type, [bytes]);
    const copy = new Uint8Array(bytes);
    return this.#call(type, [copy], { transfer: [copy.buffer] });
  }

  /**
   * A call that is answered item by item, on demand.
   *
   * @param {'train' | 'generate'} type
   * @param {{ signal?: AbortSignal }} options
   * @param {number} ahead answers asked for while the caller is busy with the last
   * @returns {AsyncGenerator<any, void, undefined>}
   */
  async *#iterate(type, { signal, ...options }, ahead) {
    if (this.#fate) throw this.#fate;
    if (signal?.aborted) return;
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
      this.#send(id, type, [options]);
      for (;;) {
        if (inbox.expected === 0) ask();
        const { items, done } = await inbox.take();
        while (!done && inbox.expected < ahead) ask();
        yield* items;
        if (done) return;
      }
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#finish(id);
      // Waited for: whoever leaves the loop may count on the work having stopped.
      await this.#call('finish', [id]).catch(() => {});
    }
  }
}

/** @param {string} reason */
function lost(reason) {
  return new SluiceError('WORKER_LOST', `the worker of this session is gone: ${reason}`);
}
