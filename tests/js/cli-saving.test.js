// What a training writes: no two write one file, and what was learned is kept while it cannot be saved.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  rmdir,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { readTraining } from '../../wasm/index.js';
import { commandFor, openFolder, PATIENCE_MS } from './run-cli.js';

const { folder, inFolder, sluice } = await openFolder();
const textFile = inFolder('mill.txt');
await writeFile(textFile, 'the small river runs past a mill and seven boats\n'.repeat(60));
const TINY = ['train', textFile, '--hidden', '16', '--batch', '4', '--steps', '10'];
const ENDLESS = [...TINY, '--updates', '100000000', '--json'];

/** Ends with what each write of `stream` brought, once that holds `what`. @param {import('node:stream').Readable} stream @param {RegExp} what */
function told(stream, what) {
  let all = '';
  return new Promise((resolve, reject) => {
    stream.on('data', (data) => {
      all += data;
      if (what.test(all)) resolve(all);
    });
    stream.once('end', () => reject(new Error(`it said only: ${all}`)));
  });
}

/** @param {string[]} args */
function start(args) {
  const child = spawn(...commandFor(args), { cwd: folder, timeout: PATIENCE_MS });
  /** @type {Promise<[number | null, string | null]>} */
  const ended = new Promise((resolve) =>
    child.once('close', (code, signal) => resolve([code, signal])),
  );
  return { child, ended };
}

/** The id of a process that has ended. */
const ENDED = Number(
  spawnSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).stdout,
);

test('the second of two trainings is told that another writes there', async () => {
  const out = inFolder('shared');
  const { child, ended } = start([...ENDLESS, '--out', out]);
  await told(child.stdout, /progress/);
  const second = await sluice([...TINY, '--updates', '3', '--out', out]);
  assert.equal(second.code, 1);
  assert.match(second.err, new RegExp(`another training writes.*process ${child.pid} on`));
  child.stdout.resume();
  child.kill('SIGINT');
  assert.deepEqual(await ended, [130, null]);
  assert.ok((readTraining(await readFile(out))?.updates ?? 0) > 0);
  assert.equal((await sluice([...TINY, '--updates', '3', '--out', out])).code, 0);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('shared')),
    ['shared'],
  );
});

test('a training that was killed blocks no other, and what it left is removed', async () => {
  const out = inFolder('killed');
  const { child, ended } = start([...ENDLESS, '--out', out]);
  await told(child.stdout, /progress/);
  child.kill('SIGKILL');
  await ended;
  assert.ok((await readdir(folder)).includes('killed.lock'));
  const [left, others] = [`${out}.${ENDED}-0123abcd.tmp`, `${out}.${process.pid}-0123abcd.tmp`];
  for (const file of [left, others, `${out}.mine.tmp`]) await writeFile(file, 'half');
  assert.equal((await sluice([...TINY, '--updates', '3', '--out', out])).code, 0);
  const names = (await readdir(folder)).filter((name) => name.startsWith('killed'));
  assert.deepEqual(
    names.sort(),
    ['killed', `killed.${process.pid}-0123abcd.tmp`, 'killed.mine.tmp'].sort(),
  );
});

/** Ends a process by `kill -9` when it has created a file and not yet written it. */
const KILLED_IN_WRITING = `data:text/javascript,
  import fs from 'node:fs/promises';
  import { syncBuiltinESMExports } from 'node:module';
  fs.writeFile = async (path, data, { flag }) => {
    await fs.open(path, flag);
    process.kill(process.pid, 'SIGKILL');
  };
  syncBuiltinESMExports();`.replaceAll(/\s+/g, ' ');

test('a training that was killed while it wrote its lock blocks no other', async () => {
  const args = [...TINY, '--engine', 'simd', '--updates', '3', '--out', inFolder('early')];
  const [program, own] = commandFor(args);
  const { signal } = spawnSync(program, ['--import', KILLED_IN_WRITING, ...own]);
  assert.equal(signal, 'SIGKILL');
  const { code, err } = await sluice(args);
  assert.equal(code, 0, err);
  const names = await readdir(folder);
  assert.deepEqual(
    names.filter((name) => name.startsWith('early')),
    ['early'],
  );
});

/** Since this host was started, milliseconds. */
const UPTIME = 1000 * uptime();

