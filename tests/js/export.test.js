import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSafetensors } from '../../wasm/export/safetensors.js';
import { exportModel, SluiceError } from '../../wasm/index.js';
import { fails } from './assert.js';
import { fileOf, joinFile, languageModel, translationModel, vectors } from './export-models.js';
import { openFolder } from './run-cli.js';

const { folder, sluice } = await openFolder();

/** @param {string[]} args */
async function said(...args) {
  const { code, out, err } = await sluice(args);
  assert.equal(out, '');
  return { code, said: err };
}

test('a model file is read as it was written', async () => {
  const [vector] = await vectors();
  assert.ok(vector);
  const { metadata, tensors } = readSafetensors(fileOf(vector));
  assert.deepEqual(JSON.parse(metadata.sluice ?? ''), vector.note);
  const written = Object.entries(vector.tensors);
  assert.deepEqual(
    [...tensors.keys()],
    written.map(([name]) => name),
  );
  for (const [name, [shape, values]] of written) {
    assert.deepEqual(tensors.get(name), { shape, values: Float32Array.from(values) });
  }
});

const entry = (/** @type {number[]} */ offsets, more = {}) => ({
  ...{ dtype: 'F32', shape: [2], data_offsets: offsets },
  ...more,
});

/** @type {[name: string, header: unknown, size: number][]} */
const badFiles = [
  ['a gap', { a: entry([0, 8]), b: entry([12, 20]) }, 20],
  ['an overlap', { a: entry([0, 8]), b: entry([4, 12]) }, 12],
  ['bytes left over', { a: entry([0, 8]) }, 12],
  ['too few bytes', { a: entry([0, 8]) }, 4],
  ['another type', { a: entry([0, 4], { dtype: 'F16' }) }, 4],
  ['a shape that does not fit', { a: entry([0, 8], { shape: [3] }) }, 8],
  ['a negative size', { a: entry([0, 8], { shape: [-1, -2] }) }, 8],
  ['a size that is no number', { a: entry([0, 8], { shape: ['2'] }) }, 8],
  ['no offsets', { a: { dtype: 'F32', shape: [2] } }, 8],
  ['a tensor that is none', { a: null }, 0],
  ['metadata that are no strings', { __metadata__: { sluice: {} } }, 0],
  ['metadata that are a list', { __metadata__: ['sluice'] }, 0],
  ['a header that is a list', [], 0],
];

for (const [name, header, size] of badFiles) {
  test(`a file with ${name} is refused`, async () => {
    const file = joinFile(JSON.stringify(header), new Uint8Array(size));
    await fails('BAD_FILE', async () => void readSafetensors(file));
  });
}

test('a file that is cut off anywhere is refused', async () => {
  const [vector] = await vectors();
  assert.ok(vector);
  const file = fileOf(vector);
  for (let size = 0; size < file.length; size += 3) {
    await fails('BAD_FILE', async () => void exportModel(file.subarray(0, size), 'onnx'));
  }
  const huge = file.slice();
  huge.fill(255, 0, 8);
  await fails('BAD_FILE', async () => void readSafetensors(huge));
});

/**
 * @param {Uint8Array} file
 * @param {(header: any, view: DataView<ArrayBuffer>) => void} change to the header and the data
 */
function changed(file, change) {
  const start = 8 + new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, start)));
  const data = new Uint8Array(file.subarray(start));
  change(header, new DataView(data.buffer));
  const text = new TextEncoder().encode(JSON.stringify(header));
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(text.length), true);
  return new Uint8Array([...size, ...text, ...data]);
}

/** @param {(note: any) => void} change @returns {(header: any) => void} */
const ofNote = (change) => (header) => {
  const note = JSON.parse(header.__metadata__.sluice);
  change(note);
  header.__metadata__.sluice = JSON.stringify(note);
};

test('a file whose settings or tensors are not what they should be is refused', async () => {
  const session = await languageModel({ cell: 'lstm', hidden: 8 });
  const good = await session.save();
  await session.dispose();
  assert.equal(exportModel(good, 'onnx').length, 1);
  /** @type {[change: Parameters<typeof changed>[1], message: RegExp][]} */
  const cases = [
    [
      ofNote(({ settings }) => Object.assign(settings, { cell: 'bogus' })),
      /cell cannot be "bogus"/,
    ],
    [ofNote(({ settings }) => Object.assign(settings, { cell: 'toString' })), /cell cannot be/],
    [ofNote(({ settings }) => Object.assign(settings, { layers: -1 })), /layers cannot be/],
    [ofNote(({ settings }) => Object.assign(settings, { bias: 'yes' })), /bias cannot be/],
    [ofNote((note) => Object.assign(note, { settings: 7 })), /settings/],
    [
      (header) => header['linear.weight'].shape.reverse(),
      /tensor "linear.weight" is 8 x \d+, and the settings make it \d+ x 8/,
    ],
    [
      (
        {
          'rnn.weight_hh_l0': {
            data_offsets: [first],
          },
        },
        view,
      ) => view.setFloat32(first, Number.NaN, true),
      /"rnn.weight_hh_l0" holds a number that is not finite/,
    ],
  ];
  for (const [change, message] of cases)
    for (const to of /** @type {const} */ (['onnx', 'pytorch-script']))
      await fails('BAD_FILE', async () => exportModel(changed(good, change), to), message);
  const any = /** @type {any} */ (exportModel);
  await fails('BAD_FILE', async () => any(undefined, 'onnx'), /Uint8Array/);
  await fails('BAD_SETTING', async () => any(good, 'onnx', { nmae: 'x' }), /did you mean name/);
});

