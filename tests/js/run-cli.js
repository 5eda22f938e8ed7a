import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/**
 * @typedef {object} Run
 * @property {number | null} code
 * @property {string} out
 * @property {string} err
 *
 * @typedef {import('node:child_process').ChildProcessWithoutNullStreams} Child
 * @typedef {{ input?: string | Uint8Array, during?: (child: Child) => void,
 *   env?: Record<string, string | undefined> }} Around
 */

/** Only what hangs takes this long, also on a machine that is busy elsewhere. */
export const PATIENCE_MS = 10 * 60 * 1000;

const main = fileURLToPath(new URL('../../wasm/cli/main.js', import.meta.url));
/** A sluice-train that makes the trainings in place of the command line: what holds for one holds for both. */
const trainer = process.env.SLUICE_TRAINER;
/** What it does not know. */
const OF_NODE = /^--(engine|preset)\b/;

/**
 * How to start the command line.
 *
 * @param {string[]} args
 * @returns {[program: string, args: string[]]}
 */
export function commandFor(args) {
  const isTraining = args[args[0] === 'translate' ? 1 : 0] === 'train';
  if (!trainer || !isTraining || args.some((arg) => OF_NODE.test(arg)))
    return [process.execPath, [main, ...args]];
  return [trainer, args[0] === 'train' ? args.slice(1) : args];
}

/** The command line in a folder of its own, in which this process works, too; removed after the tests. */
export async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-cli-'));
  process.chdir(folder);
  after(() => rm(folder, { recursive: true }));
  /** @param {string} name */
  const inFolder = (name) => join(folder, name);
  /**
   * The command line; in a process of its own where something is around it.
   *
   * @param {string[]} args
   * @param {Around} [around]
   */
  const sluice = (args, around) =>
    around || commandFor(args)[0] === trainer ? runIn(folder, args, around) : inHost(args);
  return { folder, inFolder, sluice };
}

/**
 * @param {string} folder
 * @param {string[]} args
 * @param {Around} [around]
 * @returns {Promise<Run>}
 */
function runIn(folder, args, { input, during, env } = {}) {
  const child = spawn(...commandFor(args), { cwd: folder, timeout: PATIENCE_MS, env });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (data) => {
    out += data;
  });
  child.stderr.setEncoding('utf8').on('data', (data) => {
    err += data;
  });
  if (input !== undefined) child.stdin.end(input);
  during?.(child);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

/** Ends when the command before has ended. @type {Promise<unknown>} */
let turn = Promise.resolve();
/** @type {Worker | undefined} */
let host;

/**
 * In a thread that has loaded the command line: a process or a thread of its own would take most of its
 * time to begin.
 *
 * @param {string[]} args
 * @returns {Promise<Run>}
 */
function inHost(args) {
  const run = turn.then(async () => {
    host ??= new Worker(new URL('./command-host.js', import.meta.url));
    host.ref();
    host.postMessage(args);
    const [answer] = await once(host, 'message'); // or throws the error that ends the thread
    host.unref();
    return answer;
  });
  turn = run.catch(() => {});
  return run;
}

/**
 * Waits until the command line itself answers signals, and sends SIGINT. Node catches that one from
 * the beginning, so SIGHUP is looked for.
 *
 * @param {Child} child
 */
export async function interrupt(child) {
  const SIGHUP = 1n;
  for (let caught = 0n; (caught & SIGHUP) === 0n; ) {
    await wait(50);
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    caught = status ? BigInt(`0x${/SigCgt:\s*(\S+)/.exec(status)?.[1] ?? '0'}`) : SIGHUP;
  }
  child.kill('SIGINT');
}

/**
 * @param {Run} run
 * @returns {any[]} the objects of its lines
 */
export const events = ({ out }) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
