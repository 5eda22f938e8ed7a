// What the lesson shows of a cell is what the core computes: gates under their names, sums, the blend.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { numbersAt, statesBefore, sumOf } from '../../web/learn/one-unit.js';

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
