/** @typedef {import('../sluice.d.ts').Progress} Progress */

/** Milliseconds between two lines: on a terminal, where one replaces the other, and in a log. */
const TERMINAL_INTERVAL = 200;
const LOG_INTERVAL = 5000;
const ERASE_LINE = '\r\x1b[K';

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
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

/** How training goes, on stderr: reports are averaged over the time between two lines. */
export class ProgressLine {
  #isTerminal = process.stderr.isTTY;
  #interval = this.#isTerminal ? TERMINAL_INTERVAL : LOG_INTERVAL;
  #shownAt = -Infinity;
  #lossSum = 0;
  #tokens = 0;
  #shownTokens = 0;
  #line = '';

  /** @param {Progress} progress */
  add(progress) {
    this.#lossSum += progress.loss * (progress.tokens - this.#tokens);
    this.#tokens = progress.tokens;
    const since = this.#tokens - this.#shownTokens;
    this.#line = describeProgress(progress, Math.exp(this.#lossSum / since));
    if (progress.validationPerplexity || performance.now() - this.#shownAt >= this.#interval) {
      this.#show();
    }
  }

  /** Shows the last report, and leaves the line. */
  end() {
    if (this.#line) this.#show();
    if (this.#isTerminal && this.#shownAt > 0) process.stderr.write('\n');
  }

  #show() {
    process.stderr.write(this.#isTerminal ? ERASE_LINE + this.#line : `${this.#line}\n`);
    this.#shownAt = performance.now();
    this.#shownTokens = this.#tokens;
    this.#lossSum = 0;
    this.#line = '';
  }
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
