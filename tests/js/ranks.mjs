// sluice-train under mpirun: however many ranks share a training, its file has the bytes of one, and whatever goes wrong
// ends all of them with one message.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fusesWide, widths } from '../../.ci/steps.mjs';
import { readTraining } from '../../wasm/index.js';
import { openFolder } from './run-cli.js';

await openFolder();
const program = fileURLToPath(new URL('../../build/native-train/sluice-train', import.meta.url));

const heron = 'heron.txt';
const text = 'The grey heron waits in the reeds, and the water goes by. '.repeat(40);
await writeFile(heron, text);
const pairs = 'pairs.tsv';
const lines = ['Go.\tVa !', 'I lost.\tJ’ai perdu.', 'He’s calm.\tIl est calme.', 'I’m 7.\tJ’ai 7.'];
await writeFile(pairs, lines.join('\n'));
/** A batch that is no whole number of shards; and layers, optimiser, noise, and what is measured and kept. */
const TINY = ['--hidden', '8', '--batch', '7', '--steps', '5'];
const RICH = [
  ...[...TINY, '--cell', 'lstm', '--layers', '2', '--dropout', '0.2', '--optimizer', 'adam'],
  ...['--lr', '0.01', '--validation', '0.1', '--keep', 'best', '--average', '0.9'],
];

/** Seconds that mpirun leaves for saving once it was interrupted, in place of one: it waits as long in any case. */
const PATIENCE = ['--mca', 'odls_base_sigkill_timeout', '5'];
const AS_ROOT = process.getuid?.() === 0 ? ['--allow-run-as-root'] : [];
/** Unbound: a rank that is bound to a core which another program has would wait for it. */
const ANYWHERE = ['--quiet', '--oversubscribe', '--bind-to', 'none', ...AS_ROOT];
/** For so many ranks. @param {number} ranks */
const mpi = (ranks) => [...ANYWHERE, '-n', String(ranks)];

/** Why mpirun can't be tested here. */
function obstacle() {
  if (['mpirun', 'mpicc'].some((tool) => spawnSync(tool, ['--version']).status !== 0))
    return 'OpenMPI is not installed';
  const { status, stderr } = spawnSync('mpirun', [...mpi(2), 'true'], { encoding: 'utf8' });
  return status !== 0 && `mpirun does not run here: ${stderr.trim().split('\n')[0]}`;
}
const skip = obstacle();
const unlessFused = skip || (!fusesWide() && 'this processor has no FMA, or no AVX2');

/** @param {string[]} args of mpirun */
function mpirun(args) {
  const { status, stdout, stderr } = spawnSync('mpirun', args, { encoding: 'utf8' });
  return { code: status, out: stdout, messages: stderr.match(/^sluice: .*$/gm) ?? [], err: stderr };
}

/** @param {number} ranks @param {string[]} args */
const shared = (ranks, args) => mpirun([...mpi(ranks), program, ...args, '--json']);

/** @param {string[]} args */
function alone(args) {
  const { status, stderr } = spawnSync(program, [...args, '--json'], { encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, '']);
}

/** @param {string} one @param {string} other */
async function same(one, other) {
  assert.ok((await readFile(one)).equals(await readFile(other)), `${one} and ${other} differ`);
}

/** @param {string} file */
const updatesIn = async (file) => readTraining(await readFile(file))?.updates ?? 0;

/** So many ranks make the file `alone`. @param {number[]} counts @param {string[]} args */
async function sameShared(counts, args) {
  for (const ranks of counts) {
    const { code, out, messages } = shared(ranks, [...args, '--out', 'shared']);
    assert.deepEqual([code, messages], [0, []]);
    const last = JSON.parse(out.trim().split('\n').at(-1) ?? '');
    assert.deepEqual([last.event, last.workers], ['done', ranks]);
    await same('shared', 'alone');
  }
}

test('1, 2 and 4 ranks make the file of one process', { skip }, async () => {
  alone([heron, ...RICH, '--order', 'random', '--updates', '98', '--out', 'begun']);
  const measured = [heron, '--resume', 'begun', '--updates', '103']; // the held-out part at 100
  alone([...measured, '--out', 'alone']);
  await sameShared([1, 2, 4], measured);
  const oneRow = [heron, ...TINY, '--batch', '1', '--updates', '12'];
  alone([...oneRow, '--out', 'alone']);
  await sameShared([4], oneRow);
});

test('a translator trained by ranks is that of one process, also when it is resumed', {
  skip,
}, async () => {
  const settings = ['--hidden', '8', '--batch', '3', '--teacher', '0.7', '--minimum', '1'];
  const train = ['translate', 'train', pairs];
  const begun = [...train, ...settings, '--validation', '0.3', '--updates', '7'];
  alone([...begun, '--out', 'alone']);
  await sameShared([4], begun);
  const rest = [...train, '--resume', 'shared', '--updates', '12'];
  alone([...rest, '--out', 'alone']);
  await sameShared([2], rest);
});

test('a training goes on with another number of ranks', { skip }, async () => {
  const args = [heron, ...RICH, '--out'];
  alone([...args, 'whole', '--updates', '50']);
  assert.equal(shared(4, [...args, 'part', '--updates', '15']).code, 0);
  const rest = [heron, '--resume', 'part', '--out', 'part', '--updates'];
  assert.equal(shared(2, [...rest, '27']).code, 0);
  alone([...rest, '35']);
  assert.equal(shared(4, [...rest, '50']).code, 0);
  await same('part', 'whole');
});

