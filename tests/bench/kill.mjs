// Ends trainings of the command line with `kill -9` at random moments, while they save after every
// update: `node tests/bench/kill.mjs [RUNS [SEED]]`. After each, the file must be whole and go on;
// after the last, it must be that of a training that was never interrupted.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createSession, readTraining } from '../../wasm/index.js';

/** @typedef {import('../../wasm/sluice.d.ts').Session} Session */

const main = fileURLToPath(new URL('../../wasm/cli/main.js', import.meta.url));
const text = 'The grey heron waits in the reeds, and the water goes by. '.repeat(40);
/** @type {import('../../wasm/sluice.d.ts').Settings} */
const settings = {
  ...{ hidden: 24, batch: 4, steps: 10, order: 'random', dropout: 0.1, layers: 2 },
  ...{ optimizer: 'adam', lr: 0.01 },
};
/** Milliseconds after the first sign of training, or after the start, in which the end comes. */
const TRAINING = 300;
const STARTING = 600;

/**
 * @param {{ runs: number, seed: number, say?: (line: string) => void }} options
 * @returns {Promise<{ updates: number, tmp: number }>} of the surviving training; runs that were
 *   killed in the middle of a write
 */
export async function killTrainings({ runs, seed, say = () => {} }) {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-kill-'));
  const [textFile, out] = [join(folder, 'text'), join(folder, 'model')];
  const random = generator(seed);
  const session = await createSession({ worker: false, engine: 'simd' });
  try {
    await writeFile(textFile, text);
    await session.loadText(text);
    let [updates, tmp] = [0, 0];
    for (let run = 1; run <= runs; run++) {
      await killOne(textFile, out, updates > 0, random);
      const saved = await survivor(session, out, updates);
      tmp += Number((await readdir(folder)).some((name) => name.endsWith('.tmp')));
      say(`run ${run}: killed; the file goes on from update ${saved}`);
      updates = saved;
    }
    if (updates > 0) await compare(session, await readFile(out));
    return { updates, tmp };
  } finally {
    await session.dispose();
    await rm(folder, { recursive: true });
  }
}

/**
 * @param {string} textFile
 * @param {string} out
 * @param {boolean} resumes
 * @param {() => number} random
 */
async function killOne(textFile, out, resumes, random) {
  const fresh = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const from = resumes ? ['--resume', out] : fresh;
  const running = ['--updates', '1000000000', '--save-every', '0', '--engine', 'simd', '--json'];
  const args = [main, 'train', textFile, ...from, ...running, '--out', out];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const early = random() < 0.2;
  if (!early) await Promise.race([new Promise((go) => child.stdout.once('data', go)), ended]);
  child.stdout.resume();
  await wait((early ? STARTING : TRAINING) * random());
  assert.equal(child.exitCode, null, 'it trains until it is killed');
  child.kill('SIGKILL');
  await ended;
}

/**
 * @param {Session} session
 * @param {string} out
 * @param {number} before updates that were safe already
 */
async function survivor(session, out, before) {
  const bytes = await readFile(out).catch(() => null);
  if (!bytes) {
    assert.equal(before, 0, 'a file that was there is there still');
    return 0;
  }
  const { updates } = await session.resume(bytes);
  assert.ok(updates >= before, `update ${before} was saved, and the file is of ${updates}`);
  for await (const _ of session.train({ updates: updates + 1 }));
  assert.equal((await session.info()).updates, updates + 1);
  return updates;
}

/**
 * @param {Session} session
 * @param {Uint8Array} bytes
 */
async function compare(session, bytes) {
  const { updates = 0, notes } = readTraining(bytes) ?? {};
  await session.createModel(settings);
  for await (const _ of session.train({ updates, reportEvery: 1 }));
  const straight = await session.save({ training: true, notes });
  assert.ok(Buffer.from(straight).equals(bytes), 'the bytes of an uninterrupted training');
}

/** Numbers from 0 to 1. @param {number} seed */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

if (process.argv[1] === import.meta.filename) {
  const [runs = 100, seed = Date.now() % 2 ** 32] = process.argv.slice(2).map(Number);
  console.log(`${runs} runs, seed ${seed}`);
  const { updates, tmp } = await killTrainings({ runs, seed, say: console.log });
  console.log(
    `${runs} killed, none lost: after each the file loaded and went on; ${tmp} left a half-written ` +
      `file beside it; ${updates} updates ended in the bytes of an uninterrupted training`,
  );
}
