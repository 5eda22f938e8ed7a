// sluice-train (src/native) beside `sluice train` in Node: equal files, events, messages and exit codes.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fusesWide, widths } from '../../.ci/steps.mjs';
import { createSession, presets, readTraining } from '../../wasm/index.js';
import { events, openFolder, PATIENCE_MS } from './run-cli.js';

/** @typedef {import('./run-cli.js').Run} Run */

const { folder, sluice } = await openFolder();
const main = fileURLToPath(new URL('../../wasm/cli/main.js', import.meta.url));
/** @param {string} preset */
const programOf = (preset) =>
  fileURLToPath(new URL(`../../build/${preset}/sluice-train`, import.meta.url));
const plain = programOf('native');
/** Each build, with the engine whose bits it has. @type {[program: string, engine: string][]} */
const builds = [
  [plain, 'simd'],
  ...(fusesWide()
    ? [/** @type {[string, string]} */ ([programOf('native-train'), 'relaxed'])]
    : []),
];

const heron = 'heron.txt';
const text = 'The grey heron waits in the reeds, and the water goes by. '.repeat(40);
await writeFile(heron, text);
const pairs = 'pairs.tsv';
const lines = [
  'Go.\tVa !\tCC-BY',
  'I lost.\tJ’ai perdu.',
  'He’s calm.\tIl est calme.',
  '',
  'I’m 7.\tJ’ai 7.',
];
await writeFile(pairs, [...lines, 'Oh no!\tOh non !'].join('\n'));
const TINY = ['--hidden', '16', '--batch', '7', '--steps', '10'];
const RICH = [
  ...[
    '--optimizer',
    'adam',
    '--lr',
    '0.01',
    '--layers',
    '2',
    '--dropout',
    '0.2',
    '--order',
    'random',
  ],
  ...['--schedule', 'cosine', '--validation', '0.1', '--keep', 'best', '--normalize', 'd2l'],
];

