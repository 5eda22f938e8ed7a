// What is saved while the held-out part is measured is the training, and nothing of the measuring.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Autosave } from '../../wasm/cli/autosave.js';
import { Curve } from '../../wasm/cli/curve.js';
import { createSession, readTraining } from '../../wasm/index.js';
import { openFolder } from './run-cli.js';
import { train } from './with-session.js';

/** @typedef {import('../../wasm/sluice.d.ts').Session} Session */

const { inFolder, sluice } = await openFolder();
const TEXT = 'the small river runs past a mill and seven boats. '.repeat(4000);
const SETTINGS = { hidden: 8, batch: 2, steps: 5, seed: 4, validation: 0.9 };

async function opened() {
  const session = await createSession({ engine: 'simd' });
  await session.loadText(TEXT);
  await session.createModel(SETTINGS);
  return session;
}

/**
 * Trains up to an update that is followed by a measurement, and looks on while that runs.
 *
 * @param {Session} session
 * @param {number} updates
 * @param {() => void | Promise<void>} look
 * @param {AbortSignal} [signal]
 */
async function whileMeasuring(session, updates, look, signal) {
  const options = { updates, reportEvery: updates, validateEvery: updates, signal };
  /** @type {import('../../wasm/sluice.d.ts').Progress[]} */
  const reports = [];
  let looked = false;
  const training = (async () => {
    for await (const report of session.train(options)) reports.push(report);
  })();
  while (reports.length === 0) {
    await turn();
    const { updates: done } = await session.info();
    if (done < updates || reports.length > 0) continue;
    await look();
    looked = true;
  }
  await training;
  assert.ok(looked, 'the measurement was over before anyone could look');
  return reports;
}

test('session: a save during the closing measurement', async () => {
  const [watched, plain] = [await opened(), await opened()];
  /** @type {Uint8Array[]} */
  const saves = [];
  await whileMeasuring(watched, 20, async () => {
    saves.push(await watched.save({ training: true }));
  });
  await train(plain, { updates: 20, reportEvery: 1 });
  const right = await plain.save({ training: true });
  for (const saved of saves) assert.deepEqual(saved, right);
  const again = await opened();
  await again.resume(saves[0] ?? new Uint8Array());
  const ends = [watched, plain, again].map(async (session) => {
    await train(session, { updates: 30, reportEvery: 7 });
    return session.save({ training: true });
  });
  const [first, second, third] = await Promise.all(ends);
  assert.deepEqual(first, second);
  assert.deepEqual(third, second);
  await Promise.all([watched, plain, again].map((session) => session.dispose()));
});

test('command line: an interruption during a measurement, then --resume', async () => {
  const text = inFolder('text');
  const short = TEXT.slice(0, 40_000);
  await writeFile(text, short);
  const options = ['--hidden', '64', '--batch', '2', '--steps', '5', '--validation', '0.9'];
  const args = ['train', text, '--engine', 'simd', '--updates'];
  const whole = ['--json', '--out', inFolder('whole'), ...options];
  const right = await sluice([...args, '901', ...whole]);
  assert.equal(right.code, 0, right.err);

  const session = await createSession({ engine: 'simd' });
  await session.loadText(short);
  await session.createModel({ ...SETTINGS, hidden: 64, seed: 1 }); // it takes a while to measure
  const epoch = await session.epoch();
  const measured = 100 * Math.ceil(epoch.updates / 100);
  assert.ok(measured < 901, String(measured));
  const curve = new Curve();
  const autosave = new Autosave(session, curve, { out: inFolder('part'), seconds: 1e6 });
  const stop = new AbortController();
  const before = { updates: measured - 1, reportEvery: 1, validateEvery: measured };
  for await (const report of session.train(before)) curve.add(report);
  const reports = await whileMeasuring(session, measured, () => stop.abort(), stop.signal);
  assert.equal(reports.length, 1);
  assert.equal(reports[0]?.validationLoss, undefined); // the interruption came first
  if (reports[0]) curve.add(reports[0]);
  await autosave.save();
  await session.dispose();

  const resume = ['--resume', inFolder('part'), '--out', inFolder('part'), '--json'];
  const resumed = await sluice([...args, '901', ...resume]);
  assert.equal(resumed.code, 0, resumed.err);
  const [a, b] = await Promise.all(['part', 'whole'].map((name) => readFile(inFolder(name))));
  assert.equal(
    readTraining(a ?? new Uint8Array())?.notes,
    readTraining(b ?? new Uint8Array())?.notes,
  );
  assert.deepEqual(a, b);
});
