/** @typedef {import('./core.js').Pointer} Pointer */

/** Counts the users of each C handle, and frees it after the last. */
export class Handles {
  #core;
  /** @type {Map<Pointer, { free: string, users: number }>} */
  #alive = new Map();

  /** @param {import('./core.js').Core} core */
  constructor(core) {
    this.#core = core;
  }

  /**
   * Takes charge of a new handle, with one user.
   *
   * @param {Pointer} handle
   * @param {string} free the C function that frees it
   * @returns {Pointer} the handle
   */
  add(handle, free) {
    this.#alive.set(handle, { free, users: 1 });
    return handle;
  }

  /**
   * One more user.
   *
   * @param {Pointer} handle
   */
  keep(handle) {
    const entry = this.#alive.get(handle);
    if (entry) entry.users++;
  }

  /**
   * One user less; the last frees it. Nothing happens for 0.
   *
   * @param {Pointer} handle
   */
  drop(handle) {
    const entry = this.#alive.get(handle);
    if (!entry || --entry.users > 0) return;
    this.#alive.delete(handle);
    this.#core.ask(entry.free, handle);
  }
}