/** @param {string} program @param {string[]} args @returns {Run} */
function native(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** @param {string[]} args of `sluice train`, or with `translate train` before them, in Node */
const node = (args, engine = 'simd') =>
  sluice([...(args[0] === 'translate' ? args : ['train', ...args]), '--engine', engine]);

/** @param {Run} run */
function good(run) {
  assert.deepEqual([run.code, run.err], [0, '']);
  return run;
}

/** @param {string} one @param {string} other */
async function same(one, other) {
  assert.ok((await readFile(one)).equals(await readFile(other)), `${one} and ${other} differ`);
}

/** exp is not one of our own functions: its last digit is the host's. @param {[name: string, value: unknown]} entry */
const rounded = ([name, value]) => [
  name,
  name.endsWith('perplexity') ? Number(value).toPrecision(12) : value,
];

/** Events without what the machine decides. @param {Run} run */
const timeless = (run) =>
  events(run).map(({ tokens_per_second, seconds, engine, workers, ...rest }) => ({
    keys: [tokens_per_second, seconds, engine, workers].map((value) => typeof value),
    rest: Object.fromEntries(Object.entries(rest).map(rounded)),
  }));

for (const [program, engine] of builds) {
  test(`${engine}: files and events are those of Node, for any number of workers`, async () => {
    // more than the points of a curve, which is thinned
    for (const settings of [
      ['--lr', '2', '--updates', '1100'],
      [...RICH, '--updates', '230'],
      [...RICH, '--updates', '900', '--lr', '0.1', '--patience', '1'],
    ]) {
      const args = [heron, ...TINY, ...settings, '--json', '--out'];
      const told = good(await node([...args, 'node'], engine));
      for (const workers of ['1', '2', '4']) {
        const run = good(native(program, [...args, 'native', '--workers', workers]));
        assert.equal(String(events(run).at(-1).workers), workers);
        assert.deepEqual(timeless(run), timeless(told));
        assert.deepEqual(run.out.match(/"\w+":/g), told.out.match(/"\w+":/g));
        await same('native', 'node');
      }
    }
  });

  test(`${engine}: what one host began the other ends, to the bit`, async () => {
    const args = [heron, ...TINY, ...RICH, '--horizon', '260', '--json'];
    good(await node([...args, '--updates', '260', '--out', 'whole'], engine));
    good(await node([...args, '--updates', '130', '--out', 'part'], engine));
    const rest = [heron, '--resume', 'part', '--json', '--out', 'rest'];
    good(native(program, [...rest, '--workers', '2']));
    await same('rest', 'whole');
    good(native(program, [...args, '--updates', '200', '--out', 'part']));
    good(await node(rest, engine));
    await same('rest', 'whole');
  });

  test(`${engine}: translators, too, and their usual settings`, async () => {
    for (const settings of [
      ['--tokens', 'char', '--validation', '0.3'],
      ['--batch', '3', '--teacher', '0.7'],
    ]) {
      const args = ['translate', 'train', pairs, '--minimum', '1', ...settings, '--updates', '12'];
      const told = timeless(good(await node([...args, '--json', '--out', 'node'], engine)));
      const run = good(native(program, [...args, '--json', '--out', 'native']));
      assert.deepEqual(timeless(run), told);
      await same('native', 'node');
      const rest = ['translate', 'train', pairs, '--resume', 'native', '--updates', '20', '--json'];
      good(await node([...rest, '--out', 'node-rest'], engine));
      good(native(program, [...rest, '--out', 'native-rest']));
      await same('native-rest', 'node-rest');
    }
  });
}

test('the processor chooses the width of the vectors, or SLUICE_ISA does', async () => {
  const args = [heron, ...TINY, '--updates', '9', '--json', '--out'];
  const known = widths()
    .filter(({ runs }) => runs)
    .map(({ width }) => String(width));
  for (const [program, engine] of builds) {
    const fused = engine === 'relaxed' ? '-fused' : '';
    const run = (/** @type {string | undefined} */ SLUICE_ISA) =>
      spawnSync(program, [...args, SLUICE_ISA || 'best'], {
        encoding: 'utf8',
        env: { ...process.env, SLUICE_ISA },
      });
    /** @param {string | undefined} asked */
    const engineOf = (asked) =>
      JSON.parse(run(asked).stdout.trim().split('\n').at(-1) ?? '').engine;
    const best = known.length > 0 ? `-${known.at(-1)}` : '';
    assert.equal(engineOf(undefined), `native${fused}${best}`);
    assert.equal(engineOf(''), `native${fused}${best}`);
    assert.equal(engineOf('128'), `native${fused}`);
    for (const width of known) {
      assert.equal(engineOf(width), `native${fused}-${width}`);
      await same(width, '128');
    }
    await same('best', '128');
    const { status, stdout, stderr } = run('wide');
    assert.deepEqual([status, stdout], [2, '']);
    const all = [...known.toReversed(), '128', ...(fused ? ['plain'] : [])].join(', ');
    assert.equal(stderr, `sluice: SLUICE_ISA is "wide"; this processor and build know ${all}\n`);
  }
});

/** Without what a machine's speed decides. @param {string} err */
const talk = (err) =>
  err
    .split('\n')
    .filter((line) => !line.startsWith('update '))
    .join('\n')
    .replace(/engine \S+/, 'engine');

test('the talk and the sample are those of Node', async () => {
  await symlink('no/such/model', 'astray');
  await symlink('circle', 'ring');
  await symlink('ring', 'circle');
  await writeFile('mixed.txt', `${text}\r\n${text}\n`);
  for (const args of [
    [
      'mixed.txt',
      ...TINY,
      '--updates',
      '30',
      '--validation',
      '0.1',
      '--out',
      'talk',
      '--bidirectional',
    ],
    [
      'translate',
      'train',
      pairs,
      '--batch',
      '3',
      '--steps',
      '3',
      '--epochs',
      '90',
      '--validation',
      '0.1',
    ],
    ['mixed.txt', '--resume', 'talk', '--updates', '30'],
  ]) {
    const [one, other] = [await node(args), native(plain, args)];
    assert.deepEqual([other.code, other.out, talk(other.err)], [0, one.out, talk(one.err)]);
    const last = one.err.match(/update \d+ {2}epoch \d+/g)?.at(-1);
    assert.equal(other.err.match(/update \d+ {2}epoch \d+/g)?.at(-1), last);
    assert.match(other.err, /engine native(-\d+)?$/m);
  }
});

/** Arguments that are refused. @type {string[][]} */
const wrong = [
  ...[
    [heron, '--hiden', '3'],
    [heron, '--frobnicate'],
    [heron, '-x'],
    [heron, '--lr'],
    [heron, heron],
  ],
  ...[
    [heron, '--lr', 'fast'],
    [heron, '--hidden', '0'],
    [heron, '--hidden=1.5'],
    [heron, '--lr', '0'],
  ],
  ...[
    [heron, '--cell', 'gruu'],
    [heron, '--bias=maybe'],
    [heron, '--minutes', '0'],
    [heron, '--out', ''],
  ],
  ...[
    [heron, '--updates', '3', '--epochs', '2'],
    [heron, '--workers', '3'],
    [heron, '--lr', '1e999'],
  ],
  ...[[heron, '--minutes', '1', '--horizon', '9'], [heron, '--keep', 'best'], []],
  ...[[heron, '--schedule', 'cosine', '--warmup', '9', '--updates', '5', '--hidden', '4']],
  ...[
    ['missing'],
    ['.'],
    ['empty'],
    ['latin'],
    ['binary'],
    [heron, '--batch', '900'],
    [pairs, '--out', pairs],
  ],
  ...[
    [heron, '--out', 'nowhere/model'],
    [heron, '--out', '.'],
    [heron, '--out', '/dev/null'],
    [heron, '--out', 'astray'],
    [heron, '--out', 'ring'],
  ],
  ...[
    [heron, '--resume', 'missing'],
    [heron, '--resume', '/dev/null'],
    [heron, '--resume', 'model'],
    [heron, '--resume', 'made', '--minutes', '1'],
  ],
  ...[
    [heron, '--resume', 'made', '--lr', '3', '--cell', 'rnn', '--updates', '9'],
    [heron, '--resume', 'made'],
  ],
  ...[
    ['mixed.txt', '--resume', 'made', '--updates', '9'],
    ['short.txt', '--resume', 'made', '--updates', '9'],
    [heron, '--resume', '-', '--updates', '9'],
    [heron, '--resume', 'made', '--updates', '1'],
  ],
  ['translate', 'train', heron],
  ['translate', 'train', pairs, '--order', 'random'],
  ['translate', 'train', pairs, '--resume', 'made', '--updates', '9'],
  [heron, ...TINY, '--init', 'xavier', '--lr', '1000', '--clip', '0', '--updates', '300'],
  [heron, ...TINY, '--lr', '900', '--clip', '1', '--updates', '50'],
];

test('what is wrong is said in the same words, with the same exit code', async () => {
  await writeFile('empty', '');
  await writeFile('latin', Buffer.from('caf\xe9 noir', 'latin1'));
  await writeFile('binary', 'a\0b');
  await writeFile('mixed.txt', `${text}\r\n${text}\n`);
  await writeFile('short.txt', text.slice(0, 20));
  good(native(plain, [heron, ...TINY, '--updates', '3', '--json', '--out', 'made']));
  const session = await createSession({ worker: false });
  await session.load(await readFile('made'));
  await writeFile('model', await session.save());
  await session.dispose();
  for (const args of wrong) {
    const expected = await node([...args, '--json']);
    const { code, out, err } = native(plain, [...args, '--json']);
    const [own, nodes] = [err, expected.err].map((line) =>
      line.replace(/sluice[ -](?=(translate )?train FILE)|sluice-train (?=FILE)/, 'sluice train '),
    );
    assert.ok(code === 1 || code === 2, args.join(' '));
    assert.deepEqual(
      [code, out === '', plainly(own)],
      [expected.code, expected.out === '', plainly(nodes)],
      args.join(' '),
    );
  }
});

/** @param {string | undefined} line */
const plainly = (line = '') => line.replace('sluice train train', 'sluice train');

/** @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function start(program, args, env = process.env) {
  const child = spawn(program, args, { cwd: folder, timeout: PATIENCE_MS, env });
  child.stdin.end();
  return { child, ended: once(child, 'close') };
}

const ENDLESS = [heron, ...TINY, '--updates', '100000000', '--json', '--out'];

/** The command line that trains by this program. @param {string[]} args */
const wrapped = (args) =>
  start(process.execPath, [main, 'train', ...args, '--engine', 'native'], withTrainer());

const withTrainer = (program = plain) => ({ ...process.env, SLUICE_TRAIN: program });

for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
]))
  test(`${signal} to sluice train --engine native saves, and exits with ${code}`, async () => {
    const { child, ended } = wrapped([...ENDLESS, signal]);
    await once(child.stdout, 'data');
    child.stdout.resume();
    child.kill(signal);
    assert.deepEqual(await ended, [code, null]);
    const { updates = 0 } = readTraining(await readFile(signal)) ?? {};
    const rest = [heron, ...TINY, '--updates', String(updates + 30), '--json', '--out'];
    good(await node([...rest, 'all']));
    good(await node([...rest, signal, '--resume', signal]));
    await same('all', signal);
  });

