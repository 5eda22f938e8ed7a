/**
 * Looking inside a model, and what simpler models reach: in this thread, in a worker or in a page.
 */
import { check, equal, fails, near } from './assert.js';
import { train, withSession } from './with-session.js';

/**
 * @typedef {import('./with-session.js').WithSession} WithSession
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 */

const TEXT = 'the grey heron waits in the reeds, and the water goes by. '.repeat(12);
/** @type {Settings} */
const SMALL = { hidden: 7, batch: 4, steps: 10, lr: 2, seed: 3 };

/**
 * @param {import('./with-session.js').Test} test
 * @param {import('./with-session.js').Create} create
 */
export function defineInspectionTests(test, create) {
  inspectionTests(withSession(test, create));
  readingTests(withSession(test, create));
  attributionTests(withSession(test, create));
  measureTests(withSession(test, create));
  baselineTests(withSession(test, create));
}

/** @param {WithSession} test */
function inspectionTests(test) {
  test('a GRU as seen from inside obeys its own equation', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    await train(session, { updates: 20 });
    const { symbols, hidden, layers, ...rest } = await session.inspect('the water');
    equal([symbols.join(''), hidden, layers.length, layers[0]?.length], ['the water', 7, 1, 1]);
    const [layer] = layers[0] ?? [];
    equal(Object.keys(layer?.gates ?? {}), ['r', 'z', 'n']);
    check(!layer?.memory, 'no memory in a GRU');
    const { r = [], z = [], n = [] } = /** @type {any} */ (layer?.gates ?? {});
    const h = layer?.hidden ?? new Float32Array();
    equal([r.length, h.length, h instanceof Float32Array], [63, 63, true]);
    for (let i = 0; i < 63; i++) {
      const before = i < 7 ? 0 : (h[i - 7] ?? NaN);
      near(h[i] ?? NaN, z[i] * before + (1 - z[i]) * n[i], 1e-6);
      check(r[i] > 0 && r[i] < 1, 'a gate between 0 and 1');
    }
    equal(rest.vocabulary, (await session.info()).vocabulary);
  });

  test('an LSTM as seen from inside obeys its own equations', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, cell: 'lstm', init: 'pytorch' });
    const { layers } = await session.inspect('heron waits');
    const { gates, hidden, memory = new Float32Array() } = /** @type {any} */ (layers.flat()[0]);
    const { i, f, g, o } = gates;
    equal(memory.length, 77);
    for (let at = 0; at < 77; at++) {
      const before = at < 7 ? 0 : memory[at - 7];
      near(memory[at], f[at] * before + i[at] * g[at], 1e-6);
      near(hidden[at], o[at] * Math.tanh(memory[at]), 1e-6);
    }
  });
}

/** @param {WithSession} test */
function readingTests(test) {
  test('distributions sum to 1, and surprise is what evaluate measures', async (session) => {
    const { symbols } = await session.loadText(TEXT);
    await session.createModel({ ...SMALL, cell: 'rnn', layers: 2 });
    await train(session, { updates: 30 });
    const text = 'the reeds';
    const { distribution, surprise, layers, vocabulary } = await session.inspect(text);
    equal([distribution.length, surprise.length], [9 * symbols, 8]);
    equal(Object.keys(layers[1]?.[0]?.gates ?? { none: 1 }), []);
    for (let t = 0; t < 9; t++) {
      const row = distribution.subarray(t * symbols, (t + 1) * symbols);
      near(
        row.reduce((sum, p) => sum + p, 0),
        1,
        1e-5,
      );
      const next = row[vocabulary.indexOf(text[t + 1] ?? '')] ?? NaN;
      if (t < 8) near(surprise[t] ?? NaN, -Math.log2(next), 1e-4);
    }
    const bits = surprise.reduce((sum, one) => sum + one, 0) / 8;
    near(bits * Math.LN2, (await session.evaluate(text)).loss, 1e-5);
  });

  test('layers and directions each have their own arrays', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, layers: 2, bidirectional: true });
    const { layers } = await session.inspect('by');
    equal(
      layers.map((directions) => directions.length),
      [2, 2],
    );
    const hiddens = layers.flat().map(({ hidden }) => hidden.join());
    equal(new Set(hiddens).size, 4);
    const alone = await session.inspect('b');
    equal([alone.surprise.length, alone.layers[0]?.[0]?.hidden.length], [0, 7]);
  });

  test('a text that cannot be read is refused', async (session) => {
    await fails('MISUSE', session.inspect('by'), /model/);
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    await fails('UNKNOWN_SYMBOL', session.inspect('by Zeus'), /Z/);
    await fails('BAD_TEXT', session.inspect(''));
    await fails('BAD_TEXT', session.inspect('e'.repeat(4097)));
    equal((await session.inspect('e'.repeat(4096))).symbols.length, 4096);
  });
}

/** @param {WithSession} test */
function attributionTests(test) {
  test('a prediction leans on what came before it, and on nothing after', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, cell: 'lstm', layers: 2, init: 'pytorch' });
    const { input, hidden, memory } = await session.attribute('the grey heron', 5);
    const all = [input, ...hidden.flat(), ...(memory ?? []).flat()];
    equal([all.length, hidden.length, memory?.length], [5, 2, 2]);
    for (const norms of all) {
      equal(norms.length, 14);
      check(
        norms.subarray(0, 6).every((norm) => norm > 0),
        'a gradient up to the position',
      );
      check(
        norms.subarray(6).every((norm) => norm === 0),
        'none after it',
      );
    }
    await session.createModel(SMALL);
    check(!(await session.attribute('by', 0)).memory, 'none in a GRU');
    await fails('MISUSE', session.attribute('by', 1));
    await fails('BAD_SETTING', session.attribute('by', -1), /position/);
  });

  test('the gradient of the last hidden state is that of a softmax', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, init: 'pytorch' });
    const text = 'the reeds';
    const { hidden } = await session.attribute(text, 4);
    const { distribution, vocabulary } = await session.inspect(text);
    const weights = tensor(await session.save(), 'linear.weight'); // (vocabulary, hidden)
    const target = vocabulary.indexOf(text[5] ?? '');
    let square = 0;
    for (let j = 0; j < 7; j++) {
      let sum = 0;
      for (const k of vocabulary.keys()) {
        const p = distribution[4 * vocabulary.length + k] ?? NaN;
        sum += (p - Number(k === target)) * (weights[k * 7 + j] ?? NaN);
      }
      square += sum ** 2;
    }
    near(hidden[0]?.[0]?.[4] ?? NaN, Math.sqrt(square), 1e-5);
  });
}