for (const [
  what,
  holder,
  blocks,
  silentBlocks,
] of /** @type {[string, string, boolean, boolean][]} */ ([
  ['of a living process', JSON.stringify({ pid: process.ppid, host: hostname() }), true, true],
  ['of an ended process', JSON.stringify({ pid: ENDED, host: hostname() }), false, false],
  ['of another machine', JSON.stringify({ pid: ENDED, host: 'elsewhere' }), true, false],
  ['that is being written', '', true, false],
]))
  test(`a lock ${what} blocks: ${blocks}; without a sign of life: ${silentBlocks}`, async () => {
    const out = inFolder('locked');
    const args = [...TINY, '--updates', '2', '--out', out];
    for (const [age, isRefused] of /** @type {[number, boolean][]} */ ([
      [0, blocks],
      [silentBlocks ? Math.min(3_600_000, UPTIME / 2) : 3_600_000, silentBlocks],
      [UPTIME + 3_600_000, false], // of before this host was started
    ])) {
      await writeFile(`${out}.lock`, holder);
      const shown = new Date(Date.now() - age);
      await utimes(`${out}.lock`, shown, shown);
      const { code, err } = await sluice(args);
      assert.equal(code, isRefused ? 1 : 0, err);
      if (isRefused) assert.match(err, /locked: another training.*delete .*locked\.lock/);
    }
    await rm(`${out}.lock`, { force: true });
  });

test('a lock of the own number blocks only while it shows life: another container may have it', () => {
  const out = inFolder('restarted');
  const [program, own] = commandFor([...TINY, '--updates', '2', '--out', out]);
  for (const [seconds, code] of /** @type {[number, number][]} */ ([
    [30, 1],
    [240, 0],
  ])) {
    // the shell becomes the program, and so keeps its number
    const written = `printf '{"pid":%d,"host":"%s"}' $$ '${hostname()}' > '${out}.lock'`;
    const shown = new Date(Date.now() - 1000 * seconds).toISOString();
    const aged = `touch -d ${shown} '${out}.lock'`;
    const script = `${written}; ${aged}; exec "$0" "$@"`;
    const { status, stderr } = spawnSync('sh', ['-c', script, program, ...own]);
    assert.equal(status, code, String(stderr));
  }
});

test('a lock that cannot be taken away is named', async () => {
  const lock = inFolder('folder.lock');
  await mkdir(lock);
  const ago = new Date(Date.now() - 3_600_000);
  await utimes(lock, ago, ago);
  const { code, err } = await sluice([...TINY, '--updates', '3', '--out', inFolder('folder')]);
  assert.equal(code, 1);
  assert.match(err, /folder\.lock: this is a folder, not a file\n$/);
  assert.ok(existsSync(lock));
});

test('the file keeps its permissions', async () => {
  const out = inFolder('private');
  assert.equal((await sluice([...TINY, '--updates', '3', '--out', out])).code, 0);
  for (const mode of [0o600, 0o640]) {
    await chmod(out, mode);
    assert.equal((await sluice([...TINY, '--updates', '3', '--out', out])).code, 0);
    assert.equal((await stat(out)).mode & 0o777, mode);
  }
});

test('output that cannot be written ends a training, which is saved', {
  skip: !existsSync('/dev/full') && 'there is no /dev/full here',
}, async () => {
  const full = await open('/dev/full', 'w');
  const [program, args] = commandFor([...ENDLESS, '--out', 'unheard']);
  const { status, stderr } = spawnSync(program, args, {
    ...{ cwd: folder, timeout: PATIENCE_MS, encoding: 'utf8' },
    stdio: ['ignore', full.fd, 'pipe'],
  });
  await full.close();
  assert.deepEqual([status, stderr], [1, 'sluice: output: the disk is full\n']);
  assert.ok(readTraining(await readFile(inFolder('unheard'))));
});

test('what cannot be saved at the end is kept until it can', async () => {
  const out = inFolder('later');
  const { child, ended } = start([...ENDLESS, '--out', out]);
  const said = told(child.stderr, /trying again/);
  await told(child.stdout, /progress/);
  child.stdout.resume();
  await mkdir(join(out, 'inside'), { recursive: true }); // stands where the file would be
  child.kill('SIGINT');
  assert.match(await said, /later: .*kept in memory/);
  await rm(join(out, 'inside'), { recursive: true });
  await rmdir(out).catch(() => {}); // a rename may have replaced it already
  assert.deepEqual(await ended, [130, null]);
  assert.ok((readTraining(await readFile(out))?.updates ?? 0) > 0);
});

/** A file system of so many bytes, or the reason why there can be none. @param {string} name @param {string} size */
async function small(name, size) {
  const at = inFolder(name);
  await mkdir(at);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', at]);
  if (mounted.status !== 0) return '';
  after(() => spawnSync('umount', ['-l', at]));
  return at;
}