test('a signal that was ignored before, as nohup does, stays so', async () => {
  const ignoring = ['-c', 'trap "" HUP; exec "$0" "$@"', plain, ...ENDLESS, 'nohup'];
  const { child, ended } = start('sh', ignoring);
  await once(child.stdout, 'data');
  child.kill('SIGHUP');
  for (let told = 0; told < 3; told++) await Promise.race([once(child.stdout, 'data'), ended]);
  child.stdout.resume();
  child.kill('SIGINT');
  assert.deepEqual(await ended, [130, null]);
});

test('a command line that is killed takes its trainer with it, which saves', async () => {
  const { child, ended } = wrapped([...ENDLESS, 'orphan']);
  await once(child.stdout, 'data');
  child.stdout.resume();
  child.kill('SIGKILL');
  await ended; // its output has ended: nobody holds the other end any more
  while (existsSync('orphan.lock')) await wait(10);
  assert.ok((readTraining(await readFile('orphan'))?.updates ?? 0) > 0);
  assert.deepEqual(
    (await readdir('.')).filter((name) => name.endsWith('.tmp')),
    [],
  );
});

test('sluice train --engine native passes options, presets, input, output and exit codes on', async () => {
  const env = withTrainer();
  const changes = ['--hidden', '24', '--updates', '20', '--out'];
  for (const [preset, ...command] of [
    ['quick-lstm', 'train', heron],
    ['classic-gru', 'train', heron, '--batch', '4'],
    ['dates', 'translate', 'train', pairs, '--minimum', '1'],
  ]) {
    const args = [...command, '--preset', preset ?? '', '--json', ...changes];
    good(await sluice([...args, 'node', '--engine', 'simd']));
    const run = good(await sluice([...args, 'native', '--engine', 'native'], { env }));
    assert.match(events(run).at(-1).engine, /^native(-\d+)?$/);
    await same('native', 'node');
  }
  const minute = [
    'train',
    '-',
    '--minutes',
    '0.002',
    '--json',
    '--out',
    'bare',
    '--engine',
    'native',
  ];
  const [planned, ...rest] = events(good(await sluice(minute, { env, input: text })));
  assert.deepEqual(Object.keys(planned), ['event', 'preset', 'minutes', 'updates', 'horizon']);
  assert.equal(planned.preset, 'first');
  assert.equal(rest.at(-1).update, planned.updates);
  const { event: _, minutes, preset, ...again } = planned;
  const length = Object.entries(again).flatMap(([name, value]) => [`--${name}`, String(value)]);
  good(await node([heron, '--preset', preset, ...length, '--json', '--out', 'repeated']));
  await same('bare', 'repeated');
  const missing = await sluice(['train', 'missing', '--engine', 'native'], { env });
  assert.deepEqual(missing, { code: 1, out: '', err: 'sluice: missing: no such file or folder\n' });
  for (const place of ['/none', '/tmp']) {
    const env = withTrainer(place);
    const none = await sluice(['train', heron, '--engine', 'native'], { env });
    assert.equal(none.code, 1);
    const said = `^sluice: ${place}: SLUICE_TRAIN names no program.*--preset native-train.*\\n$`;
    assert.match(none.err, new RegExp(said));
  }
});

