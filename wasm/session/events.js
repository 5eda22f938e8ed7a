/** @typedef {import('../sluice.d.ts').Progress} Progress */

/** A training that runs by itself and tells of it by events: see `trainingEvents` in sluice.d.ts. */
class TrainingEvents extends EventTarget {
  #hearsErrors = false;

  /** @param {AsyncIterable<Progress>} reports */
  constructor(reports) {
    super();
    this.#run(reports);
  }

  /** @param {string} type @param {any} listener @param {any} [options] */
  addEventListener(type, listener, options) {
    if (type === 'error') this.#hearsErrors = true;
    super.addEventListener(type, listener, options);
  }

  /** @param {AsyncIterable<Progress>} reports */
  async #run(reports) {
    await undefined; // whoever has called adds listeners first
    let last;
    try {
      for await (const report of reports) {
        last = report;
        this.#tell('progress', report);
      }
    } catch (error) {
      this.#tell('error', error);
      if (!this.#hearsErrors) throw error; // which the host reports, as any that nobody handles
      return;
    }
    this.#tell('end', last);
  }

  /** @param {string} type @param {unknown} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @type {typeof import('../sluice.d.ts').trainingEvents} */
export const trainingEvents = (reports) => /** @type {any} */ (new TrainingEvents(reports));