/** @param {WithSession} test */
function measureTests(test) {
  test('measure is evaluate on a part of the text', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, validation: 0.2 });
    await train(session, { updates: 20 });
    const split = TEXT.length - Math.floor(TEXT.length * 0.2);
    equal(await session.measure('training'), await session.evaluate(TEXT.slice(0, split)));
    equal(await session.measure('validation'), await session.evaluate(TEXT.slice(split)));
    const some = await session.measure('validation', { tokens: 30 });
    equal(some, await session.evaluate(TEXT.slice(split, split + 30)));
    equal([some.tokens, some.unknown], [29, 0]);
    near(some.perplexity, Math.exp(some.loss), 1e-12);
  });

  test('an epoch is divided as measure divides the text', async (session) => {
    await fails('MISUSE', session.epoch(), /model/);
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, order: 'random', validation: 0.2 });
    const heldOut = Math.floor(TEXT.length * 0.2);
    const training = TEXT.length - heldOut;
    const { batch, steps } = (await session.info()).settings;
    const updates = Math.floor(Math.floor((training - 1) / steps) / batch);
    equal(await session.epoch(), { updates, training, heldOut });
    equal((await session.measure('training')).tokens, training - 1);
    await session.createModel({ ...SMALL, batch: 4096 });
    equal((await session.epoch()).updates, 0);
  });

  test('measure counts the unknown in its part only', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, validation: 0.5 });
    await session.loadText('the heron waits, the water goes!?', { vocabulary: 'model' });
    equal((await session.measure('training')).unknown, 0);
    equal((await session.measure('validation')).unknown, 2);
  });

  test('there has to be such a part', async (session) => {
    await session.loadText(TEXT);
    await fails('MISUSE', session.measure('training'), /model/);
    await session.createModel(SMALL);
    await fails('MISUSE', session.measure('validation'), /validation above 0/);
    await fails('BAD_SETTING', session.measure(/** @type {any} */ ('test')), /part/);
    await session.loadText('another vocabulary');
    await fails('OTHER_VOCABULARY', session.measure('training'), /vocabulary: 'model'/);
    const aborted = session.measure('training', { signal: AbortSignal.abort() });
    equal((await aborted.catch((error) => error)).name, 'AbortError');
  });
}

/** @param {WithSession} test */
function baselineTests(test) {
  test('n-grams of a tiny text, counted by hand', async (session) => {
    await session.loadText('aabaabab');
    const { uniform, training, heldOut } = await session.baselines({ order: 3, validation: 0.25 });
    near(uniform, 3, 1e-9); // a, b and <unk>
    // counted: aabaab. Of 6 symbols 4 are a; a is followed by a and b alike, b by a.
    near(training[0] ?? NaN, 6 / (4 ** (4 / 6) * 2 ** (2 / 6)), 1e-9);
    near(training[1] ?? NaN, 2 ** (4 / 5), 1e-9);
    near(training[2] ?? NaN, 1, 1e-9);
    // predicted: the b of ab, from (2 + 2/3) / (6 + 2) and (2 + 2 * 1/3) / (4 + 2)
    equal(heldOut.length, 3);
    near(heldOut[0] ?? NaN, 3, 1e-9);
    near(heldOut[1] ?? NaN, 9 / 4, 1e-9);
    near(heldOut[2] ?? NaN, 9 / 4, 1e-9);
  });

  test('the split is that of the model unless told otherwise', async (session) => {
    await session.loadText(TEXT);
    const { heldOut, training, milliseconds } = await session.baselines();
    equal([heldOut, training.length, milliseconds > 0], [[], 5, true]);
    await session.createModel({ ...SMALL, validation: 0.3 });
    const own = await session.baselines();
    equal(own.heldOut, (await session.baselines({ validation: 0.3 })).heldOut);
    equal(own.heldOut.length, 5);
    check(own.heldOut[0] !== (await session.baselines({ validation: 0.1 })).heldOut[0], 'a split');
  });

  test('impossible baselines are refused', async (session) => {
    await fails('MISUSE', session.baselines(), /text/);
    await session.loadText('abc');
    for (const order of [9, 0xffffffff])
      await fails('BAD_SETTING', session.baselines({ order }), /order/);
    await fails('BAD_SETTING', session.baselines({ order: 1.5 }), /order/);
    await fails('BAD_SETTING', session.baselines({ validation: 2 }), /validation/);
    await fails('TEXT_TOO_SHORT', session.baselines());
  });
}

/**
 * A tensor of a model file.
 *
 * @param {Uint8Array} file
 * @param {string} name
 * @returns {Float32Array}
 */
function tensor(file, name) {
  const view = new DataView(file.buffer, file.byteOffset);
  const start = 8 + view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, start)));
  const [first, end] = header[name].data_offsets;
  return new Float32Array(file.slice(start + first, start + end).buffer);
}
