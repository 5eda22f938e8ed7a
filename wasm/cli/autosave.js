import { FileError, writeModel } from './files.js';
import { say } from './talk.js';

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
    if (this.#out === undefined) return;
    const notes = JSON.stringify({ fused: this.#session.fused, curve: this.#curve });
    await writeModel(this.#out, await this.#session.save({ training: true, notes }));
  }
}