test('exporting names what is missing', async () => {
  const [vector] = await vectors();
  assert.ok(vector);
  const bad = (/** @type {object} */ changes, /** @type {RegExp} */ message) => {
    const note = { ...vector.note, ...changes };
    return fails(
      'BAD_FILE',
      async () => void exportModel(fileOf({ ...vector, note }), 'onnx'),
      message,
    );
  };
  await bad({ format: 2 }, /format is 2/);
  await bad({ kind: 'picture' }, /"picture"/);
  await bad({ vocabulary: [1] }, /vocabulary/);
  await bad({ settings: { cell: 'rnn' } }, /the setting layers is missing/);
  /** @type {import('../../wasm/sluice.d.ts').Settings} */
  const missing = { normalize: 'none', steps: 9, tokens: 'word', gates: 'both' };
  const complete = { ...vector.note.settings, ...missing };
  await bad({ settings: { ...complete, layers: 2 } }, /"rnn.weight_ih_l1" is missing/);
  await bad({ settings: { ...complete, hidden: 3 } }, /the settings make it/);
  const other = fileOf(vector, { other: 'x' });
  await fails('BAD_FILE', async () => void exportModel(other, 'onnx'), /no key "sluice"/);
  const whole = fileOf({ ...vector, note: { ...vector.note, settings: complete } });
  assert.equal(exportModel(whole, 'onnx').length, 1);
  const to = /** @type {any} */ ('tensorflow');
  await fails('BAD_SETTING', async () => void exportModel(whole, to), /onnx or pytorch-script/);
});

test('the same model gives the same bytes, with its vocabulary inside', async () => {
  const session = await languageModel({ cell: 'gru' });
  const saved = await session.save();
  const { vocabulary } = await session.info();
  await session.dispose();
  for (const to of /** @type {const} */ (['onnx', 'pytorch-script'])) {
    assert.deepEqual(exportModel(saved, to), exportModel(saved, to));
  }
  const [onnx] = exportModel(saved, 'onnx', { name: 'x' });
  const text = Buffer.from(onnx?.bytes ?? []).toString();
  assert.ok(text.includes(JSON.stringify(vocabulary)));
  const files = exportModel(saved, 'pytorch-script', { name: 'x' });
  assert.deepEqual(
    files.map(({ name }) => name),
    ['x.py', 'x.safetensors'],
  );
  assert.deepEqual(files[1]?.bytes, saved);
  for (const line of Buffer.from(files[0]?.bytes ?? [])
    .toString()
    .split('\n')) {
    assert.ok(line.length <= 120 && line === line.trimEnd(), line);
  }
});

test('what ONNX cannot hold is said', async () => {
  const [vector] = await vectors();
  assert.ok(vector);
  // 2 GiB of vocabulary cannot be made here: a graph is told that its weights are that large
  const { Graph } = await import('../../wasm/export/onnx-graph.js');
  const graph = new Graph();
  const values = new Float32Array(2 ** 26);
  for (let i = 0; i < 8; i++) graph.weights(`w${i}`, [2 ** 26], values);
  const error = await fails('UNSUPPORTED', async () => void graph.model('x', {}), /2 GiB/);
  assert.ok(error instanceof SluiceError);
});

test('sluice export writes the files it names', async () => {
  const session = await languageModel({ cell: 'gru' });
  const model = join(folder, 'model.safetensors');
  await writeFile(model, await session.save());
  await session.dispose();
  const translator = await translationModel({ cell: 'rnn' });
  await writeFile(join(folder, 'words'), await translator.save());
  await translator.dispose();

  assert.deepEqual(await said('export', 'model.safetensors', '--to', 'onnx', '--out', 'a.b.onnx'), {
    code: 0,
    said: 'wrote a.b.onnx\n',
  });
  const [expected] = exportModel(await readFile(model), 'onnx', { name: 'a.b' });
  assert.deepEqual(new Uint8Array(await readFile(join(folder, 'a.b.onnx'))), expected?.bytes);
  const two = await said('export', 'words', '--to', 'onnx', '--out', 'w.onnx');
  assert.equal(two.said, 'wrote w-encoder.onnx\nwrote w-decoder.onnx\n');
  const beside = await said(
    'export',
    'model.safetensors',
    '--to',
    'pytorch-script',
    '--out',
    'model.py',
  );
  assert.equal(beside.said, 'wrote model.py\n');
  const both = await said('export', 'words', '--to', 'pytorch-script', '--out', 'words.py');
  assert.equal(both.said, 'wrote words.py\nwrote words.safetensors\n');
  assert.deepEqual(
    await readFile(join(folder, 'words.safetensors')),
    await readFile(join(folder, 'words')),
  );

  const trained = await languageModel({ cell: 'rnn', batch: 1, steps: 2 });
  await writeFile(join(folder, 'kept.safetensors'), await trained.save({ training: true }));
  await trained.dispose();

  const before = await readdir(folder);
  /** @type {[string[], number, RegExp][]} */
  const wrong = [
    [['export', 'words', '--out', 'x'], 2, /--to onnx or --to pytorch-script/],
    [['export', 'words', '--to', 'keras', '--out', 'x'], 2, /--to must be/],
    [['export', 'words', '--to', 'onnx', '--out', 'words.safetensors'], 2, /a model file/],
    [['export', 'w-encoder.onnx', '--to', 'onnx', '--out', 'x'], 1, /./],
    [['export', 'none', '--to', 'onnx', '--out', 'x'], 1, /no such file/],
    [['export', 'words', '--to', 'onnx', '--out', 'none/x'], 1, /none/],
    [['export', 'words', '--to', 'pytorch-script', '--out', 'kept.py'], 1, /holds a training/],
  ];
  for (const [args, code, message] of wrong) {
    const run = await said(...args);
    assert.equal(run.code, code);
    assert.match(run.said, message);
  }
  assert.deepEqual(await readdir(folder), before);
});
