// sluice-train as a host of tasks: each sample is a training by itself, which times its own updates.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../.ci/steps.mjs';

const run = promisify(execFile);
const folder = join(root, 'build/bench');
const program = join(root, 'build/native-train/sluice-train');

/** Unbound: a rank that is bound to a core which another program has would wait for it. */
export const MPI = [
  ...['--quiet', '--oversubscribe', '--bind-to', 'none'],
  ...(process.getuid?.() === 0 ? ['--allow-run-as-root'] : []),
];

/**
 * @typedef {{ command: string, args: string[], env: NodeJS.ProcessEnv, pace: number }} Training pace: seconds of an update
 * @typedef {{ text?: string, pairs?: string[][][], settings: Record<string, unknown>,
 *   width?: number, workers?: number, ranks?: number }} Job
 */

/** @param {Training} training @param {number} updates */
async function train({ command, args, env }, updates) {
  const { stdout } = await run(command, [...args, '--updates', String(updates)], { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

let files = 0;

/** @param {Job} job @returns {Promise<Training>} */
async function open({ text, pairs = [], settings, width, workers = 1, ranks = 1 }) {
  const file = join(folder, `trained-${++files}.txt`);
  const lines = pairs.map((pair) => pair.map((words) => words.join(' ')).join('\t'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text ?? lines.join('\n'));
  const [command, ...before] =
    ranks > 1 ? ['mpirun', ...MPI, '-n', String(ranks), program] : [program];
  const options = Object.entries(ranks > 1 ? settings : { ...settings, workers }).map(
    ([name, value]) => `--${name.replaceAll('_', '-')}=${value}`,
  );
  const task = text === undefined ? ['translate', 'train', file] : [file];
  const args = [...before, ...task, ...options, '--json'];
  const env = { ...process.env, ...(width ? { SLUICE_ISA: String(width) } : {}) };
  const training = { command, args, env, pace: 0 };
  return { ...training, pace: (await train(training, 5)).seconds / 5 };
}

/** Tokens a second, over about so many milliseconds. @param {Training} training @param {number} milliseconds */
const sample = async (training, milliseconds) =>
  (await train(training, Math.max(5, Math.round(milliseconds / 1000 / training.pace))))
    .tokens_per_second;

/** @returns {import('./hosts.mjs').Host} */
export function trainer() {
  /** @type {Training[]} */
  const trainings = [];
  return {
    async ask(call, ...args) {
      if (call === 'open') return trainings.push(await open(/** @type {Job} */ (args[0]))) - 1;
      if (call === 'sample') return sample(trainings[Number(args[0])], Number(args[1]));
    },
    close() {},
  };
}
