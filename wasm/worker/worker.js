import { builtin, isNode } from '../core/node.js';
import { METHODS } from '../session/methods.js';
import { openLocalSession } from '../session/session.js';
import { buffersOf, packError } from './messages.js';
import { RelayedReplicas } from './relay.js';

/**
 * The other end of remote.js.
 *
 * @typedef {import('./messages.js').Envelope} Envelope
 * @typedef {import('../session/session.js').Methods} Session
 * @typedef {import('../session/methods.js').MethodName} MethodName
 *
 * @typedef {object} Call under way
 * @property {AbortController} abort
 * @property {AsyncIterator<unknown>} [iterator]
 * @property {boolean} gathers several of its items into one answer
 * @property {boolean} hasBegun whether it has given an item: the first is sent at once
 * @property {(chunk: Uint8Array | null) => void} [feed]
 */

/** Milliseconds over which drawn symbols are gathered into one message. */
const GATHER = 10;

const port = builtin('node:worker_threads')?.parentPort ?? globalThis;

/** Node starts its own. */
const replicas = isNode
  ? undefined
  : new RelayedReplicas((id, args, transfer) => send(id, 'replica', args, transfer));

/** @type {Session} set by the first call */
let session;

/** @type {Map<number, Call>} by id */
const calls = new Map();

/**
 * Calls that are not methods of a session.
 *
 * @type {Record<string, (...args: any[]) => Promise<unknown>>}
 */
const own = {
  createSession: async (options) => {
    session = await openLocalSession(options, replicas?.open.bind(replicas));
    return { engine: session.engine, fused: session.fused };
  },
  finish,
};

// WebKit runs a worker's script once more for a module that imports from it, as bundlers make some: the first answers.
port.onmessage ??= (/** @type {{ data: Envelope }} */ { data: { id, type, args } }) => {
  const call = calls.get(id);
  if (type === 'replica') replicas?.receive(id, args[0], args[1]);
  else if (type === 'cancel') call?.abort.abort();
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
  const method = methodNamed(type);
  /** @type {Call} */
  const call = { abort: new AbortController(), gathers: method?.gathers === true, hasBegun: false };
  calls.set(id, call);
  const work = own[type] ?? session[/** @type {MethodName} */ (type)];
  const given = received(id, args, method);
  const answer = /** @type {any} */ (work)(...given);
  call.iterator = answer[Symbol.asyncIterator]?.();
  if (call.iterator) return;
  const result = await answer;
  calls.delete(id);
  send(id, 'result', [result], buffersOf(result));
}

/**
 * @param {string} name
 * @returns {import('../session/methods.js').Method | undefined}
 */
function methodNamed(name) {
  return METHODS[/** @type {MethodName} */ (name)];
}

/**
 * The arguments of a call as they were before they were sent, with a signal and a listener here.
 *
 * @param {number} id
 * @param {any[]} args
 * @param {import('../session/methods.js').Method} [method]
 */
function received(id, args, { source, at, options = [] } = {}) {
  const given = [...args];
  if (source) given[0] ??= pulled(id);
  if (at === undefined) return given;
  const onProgress = (/** @type {number} */ bytes) => send(id, 'progress', [bytes]);
  const listeners = { signal: calls.get(id)?.abort.signal, onProgress };
  const known = Object.entries(listeners).filter(([name]) => options.includes(name));
  given[at] = { ...given[at], ...Object.fromEntries(known) };
  return given;
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
 * Answers with the next items of an iteration: one report, or the symbols of the next few
 * milliseconds.
 *
 * @param {number} id
 */
async function next(id) {
  const call = calls.get(id);
  if (!call?.iterator) return;
  const { iterator } = call;
  const gathers = call.gathers && call.hasBegun;
  const items = [];
  const end = performance.now() + GATHER;
  let result;
  do {
    result = await iterator.next();
    if (!result.done) items.push(result.value);
  } while (!result.done && gathers && performance.now() < end);
  call.hasBegun = true;
  send(id, 'items', [items, Boolean(result.done)]);
}

/** @param {number} id of an iteration that the caller has left */
async function finish(id) {
  const call = calls.get(id);
  calls.delete(id);
  call?.abort.abort();
  await call?.iterator?.return?.();
}
