/** @type {(() => void)[]} */
const waiting = [];
const wake = () => waiting.shift()?.();
const nextTask = taskScheduler();

/**
 * Continues in a new task, so that messages, input and drawing get their turn first.
 *
 * @returns {Promise<void>}
 */
function pause() {
  return new Promise((resolve) => {
    waiting.push(resolve);
    nextTask();
  });
}

/** Not timers: pages clamp them to 4 ms, and to a second in the background. */
function taskScheduler() {
  if (typeof setImmediate === 'function') return () => void setImmediate(wake);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = wake;
  return () => port2.postMessage(null);
}

/** Divides long work into slices of so many milliseconds. */
export class Pacer {
  #slice;
  #start = performance.now();

  /** @param {number} slice */
  constructor(slice) {
    this.#slice = slice;
  }

  /** Milliseconds that the present slice may still use. */
  get left() {
    return this.#start + this.#slice - performance.now();
  }

  /** Lets others have their turn, then begins a new slice. */
  async rest() {
    await pause();
    this.#start = performance.now();
  }
}
