// Learning on while reading: in a session, in a worker and on the command line.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { fails } from './assert.js';
import { openFolder } from './run-cli.js';
import { train } from './with-session.js';

const { inFolder, sluice } = await openFolder();
const TEXT = 'the grey heron waits in the reeds, and the water goes by. '.repeat(40);
const OTHER = 'these reeds wait, and in the water the heron goes there. '.repeat(20);
const SMALL = /** @type {const} */ ({ hidden: 16, batch: 4, steps: 10, init: 'xavier', seed: 3 });
/** Unlike the defaults, enough for a small model to learn from a short text. */
const BOLD = { rate: 1, length: 1 };

for (const worker of [false, true])
  test(`the copy does better, and the model stays as it was, ${worker ? 'worker' : 'thread'}`, async () => {
    const session = await createSession({ worker, engine: 'simd' });
    try {
      await session.loadText(TEXT);
      await session.createModel({ ...SMALL, validation: 0.2, average: 0.8 });
      await train(session, { updates: 30 });
      const before = await session.save({ training: true });
      const still = await session.evaluate(OTHER);
      const learned = await session.evaluate(OTHER, { learnOn: BOLD });
      assert.ok(learned.loss < 0.8 * still.loss, `${learned.loss} after ${still.loss}`);
      assert.deepEqual([learned.tokens, learned.unknown], [still.tokens, still.unknown]);
      assert.deepEqual(await session.evaluate(OTHER, { learnOn: BOLD }), learned);
      const usual = await session.evaluate(OTHER, { learnOn: true });
      assert.deepEqual(await session.evaluate(OTHER, { learnOn: { rate: 0.2 } }), usual);
      assert.ok(usual.loss < still.loss && usual.loss > learned.loss);
      assert.deepEqual(await session.evaluate(OTHER, { learnOn: false }), still);
      const held = await session.measure('validation');
      assert.ok((await session.measure('validation', { learnOn: BOLD })).loss < held.loss);
      assert.deepEqual(await session.save({ training: true }), before);
    } finally {
      await session.dispose();
    }
  });

test('what cannot be learned with is refused', async () => {
  const session = await createSession({ worker: false, engine: 'simd' });
  await session.loadText(TEXT);
  await session.createModel(SMALL);
  /** @param {any} learnOn */
  const evaluated = (learnOn) => () => session.evaluate(OTHER, { learnOn });
  await fails(
    'BAD_SETTING',
    evaluated({ length: 0 }),
    /length above 0 and at most 10, such as 0.2/,
  );
  await fails('BAD_SETTING', evaluated({ rate: -1 }), /rate above 0 and at most 1000/);
  await fails('BAD_SETTING', evaluated({ rate: 'much' }), /rate takes a number/);
  await fails('BAD_SETTING', evaluated({ size: 1 }), /learnOn has no option "size"/);
  await fails('BAD_SETTING', evaluated('yes'), /learnOn takes true, false or/);
  await fails('DIVERGED', evaluated({ rate: 1000, length: 10 }), /smaller length than 10/);
  await session.createModel({ ...SMALL, bidirectional: true });
  await fails('BAD_SETTING', evaluated(true), /both directions/);
  await session.dispose();
});

test('command line: sluice evaluate --learn-on', async () => {
  const [text, other, model] = [inFolder('a.txt'), inFolder('b.txt'), inFolder('model')];
  await writeFile(text, TEXT);
  await writeFile(other, OTHER);
  const small = ['--hidden', '16', '--batch', '4', '--steps', '10', '--init', 'xavier'];
  await sluice(['train', text, ...small, '--updates', '30', '--json', '--out', model]);
  const before = await readFile(model);
  /** @param {string[]} args */
  const evaluate = (...args) => sluice(['evaluate', model, other, ...args]);
  const still = JSON.parse((await evaluate('--json')).out);
  const bold = ['--learn-on', '--learn-rate', '1', '--learn-length', '1'];
  const learned = JSON.parse((await evaluate('--json', ...bold)).out);
  assert.ok(learned.loss < 0.9 * still.loss);
  assert.deepEqual([learned.learn_on, 'learn_on' in still], [true, false]);
  const talk = await evaluate(...bold);
  assert.ok(talk.out.includes(`perplexity  ${learned.perplexity.toFixed(4)}\n`), talk.out);
  assert.match(talk.out, /learned on while it read/);
  assert.ok((await readFile(model)).equals(before));

  const alone = await evaluate('--learn-length', '1');
  assert.deepEqual([alone.code, alone.out], [2, '']);
  assert.match(alone.err, /give --learn-on, too/);
  const none = await evaluate('--learn-on', '--learn-length', '0');
  assert.deepEqual([none.code, none.out], [2, '']);
  assert.match(none.err, /--learn-length must be a number above 0 and at most 10/);
  const wild = await evaluate('--learn-on', '--learn-rate', '1000', '--learn-length', '10');
  assert.deepEqual([wild.code, wild.out], [1, '']);
  assert.match(wild.err, /learning on has gone astray/);
});
