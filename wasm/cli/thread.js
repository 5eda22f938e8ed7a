import { parentPort, workerData } from 'node:worker_threads';

/**
 * The command's end of the line to the main thread. It has a thread of its own, for the engine blocks one
 * for as long as an update takes; the main thread answers signals meanwhile, and owns the terminal.
 *
 * From the main thread: `stop` is a reason to end early, `columns` the terminal's new width, `failure` of
 * stdin. To it: STDIN asks for what comes in there.
 * @typedef {{ stop?: string, columns?: number, failure?: { code?: string, message: string } }} Message
 */

export const STDIN = 'stdin';
/** The reader of stdout has left. */
export const UNREAD = 'EPIPE';

/**
 * Listens to the main thread.
 *
 * @returns {AbortSignal} aborts when the command should end early
 */
export function listenToMain() {
  const stop = new AbortController();
  const { out, err, columns } = workerData ?? {};
  if (out) Object.assign(process.stdout, { isTTY: true });
  if (err) Object.assign(process.stderr, { isTTY: true, columns });
  parentPort?.on('message', (/** @type {Message} */ { stop: reason, columns: width, failure }) => {
    if (reason) stop.abort(reason);
    if (width) Object.assign(process.stderr, { columns: width });
    if (failure) process.stdin.destroy(Object.assign(new Error(failure.message), failure));
  });
  return stop.signal;
}

/** What comes in on stdin; the main thread reads it from now on. */
export function openStdin() {
  parentPort?.postMessage(STDIN);
  return process.stdin;
}

/**
 * Ends the thread, after all that it wrote is out. A reader that is too slow is not waited for by whoever
 * was asked to stop.
 *
 * @param {number} code
 * @param {AbortSignal} stop
 */
export async function endThread(code, stop) {
  const streams = [process.stdout, process.stderr].filter(
    ({ writableNeedDrain }) => !(stop.aborted && writableNeedDrain),
  );
  await Promise.all(streams.map((stream) => new Promise((done) => stream.write('', done))));
  process.exit(code);
}
