// What the lesson shows of a cell is what the core computes: gates under their names, sums, the blend.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { judge, LETTERS, STATE_WEIGHT, statesOf } from '../../web/learn/exercises/time-line.js';
import { shapesOf, totalOf } from '../../web/learn/from-scratch/shapes.js';
import { numbersAt, pastAfterProduct, statesBefore, sumOf } from '../../web/learn/one-unit.js';
import { perplexityOf, readProbabilities } from '../../web/learn/perplexity/choices.js';

const TEXT = 'the grey heron waits in the reeds, and the water goes by. '.repeat(12);

const squeeze = (/** @type {number} */ sum) => 1 / (1 + Math.exp(-sum));

/** @param {number} actual @param {number} expected @param {string} what */
const near = (actual, expected, what) =>
  assert.ok(Math.abs(actual - expected) < 1e-4, `${what}: ${actual} against ${expected}`);

test('a unit taken apart: the sums make the gates and the candidate, and these the new state', async () => {
  const session = await createSession({ worker: false });
  await session.loadText(TEXT);
  await session.createModel({ hidden: 7, batch: 4, steps: 10, lr: 2, seed: 3, init: 'pytorch' });
  for await (const { update } of session.train({ updates: 30 })) assert.ok(update <= 30);
  const seen = await session.inspect('the heron');
  const weights = await session.weights();
  for (const [t, symbol] of seen.symbols.entries())
    for (let unit = 0; unit < seen.hidden; unit++) {
      const { now, h } = numbersAt(seen, t, unit);
      const { r = 0, z = 0, n = 0 } = now;
      const before = statesBefore(seen, t);
      const open = before.map((state, other) => state * Number(numbersAt(seen, t, other).now.r));
      const id = seen.vocabulary.indexOf(symbol);
      const total = (/** @type {number} */ gate, /** @type {number[]} */ states) =>
        sumOf(weights, gate * seen.hidden + unit, id, states).total;
      near(squeeze(total(0, before)), r, `R of ${unit} at ${t}`);
      near(squeeze(total(1, before)), z, `Z of ${unit} at ${t}`);
      near(Math.tanh(total(2, open)), n, `candidate of ${unit} at ${t}`);
      near(z * h + (1 - z) * n, Number(now.h), `state of ${unit} at ${t}`);
    }
  await session.dispose();
});

test('with the reset after the product, the candidate is what the drawing says', async () => {
  const session = await createSession({ worker: false });
  await session.loadText(TEXT);
  const settings = /** @type {const} */ ({ hidden: 7, batch: 4, steps: 10, init: 'pytorch' });
  await session.createModel({ ...settings, lr: 2, seed: 3, reset: 'after' });
  for await (const { update } of session.train({ updates: 30 })) assert.ok(update <= 30);
  const seen = await session.inspect('the heron');
  const weights = await session.weights();
  const biases = weights['rnn.bias_ih_l0']?.values;
  for (const [t, symbol] of seen.symbols.entries())
    for (let unit = 0; unit < seen.hidden; unit++) {
      const { r = 0, n = 0 } = numbersAt(seen, t, unit).now;
      const row = 2 * seen.hidden + unit;
      const { letter } = sumOf(weights, row, seen.vocabulary.indexOf(symbol), []);
      const past = r * pastAfterProduct(seen, weights, t, unit);
      near(Math.tanh(letter + Number(biases?.[row]) + past), n, `candidate of ${unit} at ${t}`);
    }
  await session.dispose();
});

test('from scratch: names, shapes and counts are those of the core', async () => {
  const session = await createSession({ worker: false });
  const { symbols: alphabet } = await session.loadText(TEXT);
  for (const cell of /** @type {const} */ (['rnn', 'gru', 'lstm']))
    for (const layers of [1, 3])
      for (const hidden of [1, 7]) {
        const shapes = shapesOf({ cell, alphabet, hidden, layers });
        const info = await session.createModel({ cell, layers, hidden, batch: 4, steps: 10 });
        assert.equal(info.vocabulary.length, alphabet);
        assert.equal(totalOf(shapes), info.parameters, `${cell}, ${layers} of ${hidden}`);
        const weights = await session.weights();
        for (const { name, shape } of shapes) assert.deepEqual(weights[name]?.shape, shape, name);
        const { tensors } = await session.dissect();
        assert.deepEqual(
          tensors.map(({ name, parameters }) => [name, parameters]),
          shapes.map(({ name, count }) => [name, count]),
        );
      }
  await session.dispose();
  const chapter = (/** @type {number} */ hidden) =>
    totalOf(shapesOf({ cell: 'gru', alphabet: 28, hidden, layers: 1 }));
  assert.deepEqual([chapter(32), chapter(64)], [6780, 19676]);
});

