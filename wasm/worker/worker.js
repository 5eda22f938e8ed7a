import { builtin } from '../core/node.js';
import { LocalSession } from '../session/session.js';
import { buffersOf, packError } from './messages.js';

/** @typedef {import('./messages.js').Envelope} Envelope */

/** Milliseconds over which drawn symbols are gathered into one message. */
const GATHER = 10;

const port = builtin('node:worker_threads')?.parentPort ?? globalThis;

/** @type {LocalSession} set by the first call */
let session;

/**
 * The calls under way.
 * @type {Map<number, {
 *   abort: AbortController,
 *   iterator?: AsyncIterator<unknown>,
 *   feed?: (chunk: Uint8Array | null) => void,
 * }>}
 */
const calls = new Map();

port.onmessage = (/** @type {{ data: Envelope }} */ { data: { id, type, args } }) => {
  const call = calls.get(id);
  if (type === 'cancel') call?.abort.abort();
  else if (type === 'chunk') call?.feed?.(args[0]);
  else if (type === 'next') answer(id, () => next(id));
  else answer(id, () => begin(id, type, args));
};

/**
 * @param {number} id
 * @param {string} type
 * @param {any[]} args
 * @param {Transferable[]} [transfer]
 */
function send(id, type, args, transfer = []) {
  port.postMessage({ id, type, args }, transfer);
}

/**
 * @param {number} id
 * @param {() => Promise<void>} work
 */
async function answer(id, work) {
  try {
    await work();
  } catch (error) {
    calls.delete(id);
    send(id, 'error', [packError(error)]);
  }
}

/**
 * @param {number} id
 * @param {string} type
 * @param {any[]} args
 */
async function begin(id, type, args) {
  const abort = new AbortController();
  /** @type {any} */
  const call = { abort };
  calls.set(id, call);
  if (type === 'train' || type === 'generate') {
    const options = { ...args[0], signal: abort.signal };
    call.iterator = session[type](options)[Symbol.asyncIterator]();
    return;
  }
  const result = await perform(id, type, args, abort.signal);
  calls.delete(id);
  send(id, 'result', [result], buffersOf(result));
}

/**
 * @param {number} id
 * @param {string} type
 * @param {any[]} args
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
async function perform(id, type, args, signal) {
  switch (type) {
    case 'createSession':
      session = await LocalSession.open(args[0]);
      return session.engine;
    case 'loadText': {
      const onProgress = (/** @type {number} */ bytes) => send(id, 'progress', [bytes]);
      return session.loadText(source(id, args[0]), { ...args[1], signal, onProgress });
    }
    case 'loadPairs':
      return session.loadPairs(source(id, args[0]), { ...args[1], signal });
    case 'evaluate':
      return session.evaluate(source(id, args[0]), { signal });
    case 'measure':
      return session.measure(args[0], { ...args[1], signal });
    case 'pairsLoss':
      return session.pairsLoss({ ...args[0], signal });
    case 'finish':
      return finish(args[0]);
    default:
      return /** @type {any} */ (session)[type](...args);
  }
}

/**
 * A text source as it was sent: whole, or to be pulled chunk by chunk.
 *
 * @param {number} id
 * @param {{ whole?: string | Uint8Array }} sent
 * @returns {import('../sluice.d.ts').TextSource}
 */
function source(id, { whole }) {
  return whole ?? pulled(id);
}

/** @param {number} id */
async function* pulled(id) {
  for (;;) {
    /** @type {Promise<Uint8Array | null>} */
    const answered = new Promise((resolve) => {
      Object.assign(calls.get(id) ?? {}, { feed: resolve });
    });
    send(id, 'pull', []);
    const chunk = await answered;
    if (chunk === null) return;
    yield chunk;
  }
}

/**
 * Answers with what the iteration gives next: one report, or the symbols of the next few
 * milliseconds.
 *
 * @param {number} id
 */
async function next(id) {
  const iterator = calls.get(id)?.iterator;
  if (!iterator) return;
  const items = [];
  const end = performance.now() + GATHER;
  let result;
  do {
    result = await iterator.next();
    if (!result.done) items.push(result.value);
  } while (!result.done && typeof result.value === 'string' && performance.now() < end);
  send(id, 'items', [items, Boolean(result.done)]);
}

/** @param {number} id of an iteration that nobody wants any more */
async function finish(id) {
  const call = calls.get(id);
  calls.delete(id);
  call?.abort.abort();
  await call?.iterator?.return?.();
}