test('what sluice train alone can do is not taken for a slip of the pen', () => {
  for (const option of ['--preset', '--engine=simd']) {
    const { code, err } = native(plain, [heron, option, 'book']);
    assert.equal(code, 2);
    assert.match(err, /--(preset|engine) is an option of sluice train, which starts this program/);
  }
});

test("the translator's usual settings are the preset of the book", async () => {
  const { reset: _, ...classic } = presets.seq2seq.settings;
  const given = Object.entries(classic).map(([name, value]) => `--${name}=${value}`);
  const args = ['translate', 'train', pairs, '--minimum', '1', '--updates', '2', '--json', '--out'];
  good(native(plain, [...args, 'usual']));
  good(native(plain, [...args, 'given', ...given]));
  await same('usual', 'given');
  const help = native(plain, ['translate', 'train', '--help']).out;
  for (const [name, value] of Object.entries(classic)) {
    const option = help
      .split(/\n {2}--/)
      .find((one) => one.startsWith(`${name} `) || one.startsWith(`${name}\n`));
    assert.match(option ?? '', new RegExp(`\\[${String(value).replace('.', '\\.')}\\]`), name);
  }
  assert.match(help, /after which a sentence is cut off/, 'steps are those of sentences');
});

test('--help has an option for every setting', async () => {
  const names = (/** @type {string} */ out) =>
    [...out.matchAll(/^ {2}--([\w-]+)/gm)].map(([, name]) => name);
  for (const command of [['train'], ['translate', 'train']]) {
    const args = [...(command.length > 1 ? command : []), '--help'];
    const { out } = await sluice([...command, '--engine', 'simd', '--help']);
    const own = names(native(plain, args).out).filter((name) => name !== 'from-preset');
    const nodes = names(out).filter((name) => name !== 'preset' && name !== 'engine');
    assert.deepEqual(own.sort(), nodes.sort());
  }
});

