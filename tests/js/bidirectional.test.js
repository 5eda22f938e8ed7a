// A bidirectional model is measured in one pass over all of a text, as PyTorch would: against a plain
// LSTM in double precision, from the tensors of the file.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { train } from './with-session.js';

/** @typedef {import('../../wasm/sluice.d.ts').Settings} Settings */

const WORDS = 'the small river runs past a mill and seven boats ';
const TEXT = Array.from({ length: 30 }, (_, i) => WORDS.slice(i % 7)).join('');
const LAYERS = 2;

/** @param {Uint8Array} bytes a safetensors file @returns {(name: string) => Float32Array} */
function tensorsOf(bytes) {
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + size)));
  return (name) => {
    const [from, to] = header[name].data_offsets;
    return new Float32Array(bytes.slice(8 + size + from, 8 + size + to).buffer);
  };
}

const sigmoid = (/** @type {number} */ x) => 1 / (1 + Math.exp(-x));

/** y = W x + b, W (rows, x.length). @param {Float32Array} weight @param {Float32Array} bias @param {number[]} x */
const affine = (weight, bias, x) =>
  Array.from(bias, (b, row) =>
    x.reduce((sum, v, i) => sum + v * (weight[row * x.length + i] ?? 0), b),
  );

/** One direction of an LSTM layer over rows, in their order. @param {(name: string) => Float32Array} tensor @param {string} suffix @param {number[][]} rows */
function lstm(tensor, suffix, rows) {
  const [wx, wh, bx, bh] = ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].map((name) =>
    tensor(`rnn.${name}_${suffix}`),
  );
  if (!wx || !wh || !bx || !bh) throw new Error('a tensor is missing');
  const hidden = bh.length / 4;
  let [h, c] = [Array(hidden).fill(0), Array(hidden).fill(0)];
  return rows.map((x) => {
    const [a, b] = [affine(wx, bx, x), affine(wh, bh, h)];
    const gate = (/** @type {number} */ g, /** @type {number} */ j) =>
      (a[g * hidden + j] ?? 0) + (b[g * hidden + j] ?? 0);
    c = c.map((old, j) => sigmoid(gate(1, j)) * old + sigmoid(gate(0, j)) * Math.tanh(gate(2, j)));
    h = c.map((now, j) => sigmoid(gate(3, j)) * Math.tanh(now));
    return h;
  });
}

/** Mean loss of symbols 1 to the last, each predicted from all before the last. @param {Uint8Array} file @param {string[]} vocabulary @param {string} text */
function reference(file, vocabulary, text) {
  const tensor = tensorsOf(file);
  const ids = Array.from(text, (symbol) => vocabulary.indexOf(symbol));
  let rows = ids.slice(0, -1).map((id) => vocabulary.map((_, i) => Number(i === id)));
  for (let layer = 0; layer < LAYERS; layer++) {
    const forward = lstm(tensor, `l${layer}`, rows);
    const backward = lstm(tensor, `l${layer}_reverse`, rows.toReversed()).reverse();
    rows = forward.map((row, i) => [...row, ...(backward[i] ?? [])]);
  }
  const losses = rows.map((row, i) => {
    const logits = affine(tensor('linear.weight'), tensor('linear.bias'), row);
    return (
      Math.log(logits.reduce((sum, y) => sum + Math.exp(y), 0)) - (logits[ids[i + 1] ?? 0] ?? 0)
    );
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** @type {Settings} */
const BOTH = { cell: 'lstm', layers: LAYERS, hidden: 12, bidirectional: true, init: 'pytorch' };

test('evaluate and measure: one pass over the text, whatever its length, with a caveat', async () => {
  const session = await createSession();
  const info = await session.loadText(TEXT);
  await session.createModel({ ...BOTH, batch: 4, steps: 10, lr: 4, validation: 0.3 });
  await train(session, { updates: 40 });
  const file = await session.save();
  for (const length of [2, 65, 66, 500, TEXT.length]) {
    const text = TEXT.slice(0, length);
    const { loss, tokens, caveat } = await session.evaluate(text);
    const right = reference(file, info.vocabulary, text);
    assert.ok(Math.abs(loss - right) < 2e-6, `${length} symbols: ${loss}, not ${right}`);
    assert.equal(tokens, length - 1);
    assert.match(caveat ?? '', /does not measure prediction/);
  }
  const { training, heldOut } = await session.epoch();
  const measured = await session.measure('validation');
  const right = reference(file, info.vocabulary, TEXT.slice(training));
  assert.ok(Math.abs(measured.loss - right) < 2e-6 && measured.tokens === heldOut - 1);
  assert.match(measured.caveat ?? '', /bidirectional/);
  await session.dispose();
});

test('a text in one direction has no caveat; one too long for both is refused with its size', async () => {
  const session = await createSession();
  await session.loadText(TEXT);
  await session.createModel({ hidden: 4 });
  assert.equal('caveat' in (await session.evaluate(TEXT)), false);
  // (600,000 symbols) x (2 x 4096 numbers) is beyond what an address can reach
  await session.createModel({ ...BOTH, cell: 'rnn', layers: 1, hidden: 4096 });
  const before = await session.save();
  await assert.rejects(session.evaluate('a river '.repeat(75_000)), {
    code: 'NO_MEMORY',
    message: /600000 symbols.*MB/,
  });
  assert.deepEqual(await session.save(), before);
  await session.dispose();
});
