import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ort from 'onnxruntime-web';
import { createSession, exportModel } from '../../wasm/index.js';
import {
  deviation,
  fileOf,
  languageModel,
  languageVariants,
  logProbabilities,
  logSoftmax,
  nameOf,
  PASSAGE,
  pathsOf,
  rowsOf,
  SENTENCES,
  translationModel,
  translationVariants,
  vectors,
} from './export-models.js';

/**
 * @typedef {import('onnxruntime-web').Tensor} Tensor
 * @typedef {Record<string, Tensor>} Tensors
 */

const LARGEST = 1e-5;
const BOS = 2;
const EOS = 3;
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** @param {Uint8Array} bytes */
const open = (bytes) => ort.InferenceSession.create(bytes);

/** @param {number[][]} steps ids (T, B) */
const idsOf = (steps) =>
  new ort.Tensor('int64', BigInt64Array.from(steps.flat(), BigInt), [
    steps.length,
    steps[0]?.length ?? 0,
  ]);

/** @param {number[]} lengths */
const lengthsOf = (lengths) => new ort.Tensor('int32', Int32Array.from(lengths), [lengths.length]);

/**
 * Zero states for a model's inputs.
 *
 * @param {import('onnxruntime-web').InferenceSession} network
 * @param {number} layers times directions
 * @param {number} hidden
 */
function zeroStates({ inputNames }, layers, hidden, batch = 1) {
  const shape = [layers, batch, hidden];
  const zeros = () => new ort.Tensor('float32', new Float32Array(layers * batch * hidden), shape);
  const names = inputNames.filter((name) => name === 'h' || name === 'c');
  return Object.fromEntries(names.map((name) => [name, zeros()]));
}

/**
 * The states that a run left, as the next one takes them.
 *
 * @param {Tensors} results
 * @returns {Tensors}
 */
const nextStates = ({ next_h: h, next_c: c }) => /** @type {Tensors} */ (c ? { h, c } : { h });

/** @param {Tensors} results @returns {number[][]} (T * B, V) */
function logitsOf({ logits }) {
  const [steps = 0, batch = 0] = logits?.dims ?? [];
  return rowsOf(/** @type {Float32Array} */ (logits?.data), steps * batch);
}

/**
 * @param {Uint8Array} bytes of an exported language model
 * @param {number} layers times directions
 * @param {number} hidden
 * @param {number[]} ids
 */
async function runWhole(bytes, layers, hidden, ids) {
  const network = await open(bytes);
  const states = zeroStates(network, layers, hidden);
  return {
    network,
    states,
    results: await network.run({ ids: idsOf(ids.map((id) => [id])), ...states }),
  };
}

for (const settings of languageVariants) {
  test(`ONNX computes what Sluice does: ${nameOf(settings)}`, async () => {
    const session = await languageModel(settings);
    const { vocabulary, settings: all } = await session.info();
    const expected = await logProbabilities(session, PASSAGE);
    const [file] = exportModel(await session.save(), 'onnx', { name: 'heron' });
    assert.equal(file?.name, 'heron.onnx');
    const ids = [...PASSAGE].map((symbol) => vocabulary.indexOf(symbol));
    const layers = all.layers * (all.bidirectional ? 2 : 1);
    const bytes = file?.bytes ?? new Uint8Array();
    const { network, states, results } = await runWhole(bytes, layers, all.hidden, ids);
    const whole = logitsOf(results);
    const off = deviation(
      whole.map((row) => logSoftmax(row)),
      expected,
    );
    assert.ok(off < LARGEST, `off by ${off}`);
    if (!all.bidirectional) {
      // with another text beside it, in two parts: states go out and come back in
      const other = [...PASSAGE].reverse().join('');
      const columns = ids.map((id, t) => [id, ids.at(-1 - t) ?? 0]);
      const zeros = zeroStates(network, layers, all.hidden, 2);
      const first = await network.run({ ids: idsOf(columns.slice(0, 5)), ...zeros });
      const rest = await network.run({ ids: idsOf(columns.slice(5)), ...nextStates(first) });
      const rows = [...logitsOf(first), ...logitsOf(rest)].map((row) => logSoftmax(row));
      const expectedOther = await logProbabilities(session, other);
      assert.deepEqual(Object.keys(nextStates(first)), Object.keys(states));
      const offs = [expected, expectedOther].map((each, row) =>
        deviation(
          rows.filter((_, i) => i % 2 === row),
          each,
        ),
      );
      assert.ok(
        offs.every((each) => each < LARGEST),
        `off by ${offs}`,
      );
    }
    await session.dispose();
  });
}

/**
 * Encoder and decoder of a saved model.
 *
 * @param {Uint8Array} saved
 */
async function openTranslator(saved) {
  const files = exportModel(saved, 'onnx', { name: 'va' });
  assert.deepEqual(
    files.map(({ name }) => name),
    ['va-encoder.onnx', 'va-decoder.onnx'],
  );
  const [encoder, decoder] = await Promise.all(files.map(({ bytes }) => open(bytes)));
  assert.ok(encoder && decoder);
  return { encoder, decoder };
}