test('a bar on a terminal, in one line', (t) => {
  const command = `stty cols 60; ${plain} ${heron} ${TINY.join(' ')} --updates 80`;
  const { status, stdout, error } = spawnSync('script', ['-qec', command, '/dev/null'], {
    encoding: 'utf8',
  });
  if (error) return t.skip('there is no program "script", which makes a terminal');
  assert.equal(status, 0, stdout);
  const shown = stdout.split('\r\x1b[K').map((line) => line.split('\r')[0] ?? '');
  const bars = shown.filter((line) => line.startsWith('['));
  assert.match(bars[0] ?? '', /^\[#?\.+\] +\d+% update \d+ /);
  assert.match(bars.at(-1) ?? '', /^\[#{10}\] 100% update 80 /);
  assert.ok(bars.every((line) => line.length < 60));
});

test('nobody reads the events: the training is saved, and that is no failure', async () => {
  const { child, ended } = start(plain, [...ENDLESS, 'unread']);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  assert.deepEqual(await ended, [0, null]);
  assert.ok((readTraining(await readFile('unread'))?.updates ?? 0) > 0);
});

test('damaged files are refused', async () => {
  good(native(plain, [heron, ...TINY, '--updates', '3', '--json', '--out', 'whole']));
  const bytes = await readFile('whole');
  for (const size of [0, 7, 8, 100, bytes.length - 9]) {
    await writeFile('cut', bytes.subarray(0, size));
    const run = native(plain, [heron, '--resume', 'cut', '--updates', '9']);
    assert.deepEqual([run.code, run.out], [1, '']);
    assert.match(run.err, /^sluice: cut: .*\n$/);
  }
});

/** Notes of other hosts, and such as none would write. */
const NOTES = [
  '',
  'of a page',
  '{"engine":"relaxed"}',
  '{"fused":true,"curve":{"every":0}}',
  '[[[',
  '{"curve":7}',
];

test('files of other hosts are resumed, and what they left unmeasured is measured', async () => {
  const session = await createSession({ worker: false, engine: 'simd' });
  await session.loadText(text);
  const settings = /** @type {const} */ ({ keep: 'best', validation: 0.1 });
  await session.createModel({ ...settings, hidden: 16, batch: 7, steps: 10 });
  for await (const _ of session.train({ updates: 200, validateEvery: 1e6 }));
  for (const notes of NOTES) {
    await writeFile('noted', await session.save({ training: true, notes }));
    const args = [heron, '--resume', 'noted', '--updates', '230', '--json', '--out'];
    const [one, other] = [await node([...args, 'node']), native(plain, [...args, 'native'])];
    assert.deepEqual([other.code, talk(other.err)], [0, talk(one.err)]);
    await same('native', 'node');
  }
  await session.dispose();
});
