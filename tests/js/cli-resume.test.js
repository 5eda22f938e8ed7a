import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession, readTraining } from '../../wasm/index.js';
import { commandFor, events, openFolder } from './run-cli.js';

const { folder, inFolder, sluice } = await openFolder();
const textFile = inFolder('heron.txt');
const text = 'The grey heron waits in the reeds, and the water goes by. '.repeat(40);
await writeFile(textFile, text);
const table = inFolder('pairs.tsv');
await writeFile(
  table,
  'Go.\tVa !\nI lost.\tJ’ai perdu.\nHe’s calm.\tIl est calme.\nOh no!\tOh non !\n',
);
const SMALL = ['--hidden', '16', '--batch', '4', '--steps', '10', '--json'];
const ADAM = ['--optimizer', 'adam', '--lr', '0.01', '--dropout', '0.2', '--layers', '2'];
const COURSE = ['--schedule', 'cosine', '--horizon', '200', '--validation', '0.1'];
const FULL = [...SMALL, ...ADAM, ...COURSE, '--order', 'random', '--normalize', 'd2l'];

/** @param {string[]} args */
async function done(args) {
  const run = await sluice(args);
  assert.deepEqual([run.code, run.err], [0, ''], args.join(' '));
  return run;
}

test('train: 200 updates, and 120 with 80 more, end in equal files', async () => {
  const [whole, part, resumed] = [inFolder('whole'), inFolder('part'), inFolder('resumed')];
  await done(['train', textFile, ...FULL, '--updates', '200', '--out', whole]);
  await done(['train', textFile, ...FULL, '--updates', '120', '--out', part]);
  for (const more of [
    [],
    ['--lr', '0.01', '--hidden', '16', '--workers', '2', '--save-every', '0.01'],
  ]) {
    const args = ['--resume', part, '--updates', '200', '--json', '--out', resumed];
    const told = events(await done(['train', textFile, ...args, ...more]));
    assert.deepEqual([told[0].update > 120, told.at(-1).update], [true, 200]);
    assert.ok((await readFile(resumed)).equals(await readFile(whole)));
  }
  /** @type {{ curve: { points: import('../../wasm/cli/curve.js').Point[] } }} */
  const { curve } = JSON.parse(readTraining(await readFile(whole))?.notes ?? '');
  assert.equal(curve.points.length, 200);
  assert.deepEqual(
    curve.points.map(([update]) => update),
    Array.from({ length: 200 }, (_, i) => i + 1),
  );
  assert.ok((curve.points.at(-1)?.[1] ?? 9) < (curve.points[0]?.[1] ?? 0));
  assert.deepEqual(
    curve.points.flatMap(([update, , , held]) => (held === null ? [] : [update])),
    [100, 200],
  );
});

test('train: a training that was saved before its first update goes on as if it were new', async () => {
  const [whole, part, resumed] = [inFolder('new'), inFolder('none'), inFolder('gone-on')];
  const length = ['--updates', '3', '--json', '--out'];
  await done(['train', textFile, ...SMALL, '--validation', '0.1', ...length, whole]);
  const session = await createSession({ worker: false });
  await session.loadText(text);
  await session.createModel({ hidden: 16, batch: 4, steps: 10, validation: 0.1 });
  await writeFile(part, await session.save({ training: true }));
  await session.dispose();
  await done(['train', textFile, '--resume', part, ...length, resumed]);
  assert.ok((await readFile(resumed)).equals(await readFile(whole)));
});

test('train: in place, by epochs, and nothing more to do', async () => {
  const [out, straight] = [inFolder('place'), inFolder('straight')];
  const args = ['train', textFile, ...SMALL, '--lr', '1'];
  await done([...args, '--epochs', '3', '--out', straight]);
  await done([...args, '--epochs', '1', '--out', out]);
  const resume = ['train', textFile, '--resume', out, '--epochs', '3', '--json', '--out', out];
  assert.equal(events(await done(resume)).at(-1).epoch, 3);
  assert.ok((await readFile(out)).equals(await readFile(straight)));
  const again = events(await done(resume));
  assert.deepEqual(
    again.map(({ event, epoch }) => [event, epoch]),
    [['done', 3]],
  );
  assert.ok((await readFile(out)).equals(await readFile(straight)));
  const talk = await sluice(['train', textFile, '--resume', out, '--epochs', '4']);
  assert.match(talk.err, /^resuming after update \d+\n/);
});

