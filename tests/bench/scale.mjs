// What many ranks give: node tests/bench/scale.mjs [--hosts mpirun's options] [--hidden N] [--batch N] [--ranks N] [--seconds N].
// Measures an update of one process and a message between two ranks, predicts from these how long an update takes 1 to 16
// ranks, and puts beside it what as many as this machine has cores (or --ranks) take. docs/scale.md explains the columns.
//
// Needs cmake --preset native-train -DSL_MPI=ON && cmake --build --preset native-train
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../.ci/steps.mjs';
import { letters } from './material.js';
import { MPI } from './trainer.js';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '' },
    cell: { type: 'string', default: 'gru' },
    hidden: { type: 'string', default: '256' },
    batch: { type: 'string', default: '32' },
    steps: { type: 'string', default: '35' },
    ranks: { type: 'string', default: String(availableParallelism()) },
    seconds: { type: 'string', default: '1.5' },
  },
});
const folder = join(root, 'build/bench');
const trainer = join(root, 'build/native-train/sluice-train');
const text = join(folder, 'scale.txt');
mkdirSync(folder, { recursive: true });
writeFileSync(text, letters(200000));

const HOSTS = [...MPI, ...values.hosts.split(' ').filter(Boolean)];
/** Runs of each kind, in turn; the fastest counts, for what else the machine does only slows it. */
const ROUNDS = 5;
const SECONDS = Number(values.seconds);

/** @param {number} ranks @param {string[]} args */
function run(ranks, args) {
  const [program = '', ...rest] =
    ranks > 1 ? ['mpirun', ...HOSTS, '-n', String(ranks), trainer] : [trainer, '--workers', '1'];
  const done = spawnSync(program, [...rest, text, ...args], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr.trim()}`);
  return done;
}

const shape = /** @type {const} */ (['cell', 'hidden', 'steps']).flatMap((name) => [
  `--${name}`,
  values[name],
]);

/** Seconds of an update. @param {number} ranks @param {number} batch @param {number} updates */
function update(ranks, batch, updates) {
  const length = ['--updates', String(updates), '--json'];
  const shared = ['--batch', String(batch), '--shards', String(shards)];
  const { stdout } = run(ranks, [...shape, ...shared, ...length]);
  const done = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return done.seconds / updates;
}

/** Of the gradient: what every rank has to know of every other. @param {number} batch */
function gradientBytes(batch) {
  const { stderr } = run(1, [...shape, '--batch', String(batch), '--updates', '1']);
  return 4 * Number(/([\d,]+) parameters/.exec(stderr)?.[1]?.replaceAll(',', ''));
}

/** Seconds of a message without bytes, and of a byte. */
function message() {
  const program = join(folder, 'exchange');
  execFileSync('mpicc', ['-O2', '-o', program, join(root, 'tests/bench/exchange.c')]);
  const lines = execFileSync('mpirun', [...HOSTS, '-n', '2', program], { encoding: 'utf8' });
  const sizes = lines
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  const [small, large] = [sizes[0] ?? [], sizes.at(-1) ?? []];
  const latency = 1e-6 * (small[1] ?? 0);
  return { latency, byte: (1e-6 * (large[1] ?? 0) - latency) / (large[0] ?? 1) };
}

const batch = Number(values.batch);
const most = Number(values.ranks);
/** Of a batch, whatever the ranks: the largest power of two up to the most ranks, and four at least, as everywhere else. */
const shards = Math.max(4, 2 ** Math.floor(Math.log2(most)));
const bytes = gradientBytes(batch);
const { latency, byte } = message();
const updates = Math.max(2, Math.round(SECONDS / update(1, batch, 3)));
const counts = [1, 2, 4, 8, 16];
/** The fastest of each. @type {Map<string, number>} */
const fastest = new Map();
for (let round = 0; round < ROUNDS; round++)
  for (const [name, ranks, rows] of /** @type {[string, number, number][]} */ ([
    ['double', 1, 2 * batch],
    ...counts.filter((ranks) => ranks <= most).map((ranks) => [String(ranks), ranks, batch]),
  ]))
    fastest.set(name, Math.min(fastest.get(name) ?? Infinity, update(ranks, rows, updates)));

const one = fastest.get('1') ?? 0;
/** What each rank does for itself, whatever its share: clipping, and the update of the weights. */
const own = Math.max(0, 2 * one - (fastest.get('double') ?? 0));
/** Seconds of adding up. @param {number} ranks */
const adding = (ranks) => 3 * Math.log2(ranks) * latency + 2 * (1 - 1 / ranks) * bytes * byte;
const milliseconds = (/** @type {number | undefined} */ seconds) =>
  seconds === undefined ? '' : (1000 * seconds).toFixed(2);
console.log(
  `${values.cell} ${values.hidden}, batch ${batch}, ${values.steps} steps; gradient ${bytes} bytes`,
);
console.log(`a message: ${(1e6 * latency).toFixed(1)} us and ${(1e-9 / byte).toFixed(2)} GB/s`);
console.log(`an update: ${milliseconds(one)} ms, ${milliseconds(own)} of which are not shared\n`);
console.log(
  '| ranks | rounds | MB moved | adding up, ms | an update, ms | measured | speed | measured |',
);
console.log('|---:|---:|---:|---:|---:|---:|---:|---:|');
for (const ranks of counts) {
  const predicted = own + (one - own) / ranks + adding(ranks);
  const measured = fastest.get(String(ranks));
  const moved = (2 * (1 - 1 / ranks) * bytes) / 1e6;
  const speed = measured && (one / measured).toFixed(2);
  console.log(
    `| ${ranks} | ${2 * Math.log2(ranks)} | ${moved.toFixed(2)} | ${milliseconds(adding(ranks))} | ` +
      `${milliseconds(predicted)} | ${milliseconds(measured)} | ${(one / predicted).toFixed(2)} | ${speed ?? ''} |`,
  );
}
/** Rows from which N ranks are at least half as fast as N times one; each needs a row. */
const row = (one - own) / batch;
const even = counts.slice(1).map((ranks) => {
  const rows = Math.ceil((ranks * (own + adding(ranks)) - 2 * own) / row);
  return `${ranks}: ${Math.max(rows, ranks)}`;
});
console.log(`\nbatch from which N ranks are half of N times one: ${even.join(', ')}`);
