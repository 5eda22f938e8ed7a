// Where V8 spends the time of a training, by function of the core:
// node tests/bench/profile.mjs [SETTING=VALUE...], by default the GRU of the book.
import { Session } from 'node:inspector/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPreset, root, setUp, tail } from '../../.ci/steps.mjs';
import { createSession } from '../../wasm/index.js';
import { letters } from './material.js';
import { BOOK } from './sections.mjs';

const SECONDS = 10;
const LEAST_SHARE = 0.005;

/** @typedef {import('node:inspector').Profiler.Profile} Profile */

/**
 * Microseconds by name; what is of no module counts as JavaScript.
 * @param {Profile} profile
 */
function timesByFunction({ nodes, samples = [], timeDeltas = [] }) {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url } }) => [
      id,
      url.startsWith('wasm:') ? functionName : 'JavaScript, and waiting',
    ]),
  );
  /** @type {Map<string, number>} */
  const times = new Map();
  samples.forEach((id, i) => {
    const name = names.get(id) ?? '';
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[i] ?? 0));
  });
  return times;
}

/** @param {Record<string, string | number>} settings */
async function profileTraining(settings) {
  const wasm = pathToFileURL(`${root}/build/wasm/bench/named-relaxed.wasm`);
  const session = await createSession({ engine: 'relaxed', wasm, worker: false });
  await session.loadText(letters(100000));
  await session.createModel(settings);
  for await (const _ of session.train({ updates: 20, workers: 1 })); // compiled for good by then
  const inspector = new Session();
  inspector.connect();
  await inspector.post('Profiler.enable');
  await inspector.post('Profiler.start');
  const stop = AbortSignal.timeout(SECONDS * 1000);
  for await (const _ of session.train({ signal: stop, workers: 1 }));
  return (await inspector.post('Profiler.stop')).profile;
}

setUp('build');
const built = await buildPreset('bench');
if (!built.ok) {
  console.error(tail(built.output));
  process.exit(1);
}
const { positionals } = parseArgs({ allowPositionals: true });
const given = Object.fromEntries(positionals.map((one) => one.split('=')));
const times = timesByFunction(await profileTraining({ cell: 'gru', ...BOOK, ...given }));
const all = [...times.values()].reduce((sum, time) => sum + time, 0);
for (const [name, time] of [...times].toSorted((a, b) => b[1] - a[1]))
  if (time / all >= LEAST_SHARE)
    console.log(`${((100 * time) / all).toFixed(1).padStart(5)} %  ${name}`);