test('a training that goes on with other bits says so', async () => {
  const out = inFolder('engines');
  await done(['train', textFile, ...SMALL, '--updates', '2', '--engine', 'simd', '--out', out]);
  const errors = [];
  for (const engine of ['scalar', 'relaxed']) {
    const args = ['--resume', out, '--updates', '4', '--json', '--engine', engine];
    errors.push((await sluice(['train', textFile, ...args])).err);
  }
  const session = await createSession({ worker: false, engine: 'simd' });
  await session.loadText(text);
  await session.resume(await readFile(out));
  await writeFile(out, await session.save({ training: true, notes: '{"engine":"relaxed"}' }));
  await session.dispose();
  const page = await sluice([
    'train',
    textFile,
    '--resume',
    out,
    '--updates',
    '4',
    '--json',
    '--engine',
    'simd',
  ]);
  assert.match(page.err, /it ran with fused multiply-adds: on the engine simd/);
  assert.equal(errors[0], '');
  assert.match(
    errors[1],
    /it ran without fused multiply-adds: on the engine relaxed its last digits/,
  );
});

test('translate train: through, and in two parts', async () => {
  const [whole, part, resumed] = [inFolder('t-whole'), inFolder('t-part'), inFolder('t-resumed')];
  const settings = [
    '--batch',
    '3',
    '--minimum',
    '1',
    '--validation',
    '0.3',
    '--teacher',
    '0.7',
    '--json',
  ];
  await done(['translate', 'train', table, ...settings, '--updates', '30', '--out', whole]);
  await done(['translate', 'train', table, ...settings, '--updates', '13', '--out', part]);
  const args = ['--resume', part, '--updates', '30', '--json', '--out', resumed];
  await done(['translate', 'train', table, ...args]);
  assert.ok((await readFile(resumed)).equals(await readFile(whole)));
  const wrong = await sluice(['train', textFile, ...args]);
  assert.deepEqual([wrong.code, wrong.out], [1, '']);
  assert.match(
    wrong.err,
    /t-part: this is the training of a translation model; resume it with sluice translate train/,
  );
});

test('train: a schedule that is over is told', async () => {
  const out = inFolder('over');
  const args = ['--schedule', 'cosine', '--updates', '20', '--out', out];
  await done(['train', textFile, ...SMALL, ...args]);
  const run = await sluice(['train', textFile, '--resume', out, '--updates', '30', '--json']);
  assert.deepEqual([run.code, events(run).at(-1).update], [0, 30]);
  assert.match(run.err, /^its cosine schedule ended at update 20: /);
});

test('a dropout that drops nothing is told', async () => {
  const train = ['train', textFile, ...SMALL, '--updates', '1', '--dropout', '0.5'];
  const idle =
    '--dropout 0.5 acts between layers, and this model has one: it drops nothing; --layers 2, ' +
    '--dropout-at every or --dropout-output would\n';
  assert.equal((await sluice(train)).err, idle);
  const out = inFolder('idle');
  const pairs = ['translate', 'train', table, '--json', '--minimum', '1', '--out', out];
  const told = await sluice([...pairs, '--layers', '1', '--dropout', '0.5', '--updates', '1']);
  assert.ok(told.err.startsWith(idle), told.err);
  const on = await sluice(['translate', 'train', table, '--resume', out, '--updates', '2']);
  assert.equal(on.code, 0, on.err);
  assert.ok(!on.err.includes('--dropout'), on.err); // its layers cannot change
  for (const ways of [
    ['--layers', '2'],
    ['--dropout-at', 'every'],
  ])
    await done([...train, ...ways]);
});

test('what the command line saved, a session resumes', async () => {
  const [whole, part] = [inFolder('s-whole'), inFolder('s-part')];
  await done(['train', textFile, ...FULL, '--updates', '60', '--out', whole, '--engine', 'simd']);
  await done(['train', textFile, ...FULL, '--updates', '35', '--out', part, '--engine', 'scalar']);
  const session = await createSession({ worker: true, engine: 'simd' });
  await session.loadText(text, { normalize: 'd2l' });
  await session.resume(await readFile(part));
  for await (const _ of session.train({ updates: 60 }));
  const notes = readTraining(await readFile(whole))?.notes;
  assert.ok((await readFile(whole)).equals(await session.save({ training: true, notes })));
  await session.dispose();
});

/** A file with a number that is none in the first tensor of such a name. @param {Buffer} file @param {RegExp} name */
function withNaN(file, name) {
  const length = Number(file.readBigUInt64LE());
  const header = JSON.parse(file.subarray(8, 8 + length).toString());
  const [, entry] = Object.entries(header).find(([key]) => name.test(key)) ?? [];
  const bytes = Buffer.from(file);
  bytes.writeFloatLE(Number.NaN, 8 + length + entry.data_offsets[0]);
  return bytes;
}

