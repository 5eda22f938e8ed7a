import { builtin, isNode } from '../core/node.js';

/**
 * A worker of a page or of Node, as the thread that starts it sees it.
 *
 * @typedef {object} Channel
 * @property {(message: import('./messages.js').Envelope, transfer: Transferable[]) => void} send
 * @property {(busy: boolean) => void} hold keeps a Node process alive while there is work
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Listener
 * @property {(message: import('./messages.js').Envelope) => void} receive
 * @property {(reason: string) => void} lose called when the worker has ended by itself
 */

/**
 * Starts a worker: in a page from the script, if one is given, else by `start`, or by the file's address
 * where this module came from another origin; in Node from the file, whose path is relative to this one.
 *
 * @param {{ start: () => Worker, file: string, script?: Blob }} code
 * @param {Listener} listener
 * @returns {Channel}
 */
export function openChannel({ start, file, script }, listener) {
  if (isNode) return openThread(file, listener);
  if (script) return openWorker(startScript(script), listener);
  const here = import.meta.url; // keeps bundlers from copying files for another origin's sake
  const address = new URL(file, here);
  const isForeign = address.protocol !== 'file:' && address.origin !== globalThis.origin;
  return openWorker(isForeign ? startForeign(address) : start(), listener);
}

/**
 * Browsers start no worker from another origin, but let a module of the page's own import what that origin
 * gives away.
 *
 * @param {URL} address
 */
function startForeign({ href }) {
  const code = new Blob([`import ${JSON.stringify(href)}`], { type: 'text/javascript' });
  return new Worker(URL.createObjectURL(code), { type: 'module' });
}

/**
 * A classic worker with an address made in this thread: in a page from disk, Chromium neither starts
 * a module from a Blob nor anything by an address from another thread.
 *
 * @param {Blob} script
 */
function startScript(script) {
  const address = URL.createObjectURL(script);
  try {
    return new Worker(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * @param {Worker} worker
 * @param {Listener} listener
 * @returns {Channel}
 */
function openWorker(worker, { receive, lose }) {
  worker.onmessage = ({ data }) => receive(data);
  worker.onmessageerror = () => {
    worker.terminate();
    lose('a message could not be read');
  };
  worker.onerror = (event) => {
    event.preventDefault();
    worker.terminate();
    lose(event.message || 'its script could not be loaded');
  };
  return {
    send: (message, transfer) => worker.postMessage(message, transfer),
    hold: () => {},
    close: async () => worker.terminate(),
  };
}

/**
 * @param {string} file
 * @param {Listener} listener
 * @returns {Channel}
 */
function openThread(file, { receive, lose }) {
  const { Worker: Thread } = builtin('node:worker_threads');
  const here = import.meta.url; // keeps bundlers from copying files for Node's sake
  const thread = startThread(Thread, new URL(file, here));
  thread.on('message', receive);
  thread.on('messageerror', () => lose('a message could not be read'));
  thread.on('error', (/** @type {Error} */ error) => lose(error.message));
  thread.on('exit', (/** @type {number} */ code) => lose(`it ended with code ${code}`));
  return {
    send: (message, transfer) => thread.postMessage(message, /** @type {any} */ (transfer)),
    hold: (busy) => (busy ? thread.ref() : thread.unref()),
    close: async () => {
      thread.ref(); // or the process might end before the promise does
      await thread.terminate();
    },
  };
}

/**
 * Threads inherit Node's options, and a file refuses --input-type. Where the others are named one by one,
 * it refuses V8's as well, which hold for the whole process in any case.
 *
 * @param {typeof import('node:worker_threads').Worker} Thread
 * @param {URL} file
 */
function startThread(Thread, file) {
  const execArgv = process.execArgv.filter((option) => !option.startsWith('--input-type'));
  if (execArgv.length === process.execArgv.length) return new Thread(file);
  try {
    return new Thread(file, { execArgv });
  } catch {
    return new Thread(file, { execArgv: [] });
  }
}
