import { test } from 'node:test';
import { Core } from '../../wasm/core/core.js';
import { loadCore } from '../../wasm/core/load.js';
import { createSession } from '../../wasm/index.js';
import { complete } from '../../wasm/session/complete.js';
import { localSession } from '../../wasm/session/session.js';
import { equal, fails } from './assert.js';
import { defineSessionTests } from './session.js';
import { defineDrawingTests } from './session-drawing.js';
import { defineGateTests } from './session-gates.js';
import { defineInspectionTests } from './session-inspection.js';
import { definePresetTests } from './session-presets.js';
import { defineReachTests } from './session-reach.js';
import { defineResumeTests } from './session-resume.js';
import { defineTranslationTests } from './session-translation.js';

/** @param {import('../../wasm/sluice.d.ts').SessionOptions} [options] */
const create = (options) => createSession({ ...options, worker: false });
defineSessionTests(test, create);
defineDrawingTests(test, create);
defineReachTests(test, create);
defineInspectionTests(test, create);
defineGateTests(test, create);
definePresetTests(test, create);
defineResumeTests(test, create);
defineTranslationTests(test, create);

/**
 * A core that notes which handles were made and not yet freed, and which functions were called.
 *
 * @param {Map<number, string>} alive
 * @param {string[]} [called]
 */
async function watchedCore(alive, called = []) {
  const exports = /** @type {any} */ (await loadCore());
  /** @type {Record<string, any>} */
  const watched = { memory: exports.memory };
  for (const [name, work] of Object.entries(exports)) {
    if (typeof work !== 'function') continue;
    watched[name] = (/** @type {number[]} */ ...args) => {
      called.push(name);
      if (name.endsWith('_free')) alive.delete(args[0] ?? 0);
      const result = work(...args);
      if (/_(create|load|clone)(_[a-z]+)?$/.test(name) && result === 0) {
        const output = args.at(-2) ?? 0; // before the sl_error
        alive.set(new DataView(exports.memory.buffer).getUint32(output, true), name);
      }
      return result;
    };
  }
  return new Core(watched);
}

test('every handle is freed: when replaced, and after failures', async () => {
  /** @type {Map<number, string>} */
  const alive = new Map();
  const session = complete(localSession(await watchedCore(alive)));
  const text = 'to and fro, '.repeat(50);
  const settings = { hidden: 8, batch: 2, steps: 5 };
  const lasting = () => [...alive.values()].sort().join(' ');

  for (let round = 0; round < 2; round++) {
    await session.loadText(text);
    await session.createModel(settings);
    for await (const _ of session.generate({ length: 9 })) if (round === 0) break;
    const reader = await session.reader();
    await reader.feed('to');
    const copy = await reader.clone();
    await reader.reset();
    await fails('UNKNOWN_SYMBOL', copy.feed('?'));
    await Promise.all([reader.close(), copy.close()]);
    for await (const _ of session.generate({ length: 9, samples: 2 })) if (round === 0) break;
    for await (const _ of session.train({ updates: 9 }));
    await session.evaluate(text);
    await session.load(await session.save());
    await fails('BAD_FILE', session.load(new Uint8Array(20)));
    await fails('BAD_TEXT', session.loadText('\0'));
    await fails('BAD_TEXT', session.evaluate('\0'));
    await fails('BAD_SETTING', session.createModel({ hidden: -1 }));
    await fails('UNKNOWN_SYMBOL', session.generate({ prompt: '?' })[Symbol.asyncIterator]().next());
    for await (const _ of session.train({ updates: 9 }));
    const file = await session.save({ training: true });
    await session.resume(file);
    await fails('BAD_FILE', session.resume(await session.save()));
    await fails('BAD_FILE', session.resume(file.slice(1)));
    await session.loadText(`${text}.`);
    await fails('BAD_TEXT', session.resume(file));
    await session.loadText(text);
    await session.resume(file);
    equal(lasting(), 'sl_model_load sl_text_create sl_trainer_create');
  }

  for (let round = 0; round < 2; round++) {
    await session.inspect('to and fro');
    await session.attribute('to and fro', 3);
    await fails('MISUSE', session.attribute('to', 1));
    await session.dissect();
    await fails('BAD_SETTING', session.inspect('to', { hold: { i: 1 } }));
    const blind = session.generate({ hold: { z: 2 } })[Symbol.asyncIterator]();
    await fails('BAD_SETTING', blind.next());
    await session.measure('training');
    await session.baselines({ validation: 0.1 });
    await session.loadPairs('to and\tfro\nfro\tto', { minimum: 1 });
    await session.createTranslator({ ...settings, layers: 2, bidirectional: true });
    for await (const _ of session.train({ updates: 3 }));
    await session.pairsLoss();
    await session.translate('to', { width: 2 });
    await session.sampleTranslation('to');
    await session.bleu(['to and fro'], [['to', 'fro']]);
    await fails('MISUSE', session.bleu(['to and fro'], [[]]));
    await session.bookBleu('to', 'fro');
    await fails('BAD_TEXT', session.loadPairs('to'));
    await fails('BAD_SETTING', session.createTranslator({ embedding: -1 }));
    const left = 'sl_model_create_translation sl_pairs_create sl_text_create';
    equal(lasting(), `${left} sl_trainer_create_pairs`);
    await session.createModel(settings);
  }

  const stream = session.generate({ length: 9 })[Symbol.asyncIterator]();
  await stream.next();
  await session.createModel(settings); // the stream goes on with the old model
  equal(lasting().match(/sl_model/g)?.length, 2);
  await stream.return?.();
  equal(lasting(), 'sl_model_create sl_pairs_create sl_text_create');
  await session.dispose();
});

test('weights stay as they are while they are measured', async () => {
  /** @type {string[]} */
  const called = [];
  const session = complete(localSession(await watchedCore(new Map(), called)));
  const text = 'to and fro, '.repeat(3000);
  await session.loadText(text);
  await session.createModel({ hidden: 64, validation: 0.3 });
  const stop = new AbortController();
  const training = (async () => {
    for await (const _ of session.train({ validateEvery: 5, signal: stop.signal }));
  })();
  for (let i = 0; i < 3; i++) await session.evaluate(text);
  stop.abort();
  await training;
  await session.dispose();

  let measuring = 0;
  let during = 0;
  for (const name of called) {
    if (name === 'sl_evaluator_create') measuring++;
    if (name === 'sl_evaluator_free') measuring--;
    if (name === 'sl_trainer_step' && measuring > 0) during++;
  }
  equal([during, called.includes('sl_trainer_step')], [0, true]);
});

test('training leaves the event loop its turns', async () => {
  const session = await createSession({ worker: false });
  await session.loadText('to and fro, '.repeat(500));
  await session.createModel({ hidden: 64 });
  let ticks = 0;
  const timer = setInterval(() => ticks++, 10);
  for await (const _ of session.train({ updates: 2000 })) if (ticks >= 6) break;
  clearInterval(timer);
  await session.dispose();
  equal(ticks >= 6, true);
});