test('a damaged training is reported under its own name, not the text’s', async () => {
  const out = inFolder('damaged');
  await done(['train', textFile, ...SMALL, ...ADAM, '--updates', '5', '--out', out]);
  await writeFile(out, withNaN(await readFile(out), /^optimizer\./));
  const run = await sluice(['train', textFile, '--updates', '9', '--json', '--resume', out]);
  assert.deepEqual([run.code, run.out], [1, '']);
  assert.match(run.err, /^sluice: \S*damaged: tensor "optimizer\..* not finite/);
});

test('epochs that have fewer updates than expected are no early stop', async () => {
  const short = inFolder('short.txt');
  await writeFile(short, text.slice(0, 501)); // 401 to train on: 10 batches from the first symbol on, 9 from any other
  const keep = ['--validation', '0.2', '--keep', 'best', '--patience', '50'];
  const run = await done(['train', short, ...SMALL, ...keep, '--epochs', '12']);
  const { update, stopped_early: isEarly } = events(run).at(-1);
  assert.ok(update < 120, `${update}`);
  assert.equal(isEarly, false);
});

test('--resume says what does not fit', async () => {
  const out = inFolder('fit');
  await done(['train', textFile, ...SMALL, '--updates', '5', '--out', out]);
  const bytes = await readFile(out);
  await writeFile(inFolder('cut'), bytes.subarray(0, -9));
  const session = await createSession();
  await session.load(bytes);
  await writeFile(inFolder('model'), await session.save());
  await session.dispose();
  /** @type {[code: number, args: string[], message: RegExp][]} */
  const cases = [
    [
      2,
      [out, '--hidden', '32', '--lr', '2'],
      /own settings \(hidden 16, lr \d+\): leave out --hidden 32, --lr 2/,
    ],
    [1, [inFolder('model')], /model: this file holds only a model, without the training/],
    [1, [inFolder('cut')], /./],
    [1, [inFolder('missing')], /missing: no such file or folder/],
    [1, [textFile], /not a model file/],
    [1, [out, '--max-tokens', '1000'], /on another text/],
  ];
  for (const [code, args, message] of cases) {
    const run = await sluice(['train', textFile, '--updates', '9', '--json', '--resume', ...args]);
    assert.deepEqual([run.code, run.out], [code, ''], run.err);
    assert.match(run.err, message);
    assert.match(run.err, /^sluice: .*\n$/);
  }
});

for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]))
  test(`${signal} saves, exits with ${code}, and the training goes on to the bit`, async () => {
    const [out, whole] = [inFolder(`${signal}-out`), inFolder(`${signal}-whole`)];
    const args = ['train', textFile, ...SMALL];
    const run = await sluice([...args, '--updates', '100000000', '--out', out], {
      during: (child) => child.stdout.once('data', () => child.kill(signal)),
    });
    assert.deepEqual([run.code, run.err], [code, '']);
    const { updates } = readTraining(await readFile(out)) ?? { updates: 0 };
    assert.equal(events(run).at(-1).update, updates);
    const end = String(updates + 30);
    await done(['train', textFile, '--resume', out, '--updates', end, '--json', '--out', out]);
    await done([...args, '--updates', end, '--out', whole]);
    assert.ok((await readFile(out)).equals(await readFile(whole)));
  });

test('a file that cannot be written is told, training goes on, and the old file stays', async () => {
  const out = inFolder('small');
  await done(['train', textFile, ...SMALL, '--updates', '3', '--out', out]);
  const before = await readFile(out);
  const args = [
    'train',
    textFile,
    ...SMALL,
    '--hidden',
    '64',
    '--updates',
    '150',
    '--save-every',
    '0',
    '--out',
    out,
  ];
  // 8 blocks of 512 or 1024 bytes: as on a disk that is full
  const limited = `ulimit -f 8; exec "$@"`;
  const child = spawn('sh', ['-c', limited, 'sh', ...commandFor(args).flat()]);
  let [told, err] = ['', ''];
  child.stdout.on('data', (data) => {
    told += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 1);
  assert.match(told, /"update":150/);
  assert.match(err, /small: the system does not allow a file this large.*; training continues/);
  assert.match(
    err.trimEnd().split('\n').at(-1) ?? '',
    /^sluice: .*small: the system does not allow a file this large$/,
  );
  assert.ok((await readFile(out)).equals(before));
  assert.ok(!(await readdir(folder)).some((name) => /^small\..*(tmp|lock)$/.test(name)));
});
