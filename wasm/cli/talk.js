/** Erases the line of a terminal. */
export const ERASE_LINE = '\r\x1b[K';

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