test('ranks of different widths make the same file', { skip: unlessFused }, async () => {
  const args = [heron, ...RICH, '--updates', '20', '--json', '--out'];
  alone([...args, 'alone']);
  const widest = widths().findLast(({ runs }) => runs)?.width ?? 128;
  const [narrow, wide] = [128, widest].map((width) => ['-x', `SLUICE_ISA=${width}`, program]);
  const first = [...mpi(1), ...(narrow ?? []), ...args, 'mixed'];
  assert.equal(mpirun([...first, ':', '-n', '1', ...(wide ?? []), ...args, 'mixed']).code, 0);
  await same('mixed', 'alone');
});

test('a plan for so many minutes is tried out by all', { skip }, async () => {
  const { code, out } = shared(2, [heron, ...TINY, '--minutes', '0.002', '--out', 'planned']);
  const [planned] = out.split('\n').map((line) => line && JSON.parse(line));
  assert.deepEqual([code, planned.event], [0, 'planned']);
  const { updates } = planned;
  alone([heron, ...TINY, '--updates', updates, '--horizon', updates, '--out', 'again']);
  await same('planned', 'again');
});

/** What is refused, with its exit code, and what the message says. @type {[ranks: number, args: string[], code: number, says: RegExp][]} */
const wrong = [
  [3, [heron, ...TINY], 2, /3 ranks .* take a power of two up to 4$/],
  [2, [heron, ...TINY, '--shards', '1'], 2, /2 ranks .* take a power of two up to 1$/],
  [2, [heron, ...TINY, '--workers', '2'], 2, /--workers/],
  [2, ['missing'], 1, /missing: no such file/],
  [2, [heron, '--batch', '900'], 1, /heron\.txt: /],
  [2, [heron, ...TINY, '--lr', '900', '--clip', '1', '--updates', '30'], 1, /blown up|finite/],
];

test('what is wrong ends all ranks, with one message', { skip }, () => {
  for (const [ranks, args, expected, says] of wrong) {
    const { code, messages } = shared(ranks, args);
    assert.deepEqual([code, messages.length], [expected, 1], messages.join('\n'));
    assert.match(messages[0] ?? '', says);
  }
});

test('builds that compute other bits are told apart', { skip: unlessFused }, () => {
  const args = [program, heron, ...TINY, '--json'];
  const plain = ['-n', '1', '-x', 'SLUICE_ISA=plain', ...args];
  const { code, messages } = mpirun([...mpi(1), ...args, ':', ...plain]);
  assert.deepEqual([code, messages.length], [1, 1]);
  assert.match(messages[0] ?? '', /^sluice: rank 1: .*engine native\).*native-fused/);
});

/** A training that has begun and does not end, under mpirun. @param {number} ranks @param {string} out */
async function begin(ranks, out) {
  const args = [heron, ...TINY, '--updates', '100000000', '--save-every', '1', '--json'];
  const child = spawn('mpirun', [...PATIENCE, ...mpi(ranks), program, ...args, '--out', out]);
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (data) => {
    err += data;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, err }));
  await once(child.stdout, 'data');
  child.stdout.resume();
  return { child, ended };
}

/** The process of a rank. @param {number | undefined} parent @param {number} rank */
async function processOf(parent, rank) {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(parent)], {
    encoding: 'utf8',
  });
  for (const id of stdout.trim().split(/\s+/)) {
    const variables = (await readFile(`/proc/${id}/environ`, 'utf8')).split('\0');
    if (variables.includes(`OMPI_COMM_WORLD_RANK=${rank}`)) return Number(id);
  }
  throw new Error(`no process is rank ${rank}`);
}

/** Whether a file's training goes on to what it would have been. @param {string} file */
async function goesOn(file) {
  const last = String((await updatesIn(file)) + 5);
  alone([heron, ...TINY, '--updates', last, '--out', 'all']);
  alone([heron, '--resume', file, '--updates', last, '--out', file]);
  await same(file, 'all');
}

test('a rank that is killed ends all, and the file is whole', { skip }, async () => {
  for (const [rank, ranks] of [
    [1, 4],
    [0, 2],
  ]) {
    const out = `killed-${rank}`;
    const { child, ended } = await begin(ranks, out);
    while (!existsSync(out)) await wait(20);
    process.kill(await processOf(child.pid, rank), 'SIGKILL');
    const { code, err } = await ended;
    assert.notEqual(code, 0);
    assert.ok((err.match(/^sluice: /gm) ?? []).length <= 1, err);
    await goesOn(out);
  }
});

test('SIGINT saves, to mpirun or to rank 0, which then exits with 130', { skip }, async () => {
  for (const to of ['mpirun', 'rank 0']) {
    const { child, ended } = await begin(2, to);
    const target = to === 'mpirun' ? Number(child.pid) : await processOf(child.pid, 0);
    process.kill(target, 'SIGINT');
    const { code } = await ended;
    assert.ok(to === 'mpirun' ? code !== 0 : code === 130, `${to}: ${code}`);
    assert.ok((await updatesIn(to)) > 0);
    await goesOn(to);
  }
});
