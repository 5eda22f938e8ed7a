import { jsonLine } from './json.js';
import { ERASE_LINE, print, say } from './talk.js';

/**
 * The progress of a training, in lines on stderr or as JSON on stdout.
 *
 * @typedef {import('../sluice.d.ts').Progress} Progress
 *
 * @typedef {object} Course
 * @property {number} total updates at its end
 * @property {boolean} isPlanned whether nobody gave that number
 * @property {import('../sluice.d.ts').SavedTraining | null} resumed
 *
 * @typedef {object} End
 * @property {number | undefined} validation perplexity of the weights that the model is used with
 * @property {{ update: number } | undefined} kept the update they are of, if the best were kept
 * @property {number | undefined} patience measurements after which it has stopped early
 * @property {string} engine
 * @property {boolean} diverged whether the loss has blown up
 */

/** Milliseconds between two lines: on a terminal, where one replaces the other, and in a log. */
const TERMINAL_INTERVAL = 200;
const LOG_INTERVAL = 5000;
const BAR = 10;
/** Updates between two events, within an epoch. */
const GRID = 100;

/** A mean over the symbols of several reports. */
class RunningLoss {
  #sum = 0;
  #tokens = 0;
  #seen;

  /** @param {number} seen symbols before the first report */
  constructor(seen) {
    this.#seen = seen;
  }

  /** @param {Progress} progress */
  add({ loss, tokens }) {
    this.#sum += loss * (tokens - this.#seen);
    this.#tokens += tokens - this.#seen;
    this.#seen = tokens;
  }

  /** Mean nats since the last call. */
  take() {
    const mean = this.#sum / this.#tokens;
    this.#sum = 0;
    this.#tokens = 0;
    return mean;
  }
}

/** Progress on stderr: a line averages all reports since the last one. */
export class ProgressLine {
  #isTerminal = process.stderr.isTTY;
  #interval = this.#isTerminal ? TERMINAL_INTERVAL : LOG_INTERVAL;
  #shownAt = -Infinity;
  #loss;
  #total;
  #isPlanned;
  /** @type {Progress | null} not shown yet */
  #last = null;

  /** @param {Course} course */
  constructor({ total, isPlanned, resumed }) {
    this.#total = total;
    this.#isPlanned = isPlanned;
    this.#loss = new RunningLoss(resumed?.tokens ?? 0);
  }

  /** @param {Progress} progress */
  async add(progress) {
    this.#loss.add(progress);
    this.#last = progress;
    const isTime = performance.now() - this.#shownAt >= this.#interval;
    if (progress.validationPerplexity || isTime) this.#show(progress);
  }

  /** Shows the last report, and leaves the line. */
  async end() {
    if (this.#last) this.#show(this.#last);
    if (this.#isTerminal && this.#shownAt > 0) process.stderr.write('\n');
  }

  /** @param {End} end */
  async done({ validation, kept, patience }) {
    if (patience)
      say(
        `stopped early: ${patience} measurement${patience === 1 ? '' : 's'} without a better one`,
      );
    const which = kept ? `with the weights kept from update ${kept.update}:` : 'at the end';
    if (validation !== undefined) say(`held-out perplexity ${which} ${validation.toFixed(3)}`);
  }

  /** @param {Progress} progress */
  #show(progress) {
    const of = this.#isPlanned ? ` of ${this.#total}` : '';
    const line = describeProgress(progress, of, Math.exp(this.#loss.take()));
    if (this.#isTerminal) {
      const width = (process.stderr.columns || 80) - 1;
      const all = `${drawBar(progress.update / this.#total)} ${line}`;
      process.stderr.write(ERASE_LINE + all.slice(0, width));
    } else process.stderr.write(`${line}\n`);
    this.#shownAt = performance.now();
    this.#last = null;
  }
}

/** @param {number} part of the whole */
function drawBar(part) {
  const filled = Math.min(Math.round(part * BAR), BAR);
  const percent = `${Math.min(Math.floor(100 * part), 100)}%`;
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${percent.padStart(4)}`;
}

/**
 * @param {Progress} progress
 * @param {string} of how many updates
 * @param {number} perplexity
 */
function describeProgress(progress, of, perplexity) {
  const { update, epoch, validationPerplexity, tokensPerSecond } = progress;
  const held = validationPerplexity ? `  validation ${validationPerplexity.toFixed(3)}` : '';
  const speed = Math.round(tokensPerSecond).toLocaleString('en');
  const place = `update ${update}${of}  epoch ${epoch}`;
  return `${place}  perplexity ${perplexity.toFixed(3)}${held}  ${speed} tokens/s`;
}

/** Progress as JSON on stdout. */
export class ProgressEvents {
  #workers = 1;
  #stop;
  #loss;
  #epoch;
  #seconds = 0;
  /** @type {Record<string, number>} printed last */
  #last = {};
  /** @type {Progress | null} */
  #pending = null;

  /**
   * @param {Course} course
   * @param {AbortSignal} stop
   */
  constructor({ resumed }, stop) {
    const { updates = 0, epochs = 0, tokens = 0 } = resumed ?? {};
    this.#stop = stop;
    this.#loss = new RunningLoss(tokens);
    this.#epoch = epochs;
    if (resumed) this.#last = { update: updates, epoch: epochs, tokens };
  }

  /** @param {Progress} progress of one update */
  async add(progress) {
    const { update, epoch, seconds, workers } = progress;
    const isDue = update % GRID === 0 || epoch > this.#epoch;
    this.#loss.add(progress);
    this.#pending = progress;
    this.#epoch = epoch;
    this.#seconds = seconds;
    this.#workers = workers;
    if (isDue) await this.end();
  }

  /** Prints the last report, if it was not printed yet. */
  async end() {
    if (!this.#pending) return;
    const event = eventOf(this.#pending, this.#loss.take());
    this.#pending = null;
    this.#last = { ...this.#last, ...event };
    await this.#print({ event: 'progress', ...event });
  }

  /** @param {End} end */
  async done({ validation, kept, patience, engine, diverged }) {
    const held = validation !== undefined && { validation_perplexity: validation };
    const best = kept && { kept_update: kept.update, stopped_early: patience !== undefined };
    const running = { engine, workers: this.#workers, seconds: this.#seconds };
    const fate = diverged && { diverged };
    await this.#print({ event: 'done', ...this.#last, ...held, ...best, ...running, ...fate });
  }

  /** @param {Record<string, unknown>} event */
  #print(event) {
    return print(jsonLine(event), this.#stop);
  }
}

/**
 * @param {Progress} progress
 * @param {number} loss
 */
function eventOf({ update, epoch, tokens, validationPerplexity, tokensPerSecond }, loss) {
  return {
    ...{ update, epoch, tokens, loss, perplexity: Math.exp(loss) },
    ...(validationPerplexity !== undefined && { validation_perplexity: validationPerplexity }),
    tokens_per_second: tokensPerSecond,
  };
}
