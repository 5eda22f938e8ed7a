import { setTimeout as wait } from 'node:timers/promises';
import { checkRoom, FileError, writeModel } from './files.js';
import { say } from './talk.js';

/** Seconds between two attempts at the end, at most. */
const LONGEST_PAUSE = 60;

/**
 * Saves a training in a file: from time to time, so that little is lost whatever happens, and at
 * the end. The file is whole at any moment: the newest, or the one before.
 */
export class Autosave {
  #session;
  #curve;
  #out;
  #interval;
  #savedAt = performance.now();

  /**
   * @param {import('../sluice.d.ts').Session} session
   * @param {import('./curve.js').Curve} curve
   * @param {{ out?: string, seconds: number }} options
   */
  constructor(session, curve, { out, seconds }) {
    this.#session = session;
    this.#curve = curve;
    this.#out = out;
    this.#interval = 1000 * seconds;
  }

  /** @param {import('../sluice.d.ts').Progress} progress of one update */
  async add(progress) {
    this.#curve.add(progress);
    if (this.#out === undefined || performance.now() - this.#savedAt < this.#interval) return;
    try {
      await this.save();
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      say(`sluice: ${error.message}; training continues and will be saved later`);
    }
    this.#savedAt = performance.now();
  }

  async save() {
    if (this.#out !== undefined) await writeModel(this.#out, await this.#file());
  }

  /** Whether there is room for the file; FileError. */
  async checkRoom() {
    if (this.#out !== undefined) await checkRoom(this.#out, (await this.#file()).length);
  }

  /**
   * Saves at the end, when nothing else keeps what was learned: a failure is told, and what may work
   * later is tried again until it does.
   *
   * @param {AbortSignal} stop gives up, if it aborts while this waits
   */
  async finish(stop) {
    const signal = stop.aborted ? undefined : stop;
    for (let pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        return await this.save();
      } catch (error) {
        if (!(error instanceof FileError && error.mayPass)) throw error;
        say(`sluice: ${error.message}; the training is kept in memory until it can be saved`);
        say(`sluice: trying again in ${pause} s; Ctrl+C gives it up`);
        await wait(1000 * pause, undefined, { signal }).catch(() => {});
        if (signal?.aborted) throw error;
      }
    }
  }

  /** @returns {Promise<Uint8Array>} */
  #file() {
    const notes = JSON.stringify({ fused: this.#session.fused, curve: this.#curve });
    return this.#session.save({ training: true, notes });
  }
}