for (const settings of translationVariants) {
  test(`ONNX translates as Sluice does: ${nameOf(settings)}`, async () => {
    const session = await translationModel(settings);
    const { vocabulary } = await session.info();
    const saved = await session.save();
    const { encoder, decoder } = await openTranslator(saved);
    const source = sourceOf(saved);
    const cut = (/** @type {string} */ sentence) =>
      settings.tokens === 'char' ? [...sentence] : sentence.split(' ');
    const encoded = SENTENCES.map((sentence) =>
      [...cut(sentence).map((token) => Math.max(source.indexOf(token), 0)), EOS].slice(0, 9),
    );
    const steps = Math.max(...encoded.map(({ length }) => length));
    const columns = Array.from({ length: steps }, (_, t) => encoded.map((ids) => ids[t] ?? 1));
    const lengths = lengthsOf(encoded.map(({ length }) => length));
    const together = await encoder.run({ ids: idsOf(columns), lengths });
    for (const [row, sentence] of SENTENCES.entries()) {
      const { tree } = await session.translate(sentence, { width: 4 });
      const paths = pathsOf(tree);
      assert.ok(paths.some(({ tokens }) => tokens.length > 2) && paths.length > 8);
      const states = rowOf(together, row);
      for (const { tokens, logProbability } of paths) {
        const ids = tokens.map((token) => vocabulary.indexOf(token));
        const inputs = [BOS, ...ids.slice(0, -1)].map((id) => [id]);
        const rows = logitsOf(await decoder.run({ ids: idsOf(inputs), ...states }));
        const chosen = rows.map((logits, t) => logSoftmax(logits, EOS)[ids[t] ?? -1] ?? Number.NaN);
        const sum = chosen.reduce((total, each) => total + each, 0);
        assert.ok(Math.abs(sum - logProbability) < LARGEST, `${tokens}: ${sum - logProbability}`);
      }
    }
    await session.dispose();
  });
}

/** @param {Uint8Array} saved @returns {string[]} */
function sourceOf(saved) {
  const length = Number(new DataView(saved.buffer, saved.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(Buffer.from(saved.subarray(8, 8 + length)).toString());
  return JSON.parse(header.__metadata__.sluice).source_vocabulary;
}

/**
 * What the encoder says of one sentence of a batch, as inputs of the decoder.
 *
 * @param {Tensors} results
 * @param {number} row
 * @returns {Tensors}
 */
function rowOf(results, row) {
  const entries = Object.entries(results).map(([name, { dims, data }]) => {
    const hidden = dims.at(-1) ?? 0;
    const batch = dims.at(-2) ?? 0;
    const blocks = rowsOf(/** @type {Float32Array} */ (data), data.length / hidden);
    const mine = blocks.filter((_, i) => i % batch === row);
    const shape = [...dims.slice(0, -2), 1, hidden];
    return [name, new ort.Tensor('float32', Float32Array.from(mine.flat()), shape)];
  });
  return Object.fromEntries(entries);
}

test('a model that PyTorch trained goes through Sluice to ONNX', async () => {
  const session = await createSession({ worker: false, engine: 'simd' });
  for (const vector of await vectors()) {
    const { note, expected } = vector;
    await session.load(fileOf(vector));
    const { settings } = await session.info();
    const saved = await session.save();
    if (note.kind === 'translation') {
      await comparesTranslation(saved, expected);
      continue;
    }
    const ids = [...expected.text].map((symbol) => note.vocabulary.indexOf(symbol));
    const [file] = exportModel(saved, 'onnx');
    const layers = settings.layers * (settings.bidirectional ? 2 : 1);
    const bytes = file?.bytes ?? new Uint8Array();
    const { results } = await runWhole(bytes, layers, settings.hidden, ids);
    const off = deviation(logitsOf(results), expected.logits);
    assert.ok(off < LARGEST, `${nameOf(note.settings)}: off by ${off}`);
  }
  await session.dispose();
});

/**
 * @param {Uint8Array} saved
 * @param {import('./export-models.js').TranslationExpectation} expected
 */
async function comparesTranslation(saved, { sentences, inputs, logits }) {
  const { encoder, decoder } = await openTranslator(saved);
  const source = sourceOf(saved);
  for (const [i, sentence] of sentences.entries()) {
    const ids = [...sentence.split(' ').map((token) => source.indexOf(token)), EOS];
    const column = idsOf(ids.map((id) => [id]));
    const states = await encoder.run({ ids: column, lengths: lengthsOf([ids.length]) });
    const results = await decoder.run({ ids: idsOf(inputs.map((id) => [id])), ...states });
    const off = deviation(logitsOf(results), logits[i] ?? []);
    assert.ok(off < LARGEST, `${sentence}: off by ${off}`);
  }
}
