/**
 * How a session draws: by options of generate, and by hand with a reader. Nothing here is Node's.
 */
import { check, equal, fails, near } from './assert.js';
import { train, withSession } from './with-session.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('./with-session.js').Test} Test
 * @typedef {import('./with-session.js').Create} Create
 * @typedef {import('./with-session.js').WithSession} WithSession
 */

const SENTENCE = 'the grey heron waits in the reeds, and the water goes by. ';
const TEXT = SENTENCE.repeat(20);

/** @param {Session} session */
async function learn(session, updates = 30) {
  await session.loadText(TEXT);
  await session.createModel({ hidden: 16, batch: 4, steps: 10, lr: 2, seed: 3 });
  await train(session, { updates });
}

/** @template T @param {AsyncIterable<T>} items */
async function all(items) {
  const got = [];
  for await (const item of items) got.push(item);
  return got;
}

/**
 * @param {Test} test
 * @param {Create} create
 */
export function defineDrawingTests(test, create) {
  const define = withSession(test, create);
  optionTests(define);
  sampleTests(define);
  readerTests(define);
  readerRefusals(define);
}

/** @param {WithSession} test */
function optionTests(test) {
  test('a seed of its own each time, and the one used is told', async (session) => {
    await learn(session, 5);
    const [one, other] = [session.generate(), session.generate()];
    check(one.seed !== other.seed, `two seeds, got ${one.seed} twice`);
    const text = await one.text();
    equal(await session.generate({ seed: one.seed }).text(), text);
    check((await other.text()) !== text, 'another text');
    equal(session.generate({ seed: 7 }).seed, 7);
  });

  test('a stop string ends the text, and is left out', async (session) => {
    await learn(session);
    const options = { seed: 5, length: 300 };
    const whole = await session.generate(options).text();
    const stops = ['never', whole.slice(40, 44), whole.slice(100, 103)];
    const place = Math.min(...stops.slice(1).map((stop) => whole.indexOf(stop)));
    const cut = session.generate({ ...options, stop: stops });
    equal(await cut.text(), whole.slice(0, place));
    equal(await session.generate({ ...options, stop: 'never' }).text(), whole);
    equal(await session.generate({ ...options, stop: `${whole.slice(-5)}?` }).text(), whole);
    await fails('BAD_SETTING', session.generate({ stop: /** @type {any} */ (5) }).text(), /stop/);
  });

  test('in chunks it is the same text, in fewer pieces', async (session) => {
    await learn(session, 5);
    const options = { seed: 5, length: 3000 };
    const chunks = await all(session.generate({ ...options, chunks: true }));
    equal(chunks.join(''), await session.generate(options).text());
    check(chunks.length < 1000, `fewer pieces, got ${chunks.length}`);
  });

  test('a prompt may have unknown symbols when they are to be skipped', async (session) => {
    await learn(session, 5);
    const options = { seed: 5, length: 20 };
    const known = await session.generate({ ...options, prompt: 'the heron' }).text();
    const skipping = { ...options, prompt: 'tXhe heroñn', unknown: /** @type {const} */ ('skip') };
    equal(await session.generate(skipping).text(), known);
    const other = session.generate({ ...skipping, unknown: /** @type {any} */ ('drop') });
    await fails('BAD_SETTING', other.text(), /unknown takes refuse or skip/);
  });
}

/** @param {WithSession} test */
function sampleTests(test) {
  test('samples have seeds that follow one another', async (session) => {
    await learn(session, 5);
    const options = { seed: 5, length: 30 };
    const texts = await session.generate({ ...options, samples: 3 }).texts();
    const alone = [5, 6, 7].map((seed) => session.generate({ ...options, seed }).text());
    equal(texts, await Promise.all(alone));
    const drawn = await all(session.generate({ ...options, samples: 2, chunks: true }));
    equal([...new Set(drawn.map(({ sample }) => sample))], [0, 1]);
    await fails('BAD_SETTING', session.generate({ samples: 0 }).text(), /samples/);
  });

  test('probabilities are those of the model', async (session) => {
    await learn(session);
    const options = { prompt: 'the ', seed: 5, length: 12, temperature: 0.5, topK: 3 };
    const drawn = await all(session.generate({ ...options, probabilities: true }));
    const read = await session.inspect(`the ${drawn.map(({ text }) => text).join('')}`);
    for (const [i, { probability = NaN }] of drawn.entries()) {
      near(probability, 2 ** -(read.surprise[3 + i] ?? NaN), 1e-5);
    }
    const both = /** @type {any} */ ({ probabilities: true, chunks: true });
    await fails('BAD_SETTING', session.generate(both).text(), /leave chunks out/);
  });

  test('a penalty keeps what was drawn from coming back', async (session) => {
    await learn(session);
    const options = { temperature: 0, length: 10, seed: 1 };
    const plain = await session.generate(options).text();
    const penalized = await session.generate({ ...options, repetitionPenalty: 100 }).text();
    check(new Set(penalized).size > new Set(plain).size, `more than ${plain}, got ${penalized}`);
    const refused = session.generate({ repetitionPenalty: 0.5 });
    await fails('BAD_SETTING', refused.text(), /penalty is from 1 to 100/);
  });
}

/** @param {WithSession} test */
function readerTests(test) {
  test('a reader draws what generate draws', async (session) => {
    await learn(session);
    const options = { seed: 9, temperature: 0.8, topP: 0.9 };
    const written = await session.generate({ ...options, prompt: 'the grey', length: 12 }).text();
    const reader = await session.reader(options);
    await reader.feed('the ');
    await reader.feed('grXey', { unknown: 'skip' });
    let text = '';
    for (let i = 0; i < 12; i++) text += (await reader.draw({ temperature: undefined })).symbol;
    equal(text, written);
    await reader.reset();
    await reader.feed('the grey');
    equal((await reader.draw()).symbol, text[0]);
    await reader.close();
  });

  test('its probabilities are those of a look inside, and looking moves nothing', async (session) => {
    await learn(session);
    const { vocabulary } = await session.info();
    const reader = await session.reader({ seed: 4 });
    await reader.feed('the grey');
    const shares = await reader.probabilities();
    const { distribution } = await session.inspect('the grey');
    for (const [i, share] of shares.entries()) {
      near(share, distribution[7 * vocabulary.length + i] ?? NaN, 1e-5);
    }
    const copy = await reader.clone();
    equal(await copy.probabilities(), shares);
    const drawn = await reader.draw();
    near(drawn.probability, shares[vocabulary.indexOf(drawn.symbol)] ?? NaN, 1e-6);
    equal(await copy.draw(), drawn); // a place of its own, with the same random numbers
    await reader.feed('XYZ', { unknown: 'skip' });
    equal(await copy.probabilities(), await reader.probabilities());
  });
}

/** @param {WithSession} test */
function readerRefusals(test) {
  test('a reader refuses what it cannot do, and stays with its model', async (session) => {
    await fails('MISUSE', session.reader(), /model/);
    await learn(session, 5);
    await fails('BAD_SETTING', session.reader(/** @type {any} */ ({ length: 3 })), /no option/);
    const reader = await session.reader();
    await fails('UNKNOWN_SYMBOL', reader.feed('heroñ'), /ñ/);
    await fails('BAD_SETTING', reader.draw({ temperature: -1 }), /temperature/);
    const before = await reader.probabilities();
    await session.createModel({ hidden: 4 });
    equal(await reader.probabilities(), before);
    await reader.close();
    await reader.close();
    await fails('MISUSE', reader.draw(), /closed/);
  });
}
