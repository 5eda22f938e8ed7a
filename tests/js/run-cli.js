import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
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
   * @param {string[]} args
   * @param {Around} [around]
   */
  const sluice = (args, around) => runIn(folder, args, around);
  return { folder, inFolder, sluice };
}

/**
 * @param {string} folder
 * @param {string[]} args
 * @param {Around} [around]
 * @returns {Promise<Run>}
 */
function runIn(folder, args, { input, during, env } = {}) {
  const child = spawn(...commandFor(args), { cwd: folder, timeout: 60_000, env });
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

/**
 * The command line in a thread of this process, which starts sooner than a process of its own. No signal
 * reaches it.
 *
 * @param {string[]} args
 * @returns {Promise<Run>}
 */
export async function inThread(args) {
  if (commandFor(args)[0] === trainer) return runIn(process.cwd(), args);
  const thread = new Worker(main, { argv: args, stdout: true, stderr: true });
  const [[code], out, err] = await Promise.all([
    once(thread, 'exit'),
    text(thread.stdout),
    text(thread.stderr),
  ]);
  return { code, out, err };
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
