import { once } from 'node:events';

/** Erases the line of a terminal. */
export const ERASE_LINE = '\r\x1b[K';

/**
 * Says something after all that was printed before. (Each stream has its own way out of a thread.)
 *
 * @param {string} line
 */
export function say(line) {
  const { stdout, stderr } = process;
  const write = () => stderr.write(`${stderr.isTTY ? ERASE_LINE : ''}${line}\n`);
  if (stdout.writableLength > 0 && !stdout.writableNeedDrain) stdout.write('', write);
  else write();
}

/**
 * Writes data after all that was said before, and waits while the reader is slow.
 *
 * @param {string} data
 * @param {AbortSignal} stop ends the wait
 */
export async function print(data, stop) {
  const { stdout, stderr } = process;
  if (stderr.writableLength > 0) await new Promise((said) => stderr.write('', said));
  if (stdout.write(data) || stop.aborted) return;
  await once(stdout, 'drain', { signal: stop }).catch(() => {});
}
