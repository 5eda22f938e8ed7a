/** @typedef {import('../sluice.d.ts').Progress} Progress */

/** Milliseconds between two lines: on a terminal, where one replaces the other, and in a log. */
const TERMINAL_INTERVAL = 200;
const LOG_INTERVAL = 5000;
const ERASE_LINE = '\r\x1b[K';
const BAR = 10;

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${process.stderr.isTTY ? ERASE_LINE : ''}${line}\n`);
}

/**
 * Writes data, and waits while the reader is slow.
 *
 * @param {string} data
 * @param {AbortSignal} stop ends the wait
 */
export async function print(data, stop) {
  if (process.stdout.write(data) || stop.aborted) return;
  await new Promise((resolve) => {
    process.stdout.once('drain', resolve);
    stop.addEventListener('abort', resolve, { once: true });
  });
}

/** A mean over the symbols of several reports. */
export class RunningLoss {
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

/** How training goes, on stderr: reports are averaged over the time between two lines. */
export class ProgressLine {
  #isTerminal = process.stderr.isTTY;
  #interval = this.#isTerminal ? TERMINAL_INTERVAL : LOG_INTERVAL;
  #shownAt = -Infinity;
  #loss;
  #total;
  /** @type {Progress | null} not shown yet */
  #last = null;

  /** @param {{ total: number, tokens: number }} course updates at its end, symbols before it */
  constructor({ total, tokens }) {
    this.#total = total;
    this.#loss = new RunningLoss(tokens);
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

  /** @param {number | undefined} validation perplexity of the final weights */
  async done(validation) {
    if (validation !== undefined) say(`validation perplexity at the end ${validation.toFixed(3)}`);
  }

  /** @param {Progress} progress */
  #show(progress) {
    const line = describeProgress(progress, Math.exp(this.#loss.take()));
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
 * @param {number} perplexity
 */
function describeProgress({ update, epoch, validationPerplexity, tokensPerSecond }, perplexity) {
  const held = validationPerplexity ? `  validation ${validationPerplexity.toFixed(3)}` : '';
  const speed = Math.round(tokensPerSecond).toLocaleString('en');
  const place = `update ${update}  epoch ${epoch}`;
  return `${place}  perplexity ${perplexity.toFixed(3)}${held}  ${speed} tokens/s`;
}