test('from scratch: an update of plain descent is norm times scale times rate', async () => {
  const session = await createSession({ worker: false });
  await session.loadText(TEXT);
  await session.createModel({
    hidden: 7,
    batch: 4,
    steps: 10,
    optimizer: 'sgd',
    lr: 2,
    clip: 0.05,
  });
  const { gradientNorm, rate, scale, tensors } = await session.dissect();
  near(scale, 0.05 / gradientNorm, 'scale');
  near(Math.hypot(...tensors.map((tensor) => tensor.gradientNorm)), gradientNorm, 'norm');
  for (const { name, step, gradientNorm: norm } of tensors) near(step, norm * scale * rate, name);
  await session.dispose();
});

test('perplexity of probabilities, and what is refused', () => {
  const of = (/** @type {string} */ text) => {
    const read = readProbabilities(text);
    return 'probabilities' in read ? perplexityOf(read.probabilities).perplexity : read.problem;
  };
  near(Number(of('0.5 0.125')), 4, 'two letters');
  near(Number(of('0.5, 0.25; .125')), 4, 'three letters');
  near(Number(of(`${'0.5 '.repeat(9)}0.001`)), 2 ** 0.9 * 1000 ** 0.1, 'a long shot');
  near(Number(of('1')), 1, 'a prophet');
  assert.deepEqual(
    ['', ' , ', '0.5 half', '0.5 1.5', '0', '-0.5', '1e400', '0.1 '.repeat(21)].map(of),
    ['empty', 'empty', 'number', 'range', 'range', 'number', 'number', 'many'],
  );
});

/** Gates by hand: "z" and "r" of each step as two digits. @param {string} steps @returns {import('../../web/learn/exercises/time-line.js').Gates[]} */
const gatesOf = (steps) =>
  steps.split(' ').map(([z, r]) => ({ z: z === '1' ? 1 : 0, r: r === '1' ? 1 : 0 }));

test('exercises: every solution passes, and others are told what they do', () => {
  for (const right of [
    '00 00 00 10 10 10 10', // the plain one
    '01 01 00 11 10 11 10', // r makes no difference before and after
    '10 11 00 10 10 10 10',
    '10 10 01 10 10 10 10', // nothing to let in: the past is still 0
  ])
    assert.deepEqual(judge(gatesOf(right)), { right: true }, right);
  for (const [wrong, fault, step] of /** @type {const} */ ([
    ['00 00 00 00 00 00 00', 'replaced', 6],
    ['11 11 11 11 11 11 11', 'never-in', 2],
    ['00 00 10 10 10 10 10', 'never-in', 2],
    ['00 00 11 10 10 10 10', 'never-in', 2],
    ['00 00 01 10 10 10 10', 'leaked', 2],
    ['01 01 01 11 11 11 11', 'leaked', 2],
    ['00 00 00 10 00 10 10', 'replaced', 4],
    ['00 00 00 10 01 10 10', 'mixed', 4],
    ['00 00 00 10 10 10 01', 'mixed', 6],
    ['01 01 01 01 01 01 01', 'mixed', 6],
    ['00 00 00 10 10 10 00', 'replaced', 6],
  ]))
    assert.deepEqual(judge(gatesOf(wrong)), { right: false, fault, step }, wrong);
});

test('exercises: of all settings, those pass whose last state is that of the one letter', () => {
  let right = 0;
  for (let code = 0; code < 4 ** LETTERS.length; code++) {
    const gates = LETTERS.map((_, t) => ({
      z: /** @type {0 | 1} */ ((code >> (2 * t)) & 1),
      r: /** @type {0 | 1} */ ((code >> (2 * t + 1)) & 1),
    }));
    const carried = statesOf(gates).at(-1) === Math.tanh(Number(LETTERS[2]));
    assert.equal(judge(gates).right, carried, JSON.stringify(gates));
    if (carried) right++;
  }
  // After t' Z is 1, R free (2^4). At t' Z is 0, and R is 0, before it all free (4^2); or R is 1 and nothing was taken before (2^2).
  assert.equal(right, 2 ** 4 * (4 ** 2 + 2 ** 2));
});

test('exercises: the unit is one of the core with its gates held', async () => {
  const session = await createSession({ worker: false });
  await session.loadText('abcdefg'.repeat(20));
  const { vocabulary } = await session.createModel({ cell: 'gru', hidden: 1, batch: 2, steps: 5 });
  const letters = [...'abcdefg'];
  const input = new Float32Array(3 * vocabulary.length);
  for (const [t, letter] of letters.entries())
    input[2 * vocabulary.length + vocabulary.indexOf(letter)] = Number(LETTERS[t]);
  await session.setWeights({
    'rnn.weight_ih_l0': input,
    'rnn.weight_hh_l0': [0, 0, STATE_WEIGHT],
    'rnn.bias_ih_l0': [0, 0, 0],
  });
  for (const z of /** @type {const} */ ([0, 1]))
    for (const r of /** @type {const} */ ([0, 1])) {
      const { layers } = await session.inspect('abcdefg', { hold: { z, r } });
      const states = statesOf(letters.map(() => ({ z, r })));
      for (const [t, state] of states.entries())
        near(Number(layers[0]?.[0]?.hidden[t]), state, `z ${z}, r ${r} at ${t}`);
    }
  await session.dispose();
});
