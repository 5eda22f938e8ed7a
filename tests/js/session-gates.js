/**
 * Gates held at a value, and an update taken apart: in this thread and in a worker.
 */
import { check, equal, fails, near } from './assert.js';
import { train, withSession } from './with-session.js';

/**
 * @typedef {import('./with-session.js').WithSession} WithSession
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {import('../../wasm/sluice.d.ts').Hold} Hold
 */

const TEXT = 'the grey heron waits in the reeds, and the water goes by. '.repeat(12);
/** @type {Settings} */
const SMALL = { hidden: 7, batch: 4, steps: 10, lr: 2, seed: 3, init: 'pytorch' };

/**
 * @param {import('./with-session.js').Test} test
 * @param {import('./with-session.js').Create} create
 */
export function defineGateTests(test, create) {
  holdTests(withSession(test, create));
  refusalTests(withSession(test, create));
  dissectionTests(withSession(test, create));
}

/**
 * @param {Session} session
 * @param {Hold} [hold]
 */
async function written(session, hold, prompt = 'the ') {
  let text = '';
  for await (const symbol of session.generate({ prompt, length: 60, seed: 1, hold }))
    text += symbol;
  return text;
}

/** @param {WithSession} test */
function holdTests(test) {
  test('held gates: with r and z at 0 the last letter alone decides what is written', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    await train(session, { updates: 20 });
    const blind = { reset: 0, update: 0 };
    const free = await written(session);
    equal(await written(session, blind, 'e'), await written(session, blind, 'reeds, and the'));
    check((await written(session, blind)) !== free, 'a model without its past writes otherwise');
    equal(await written(session), free);
  });

  test('held gates: what is seen from inside has them, layer by layer', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, layers: 2 });
    await train(session, { updates: 10 });
    const free = await session.inspect('heron');
    const { layers } = await session.inspect('heron', { hold: { z: [null, 0.25] } });
    const [lower, upper] = layers.flat();
    equal([...new Set(upper?.gates.z)], [0.25]);
    equal(lower, free.layers[0]?.[0]);
    equal(Object.keys(await session.attribute('heron', 3, { hold: { z: 1 } })), [
      'input',
      'hidden',
    ]);
    const [still] = (await session.inspect('heron', { hold: { z: 1 } })).layers.flat();
    check(still?.hidden.every((h) => h === 0) ?? false, 'the state never changes');
    const cut = await session.attribute('heron', 3, { hold: { z: 0, r: 0 } });
    equal(
      [...cut.input].map((norm) => norm > 0),
      [false, false, false, true, false],
    );
  });
}

/** @param {WithSession} test */
function refusalTests(test) {
  test('held gates: what cannot be held is refused with what can', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    /** @type {[any, RegExp][]} */
    const refused = [
      [{ forget: 1 }, /a gru has r \(reset\) and z \(update\)/],
      [{ n: 1 }, /no gate of this model/],
      [{ z: 1.5 }, /from 0 to 1, not at 1.5/],
      [{ z: '1' }, /hold.z takes a number, not "1"/],
      [{ z: [0, 1] }, /no layer 1 .* the last one is 0/],
      ['z', /such as \{ z: 0.5 \}, not "z"/],
      [[1], /not an array/],
    ];
    for (const [hold, message] of refused) {
      await fails('BAD_SETTING', () => written(session, hold), message);
      await fails('BAD_SETTING', () => session.inspect('heron', { hold }), message);
    }
    await fails('BAD_SETTING', () => session.attribute('heron', 2, { hold: { i: 0 } }), /no gate/);
    const misspelt = /** @type {any} */ ({ held: {} });
    await fails('BAD_SETTING', () => session.inspect('heron', misspelt), /did you mean hold/);
    equal((await written(session, { z: undefined })).length, 60);
    await session.createModel({ ...SMALL, cell: 'rnn' });
    await fails('BAD_SETTING', () => written(session, { r: 1 }), /an rnn has none/);
  });
}

/** @param {WithSession} test */
function dissectionTests(test) {
  test('an update taken apart is the one that train would make', async (session) => {
    await session.loadText(TEXT);
    /** @type {Settings} */
    const settings = { ...SMALL, clip: 0.05, schedule: 'cosine', horizon: 40, reset: 'after' };
    await session.createModel(settings);
    await train(session, { updates: 6, workers: 2 });
    const expected = await session.save({ training: true });
    await session.createModel(settings);
    await train(session, { updates: 5, workers: 2 });
    const before = (await session.info()).tensors;
    const { update, loss, gradientNorm, scale, rate, tensors } = await session.dissect();
    equal(await session.save({ training: true }), expected);
    equal(update, 6);
    check(loss > 0 && gradientNorm > 0.05, 'a gradient that is clipped');
    near(scale, 0.05 / gradientNorm, 1e-9);
    near(rate, 1 + Math.cos((Math.PI * 5) / 40), 1e-12);
    equal(
      tensors.map(({ name }) => name),
      before.map(({ name }) => name),
    );
    near(Math.hypot(...tensors.map((tensor) => tensor.gradientNorm)), gradientNorm, 1e-5);
    for (const { gradientNorm: norm, step } of tensors) near(step, rate * scale * norm, 1e-6);
    equal(
      tensors.reduce((sum, { parameters }) => sum + parameters, 0),
      (await session.info()).parameters,
    );
    const [next] = await train(session, { updates: 7, workers: 2, reportEvery: 1 });
    equal(next?.update, 7);
  });

  test('an update is not taken apart during a training', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    for await (const { update } of session.train({ updates: 2, reportEvery: 1 })) {
      if (update === 1) await fails('MISUSE', () => session.dissect(), /end the running training/);
    }
    equal((await session.dissect()).update, 3);
  });
}
