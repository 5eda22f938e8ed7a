// The lean form of `node tests/bench/kill.mjs 100`.
import assert from 'node:assert/strict';
import test from 'node:test';
import { killTrainings } from '../bench/kill.mjs';

test('a training that is killed ten times loses nothing that was saved', async () => {
  const seed = Date.now() % 2 ** 32;
  console.log(`kill: seed ${seed}`);
  const { updates } = await killTrainings({ runs: 10, seed });
  assert.ok(updates > 0, `something was saved, seed ${seed}`);
});
