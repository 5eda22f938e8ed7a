// A thread that loads the command line once and runs one command after the other: run-cli.js asks for them.
import { parentPort } from 'node:worker_threads';
import { runArguments } from '../../wasm/cli/commands.js';

/** Keeps what is written to a stream. @param {NodeJS.WriteStream} stream @returns {() => string} all of it */
function record(stream) {
  let all = '';
  Object.assign(stream, {
    /** @param {string | Uint8Array} data @param {unknown[]} rest */
    write(data, ...rest) {
      all += typeof data === 'string' ? data : Buffer.from(data).toString();
      const done = rest.at(-1);
      if (typeof done === 'function') queueMicrotask(/** @type {() => void} */ (done));
      return true;
    },
  });
  return () => all;
}

parentPort?.on('message', async (/** @type {string[]} */ args) => {
  const [out, err] = [record(process.stdout), record(process.stderr)];
  const code = await runArguments(args, new AbortController().signal);
  parentPort?.postMessage({ code, out: out(), err: err() });
});
