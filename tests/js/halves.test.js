// An engine is two modules: what loads a model and writes does without the second one.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { Core } from '../../wasm/core/core.js';
import { compileCore, startCore } from '../../wasm/core/load.js';
import { createSession } from '../../wasm/index.js';
import { complete } from '../../wasm/session/complete.js';
import { localSession } from '../../wasm/session/session.js';

const ENGINES = /** @type {const} */ (['relaxed', 'simd', 'scalar']);
const golden = (/** @type {string} */ name) =>
  readFile(new URL(`../vectors/golden/${name}.safetensors`, import.meta.url));
const language = await golden('language');
const translator = await golden('translator');

/**
 * A session, and how often it asked for the rest of its engine.
 *
 * @param {import('../../wasm/sluice.d.ts').Engine} engine
 * @param {{ failures?: number }} [how] how many of these times it fails
 */
async function openSession(engine, { failures = 0 } = {}) {
  const { modules, rest } = await compileCore({ engine });
  const asked = { times: 0 };
  const counted = async () => {
    if (++asked.times <= failures) throw new Error('unreachable');
    return /** @type {() => Promise<WebAssembly.Module>} */ (rest)();
  };
  const core = new Core(await startCore(modules));
  return { session: complete(localSession(core, { modules, rest: counted })), asked };
}

for (const engine of ENGINES) {
  test(`${engine}: a model is loaded and writes without the rest of the engine`, async () => {
    const { session, asked } = await openSession(engine);
    await assert.rejects(session.load(new Uint8Array(20)), { code: 'BAD_FILE' });
    await assert.rejects(session.info(), { code: 'MISUSE' });
    await session.load(translator);
    const { vocabulary } = await session.load(language);
    const [, symbol = ''] = vocabulary;
    await assert.rejects(session.generate({ prompt: '\u0001' }).text(), { code: 'UNKNOWN_SYMBOL' });
    await assert.rejects(session.generate({ temperature: -1 }).text(), { code: 'BAD_SETTING' });
    const options = { prompt: symbol, length: 20, temperature: 0.9, topK: 9, topP: 0.9, seed: 7 };
    const plain = await session.generate(options).text();
    assert.equal(plain, await session.generate({ ...options, chunks: true }).text());
    const rich = { repetitionPenalty: 1.1, samples: 2, probabilities: true, stop: ['\u0001'] };
    for await (const { probability } of session.generate({
      ...options,
      ...rich,
      unknown: 'skip',
      prompt: `${symbol}\u0001`,
    }))
      assert.ok(Number(probability) > 0);
    await session.generate({ hold: { z: 1 } }).text();
    const reader = await session.reader({ temperature: 0.5 });
    await reader.feed(symbol);
    const copy = await reader.clone();
    await copy.probabilities();
    assert.deepEqual(await copy.draw(), await reader.draw());
    await reader.reset();
    await Promise.all([reader.close(), copy.close()]);
    await Promise.all([session.summary(), session.settingsTable(), session.memory()]);
    assert.deepEqual(await session.history(), []);
    await session.stop();
    assert.equal(asked.times, 0);

    await session.load(await session.save());
    assert.equal(asked.times, 1);
    assert.equal(await session.generate(options).text(), plain);
    await session.inspect(symbol);
    assert.equal(asked.times, 1);
  });
}

test('calls at once wait for one rest; one that did not come is asked for again', async () => {
  const { session, asked } = await openSession('simd', { failures: 1 });
  await session.load(language);
  await assert.rejects(session.save(), /unreachable/);
  await Promise.all([session.save(), session.loadText('to and fro, '.repeat(50)), session.save()]);
  assert.equal(asked.times, 2);
});

test('a training is refused in the same words before and after the rest has come', async () => {
  const { session } = await openSession('simd');
  await session.load(language);
  for (let time = 0; time < 2; time++) {
    await assert.rejects(session.train({ updates: 1 })[Symbol.asyncIterator]().next(), {
      code: 'MISUSE',
      message: 'load a text to train the model on',
    });
  }
  await session.dispose();
  await assert.rejects(session.save(), { code: 'DISPOSED' });
});

test('calls take effect in their order, also those whose code is not there yet', async () => {
  const { session } = await openSession('simd');
  await session.load(language);
  const whole = await session.save();
  for (const [name, call] of /** @type {[string, (session: any) => Promise<any>][]} */ ([
    ['save', (session) => session.save()],
    ['inspect', (session) => session.inspect('a')],
  ])) {
    const { session: fresh } = await openSession('simd');
    await fresh.load(language);
    const [early] = await Promise.all([call(fresh), fresh.load(translator)]);
    assert.ok(early, name);
    if (name === 'save') assert.deepEqual(early, whole);
    assert.equal((await fresh.info()).kind, 'translation');
  }
  const { session: other } = await openSession('simd');
  await other.load(translator);
  const [translation, info] = await Promise.all([
    other.translate('I won'),
    other.load(language),
    other.stop(),
  ]);
  assert.ok(translation.tokens.length > 0);
  assert.equal(info.kind, 'language');
});

test('what no method takes is refused before anything is fetched', async () => {
  const { session, asked } = await openSession('simd');
  await assert.rejects(session.loadText(/** @type {any} */ (null)), { code: 'BAD_TEXT' });
  await assert.rejects(session.save(/** @type {any} */ ({ trainings: true })), {
    code: 'BAD_SETTING',
  });
  assert.equal(asked.times, 0);
});

test('halves of two builds do not start together, and one half is no engine', async () => {
  const [simd, scalar] = [
    await compileCore({ engine: 'simd' }),
    await compileCore({ engine: 'scalar' }),
  ];
  const core = new Core(await startCore(simd.modules));
  const session = complete(localSession(core, { modules: simd.modules, rest: scalar.rest }));
  await session.load(language);
  const crossed = { code: 'BAD_MODULE', message: /halves are of two builds/ };
  await assert.rejects(session.save(), crossed);
  assert.equal((await session.generate({ length: 5 }).text()).length, 5);
  for (const half of ['base', 'rest']) {
    const file = new URL(`../../wasm/bin/sluice-simd-${half}.wasm`, import.meta.url);
    const opening = createSession({ worker: false, wasm: await readFile(file) });
    await assert.rejects(opening, { code: 'BAD_MODULE' }, half);
  }
});
