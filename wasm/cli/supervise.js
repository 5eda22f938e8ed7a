import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { FileError } from './files.js';
import { say } from './talk.js';
import { STDIN, UNREAD } from './thread.js';

/** @typedef {import('./thread.js').Message} Message */

const FAILED = 1;
/**
 * Signals that end the work early, each with the exit code of a process that it ends.
 * @type {Record<string, number>}
 */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Runs a script as the command, and passes on what comes from outside: the first signal asks it to end,
 * the second, of any kind, ends the process at once.
 *
 * @param {URL} script
 * @returns {Promise<number>} the exit code
 */
export async function superviseCommand(script) {
  const { stdout, stderr, argv } = process;
  const terminal = { out: stdout.isTTY, err: stderr.isTTY, columns: stderr.columns };
  const thread = new Worker(script, { argv: argv.slice(2), stdin: true, workerData: terminal });
  const send = (/** @type {Message} */ message) => thread.postMessage(message);
  let interrupted = 0;
  const listenNoMore = () => {
    for (const name of Object.keys(SIGNALS)) process.removeListener(name, end);
  };
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    listenNoMore();
    interrupted = SIGNALS[signal] ?? FAILED;
    send({ stop: signal });
  };
  for (const name of Object.keys(SIGNALS)) process.on(name, end);
  watchOutput(thread, send, () => {
    interrupted ||= FAILED;
    listenNoMore(); // as after a signal, the next one ends the process
  });
  thread.on('message', (message) => message === STDIN && forwardStdin(thread, send));
  thread.on('error', ({ stack, message }) => say(`sluice: ${stack ?? message}`));
  const code = await new Promise((done) => thread.on('exit', done)); // which follows an error, too
  await passOn(thread, interrupted !== 0);
  return code || interrupted;
}

/**
 * Settles when all that the thread wrote is out, which its exit does not wait for. Whoever was asked to
 * stop does not wait for a reader that is too slow.
 *
 * @param {Worker} thread
 * @param {boolean} isStopped
 */
async function passOn(thread, isStopped) {
  const { stdout, stderr } = process;
  for (const { from, to } of [
    { from: thread.stdout, to: stdout },
    { from: thread.stderr, to: stderr },
  ]) {
    if (isStopped && to.writableNeedDrain) continue;
    if (!from.readableEnded) await once(from, 'end');
    await new Promise((done) => to.write('', () => done(undefined)));
  }
}

/**
 * What stdout cannot take ends the command as a signal does: what was learned is saved.
 *
 * @param {Worker} thread
 * @param {(message: Message) => void} send
 * @param {() => void} fail called when stdout fails otherwise than by nobody reading it
 */
function watchOutput(thread, send, fail) {
  let isSaid = false;
  process.stderr.on('resize', () => send({ columns: process.stderr.columns }));
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== UNREAD) {
        if (!isSaid) say(`sluice: ${new FileError('output', error).message}`);
        isSaid = true;
        if (stream === process.stdout) fail();
      }
      thread.stdout.resume(); // the command must not wait for what nobody takes
      thread.stderr.resume();
      if (stream === process.stdout) send({ stop: UNREAD });
    });
  }
}

/**
 * @param {Worker} thread
 * @param {(message: Message) => void} send
 */
function forwardStdin(thread, send) {
  process.stdin.on('error', (/** @type {NodeJS.ErrnoException} */ { code, message }) =>
    send({ failure: { code, message } }),
  );
  process.stdin.pipe(/** @type {import('node:stream').Writable} */ (thread.stdin));
}
