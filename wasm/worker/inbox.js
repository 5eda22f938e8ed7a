/** Answers in the order of their requests, until one fails. */
export class Inbox {
  /** @type {Promise<any>[]} asked for and not yet taken */
  #queue = [];
  /** @type {ReturnType<typeof deferred>[]} asked for and not yet answered */
  #open = [];
  /** @type {Error | undefined} */
  #failure;

  get expected() {
    return this.#queue.length;
  }

  expect() {
    const answer = deferred();
    this.#queue.push(answer.promise);
    if (this.#failure) answer.reject(this.#failure);
    else this.#open.push(answer);
  }

  /** @returns {Promise<{ items: any[], done: boolean }>} */
  take() {
    return /** @type {Promise<any>} */ (this.#queue.shift());
  }

  /** @param {{ items: any[], done: boolean }} answer */
  put(answer) {
    this.#open.shift()?.resolve(answer);
  }

  /** @param {Error} error */
  fail(error) {
    this.#failure = error;
    for (const answer of this.#open.splice(0)) answer.reject(error);
  }
}

/** A promise and the two functions that settle it. */
export function deferred() {
  /** @type {(value: any) => void} */
  let resolve = () => {};
  /** @type {(reason: unknown) => void} */
  let reject = () => {};
  const promise = new Promise((res, rej) => {
    resolve = res;
    reject = rej;
  });
  promise.catch(() => {}); // it may fail when nobody waits any more
  return { promise, resolve, reject };
}