test('a full disk is told at the start', async (t) => {
  const at = await small('full', '300k');
  if (!at) return t.skip('only root can mount a small file system');
  const args = [...TINY, '--updates', '3', '--out', join(at, 'model')];
  const run = await sluice([...args, '--hidden', '200']);
  assert.equal(run.code, 1);
  assert.match(run.err, /the file takes 0\.\d MB, but only 0\.\d MB are free/);
  assert.deepEqual(await readdir(at), []);
  assert.equal((await sluice(args)).code, 0);
});

test('a disk that fills up loses nothing', async (t) => {
  const at = await small('filling', '400k');
  if (!at) return t.skip('only root can mount a small file system');
  const out = join(at, 'model');
  const { child, ended } = start([...ENDLESS, '--out', out]);
  const said = told(child.stderr, /trying again/);
  await told(child.stdout, /progress/);
  child.stdout.resume();
  await writeFile(join(at, 'filler'), Buffer.alloc(500_000)).catch(() => {});
  child.kill('SIGINT');
  assert.match(await said, /model: the disk is full; the training is kept in memory/);
  await rm(join(at, 'filler'));
  assert.deepEqual(await ended, [130, null]);
  assert.ok((readTraining(await readFile(out))?.updates ?? 0) > 0);
});

/** Waits until the process no longer catches SIGHUP. @param {import('node:child_process').ChildProcess} child */
async function uncaught({ pid }) {
  for (let caught = 1n; (caught & 1n) !== 0n; await wait(5)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    caught = BigInt(`0x${/SigCgt:\s*(\S+)/.exec(status)?.[1] ?? '0'}`);
  }
}

test('a second signal ends the process in the middle of an update', async () => {
  const out = inFolder('long');
  const long = ['--hidden', '512', '--layers', '2', '--batch', '32', '--steps', '60'];
  /** @type {(number | string | null)[]} */
  let end = [];
  // A first signal at the very end of an update ends the training before the second comes.
  for (let attempt = 0; attempt < 3 && end[1] !== 'SIGINT'; attempt++) {
    const { child, ended } = start(['train', textFile, ...long, '--out', out]);
    await told(child.stderr, /update 1 /);
    child.kill('SIGINT');
    await uncaught(child);
    child.kill('SIGINT');
    end = await ended;
  }
  assert.deepEqual(end, [null, 'SIGINT']);
});

/** Node translates, whatever made the training: once is enough. */
const ONCE = { skip: process.env.SLUICE_TRAINER ? 'no training is asked here' : false };

test('an interrupted translate run never ends with 0', ONCE, async () => {
  const [pairs, model] = [inFolder('pairs'), inFolder('translator')];
  await writeFile(pairs, 'go .\tva !\nrun .\tcours !\nwait .\tattends !\n'.repeat(3));
  const short = [
    '--hidden',
    '32',
    '--epochs',
    '1',
    '--steps',
    '60',
    '--minimum',
    '1',
    '--out',
    model,
  ];
  assert.equal((await sluice(['translate', 'train', pairs, ...short])).code, 0);
  const run = await sluice(['translate', 'run', model, '--beam', '300'], {
    during: (child) => {
      child.stdin.write('go .\nrun .\nwait .\n'.repeat(50));
      child.stdout.once('data', () => child.kill('SIGINT'));
    },
  });
  assert.equal(run.code, 130, run.err);
});

test('an end that is past is refused, and one that is reached is told', async () => {
  const out = inFolder('done');
  assert.equal((await sluice([...TINY, '--updates', '160', '--out', out])).code, 0);
  for (const [limit, message] of /** @type {[string[], RegExp][]} */ ([
    [['--updates', '30'], /done has done 160 updates: --updates counts from the start, so 30/],
    [['--epochs', '1'], /has done \d+ epochs: --epochs counts from the start, so 1 is too few/],
  ])) {
    const run = await sluice(['train', textFile, '--resume', out, ...limit]);
    assert.deepEqual([run.code, run.out], [2, '']);
    assert.match(run.err, message);
  }
  const again = await sluice(['train', textFile, '--resume', out, '--updates', '160']);
  assert.equal(again.code, 0);
  assert.match(again.err, /it is at update 160 already/);
});

test('--out takes a file, not a stream', async () => {
  const { code, err } = await sluice([...TINY, '--updates', '3', '--out', '-']);
  assert.deepEqual([code, err], [2, 'sluice: --out takes a file name\n']);
});

test('a folder of --out that is not there is named', async () => {
  const run = await sluice([...TINY, '--out', 'nowhere/model']);
  assert.deepEqual([run.code, run.err], [1, 'sluice: nowhere: no such folder\n']);
});
