/**
 * What people reach for beside the first six lines: sources of all kinds, an end for a training, its history,
 * weights as arrays. Nothing here is Node's.
 */
import { trainingEvents } from '../../wasm/index.js';
import { check, equal, fails } from './assert.js';
import { train, withSession } from './with-session.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('./with-session.js').Test} Test
 * @typedef {import('./with-session.js').Create} Create
 * @typedef {import('./with-session.js').WithSession} WithSession
 */

const TEXT = 'the grey heron waits in the reeds, and the water goes by. '.repeat(20);
const SMALL = { hidden: 16, batch: 4, steps: 10, lr: 2, seed: 3 };

/** @param {string} text */
const bytesOf = (text) => new TextEncoder().encode(text);

/** @param {Uint8Array} bytes */
const addressOf = (bytes) =>
  new URL(`data:text/plain;base64,${btoa(String.fromCharCode(...bytes))}`);

/**
 * @param {Test} test
 * @param {Create} create
 */
export function defineReachTests(test, create) {
  const define = withSession(test, create);
  sourceTests(define);
  fileTests(define);
  trainingTests(define);
  historyTests(define);
  eventTests(define);
  weightTests(define);
  test('opening a session can be aborted', async () => {
    const signal = AbortSignal.abort();
    equal((await create({ signal }).catch((reason) => reason)).name, 'AbortError');
    const abort = new AbortController();
    const opening = create({ signal: abort.signal });
    abort.abort();
    equal((await opening.catch((reason) => reason)).name, 'AbortError');
    const session = await create({ signal: new AbortController().signal });
    check((await session.settingsTable()).length > 0, 'a session');
    await session.dispose();
  });

  test('await using disposes of a session', async () => {
    if (!Symbol.asyncDispose) return;
    const session = await create();
    await session[Symbol.asyncDispose]();
    await fails('DISPOSED', session.info());
  });
}

/** What a training tells, in order, until its end or its failure. @param {AsyncIterable<any>} reports */
function eventsOf(reports) {
  const training = trainingEvents(reports);
  /** @type {{ type: string, detail: any }[]} */
  const told = [];
  return new Promise((resolve) => {
    for (const type of /** @type {const} */ (['progress', 'end', 'error']))
      training.addEventListener(type, ({ detail }) => {
        told.push({ type, detail });
        if (type !== 'progress') resolve(told);
      });
  });
}

/** @param {WithSession} test */
function eventTests(test) {
  test('a training tells by events what its iteration gives', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    const told = await eventsOf(session.train({ updates: 6, reportEvery: 2, workers: 1 }));
    equal(
      told.map((/** @type {any} */ { type, detail }) => `${type} ${detail.update}`).join(),
      'progress 2,progress 4,progress 6,end 6',
    );
    equal(told.at(-1).detail, (await session.history()).at(-1));
  });

  test('a training that is stopped tells its end, and one that fails why', async (session) => {
    const failed = await eventsOf(session.train({ updates: 5 }));
    equal(failed.length, 1);
    equal(failed[0].type, 'error');
    equal(failed[0].detail.code, 'MISUSE');
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    const long = trainingEvents(session.train({ updates: 1e6, workers: 1 }));
    const ended = new Promise((resolve) => {
      long.addEventListener('progress', () => session.stop(), { once: true });
      long.addEventListener('end', ({ detail }) => resolve(detail));
    });
    const last = await ended;
    check(last.update > 0 && last.update < 1e6, 'before its target');
  });
}

/** @param {WithSession} test */
function sourceTests(test) {
  test('buffers, answers and addresses give the text of their bytes', async (session) => {
    const text = 'añ🦓 '.repeat(30);
    const { fingerprint } = await session.loadText(text);
    const bytes = bytesOf(text);
    for (const source of [bytes.buffer, new Response(text), addressOf(bytes)]) {
      const info = await session.loadText(source);
      equal([info.fingerprint, info.bytes], [fingerprint, bytes.length]);
    }
    equal(bytes.length, 30 * 8); // the caller's buffer is still the caller's
  });

  test('an answer that is an error is one, with a code', async (session) => {
    const missing = () => new Response('not here', { status: 404, statusText: 'Not Found' });
    await fails('UNREACHABLE', session.loadText(missing()), /answered 404 Not Found/);
    await fails('UNREACHABLE', session.load(missing()), /404/);
    await fails('UNREACHABLE', session.loadText(new URL('nowhere:text')), /nowhere:text/);
    let pulls = 0;
    const breaks = new ReadableStream({
      pull: (controller) =>
        ++pulls < 3 ? controller.enqueue(bytesOf(TEXT)) : controller.error(new TypeError('cut')),
    });
    await fails('UNREACHABLE', session.loadText(new Response(breaks)), /broke off: cut/);
    const body = (async function* () {
      yield bytesOf(TEXT);
    })();
    const ofNodeFetch = { ok: true, status: 200, bodyUsed: false, body, arrayBuffer() {} };
    const loaded = await session.loadText(/** @type {any} */ (ofNodeFetch));
    equal(loaded.length, TEXT.length);
    const read = new Response('a text');
    await read.text();
    await fails('BAD_TEXT', session.loadText(read), /read already/);
  });

  test('documents end with a mark', async (session) => {
    const documents = ['one', bytesOf('two'), new Response('three')];
    const marked = await session.loadText('one\x03two\x03three\x03');
    equal((await session.loadText(documents)).fingerprint, marked.fingerprint);
    const lines = await session.loadText('one\n\nfour\n\n');
    const own = { endMark: '\n\n' };
    equal((await session.loadText(['one', 'four'], own)).fingerprint, lines.fingerprint);
    await fails('BAD_TEXT', session.loadText([]), /or an array, not an empty array$/);
    await fails('BAD_TEXT', session.loadText(/** @type {any} */ (['a', 5])), /not 5/);
    const wrong = session.loadText(['a'], { endMark: /** @type {any} */ (5) });
    await fails('BAD_SETTING', wrong, /endMark takes a string/);
    const vocabulary = /** @type {any} */ ('Model');
    await fails('BAD_SETTING', session.loadText('a', { vocabulary }), /takes own or model, not/);
    await fails('BAD_SETTING', session.loadPairs('a\tb', { vocabulary }), /own or model/);
    const onProgress = () => {
      throw new RangeError('no more');
    };
    equal((await session.loadText(TEXT, { onProgress }).catch((e) => e)).message, 'no more');
    equal((await session.loadPairs(['a\tb', 'c\td\n'], { minimum: 1 })).pairs, 2);
  });
}

/** @param {WithSession} test */
function fileTests(test) {
  test('a model comes from wherever its file is, with progress', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    await train(session, { updates: 3 });
    const file = await session.save({ training: true });
    const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (file);
    /** @type {number[]} */
    const heard = [];
    const onProgress = (/** @type {number} */ size) => heard.push(size);
    for (const source of [bytes.slice().buffer, new Blob([bytes]), addressOf(bytes)]) {
      await session.createModel({ hidden: 4 });
      equal((await session.load(source, { onProgress })).updates, 3);
      equal(heard.at(-1), file.length);
    }
    await session.resume(new Response(bytes), { onProgress });
    equal((await train(session, { updates: 5 })).at(-1)?.update, 5);
    await fails('MISUSE', session.load(/** @type {any} */ (undefined)), /a model file is bytes/);
    for (const source of [bytes, new Blob([bytes])])
      for (const load of [session.load, session.resume]) {
        const aborted = load(source, { signal: AbortSignal.abort() });
        equal((await aborted.catch((reason) => reason)).name, 'AbortError');
        const signal = /** @type {any} */ (new AbortController());
        await fails('BAD_SETTING', load(source, { signal }), /signal takes an AbortSignal/);
        await fails(
          'BAD_SETTING',
          load(source, /** @type {any} */ (null)),
          /as an object, not null/,
        );
        const misspelt = /** @type {any} */ ({ onprogress: onProgress });
        await fails('BAD_SETTING', load(source, misspelt), /no option "onprogress"/);
      }
  });

  test('a file that never arrives does not outlive its session', async (session) => {
    let isCancelled = false;
    const source = new ReadableStream({
      cancel() {
        isCancelled = true;
      },
    });
    const told = fails('DISPOSED', session.load(source));
    await session.dispose();
    await told;
    check(isCancelled, 'a stream that is cancelled');
  });
}

/** @param {WithSession} test */
function trainingTests(test) {
  test('so many more updates, and a last report even of none', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    equal((await train(session, { more: 7 })).at(-1)?.update, 7);
    equal((await train(session, { more: 5, updates: 100 })).at(-1)?.update, 12);
    equal((await train(session, { more: 100, updates: 14 })).at(-1)?.update, 14);
    const last = await train(session, { updates: 10 });
    equal(last, (await session.history()).slice(-1));
    const two = session.train({ more: 2 });
    equal((await two.end())?.update, 16);
    equal((await two.end())?.update, 16);
    equal(await session.train({ more: 2, signal: AbortSignal.abort() }).end(), null);
    await fails('BAD_SETTING', session.train({ more: 0.5 }).end(), /more/);
    await fails('BAD_SETTING', train(session, { updates: -3 }), /whole number, 0 or more, not -3/);
    await fails('BAD_SETTING', train(session, { minutes: 1, more: 5 }), /no more/);
  });

  test('stop ends a training with a last report', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    await session.stop(); // none runs
    const updates = [];
    for await (const { update } of session.train({ updates: 1e6 })) {
      updates.push(update);
      if (updates.length === 1) session.stop();
    }
    const done = (await session.info()).updates;
    equal(done, updates.at(-1));
    check(done < 1e6, 'an end before the last update');
    equal((await train(session, { more: 3 })).at(-1)?.update, done + 3);
  });

  test('stop does not wait for a measuring that holds the training', async (session) => {
    const long = TEXT.repeat(200);
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    /** @type {string[]} */
    const ends = [];
    /** @type {Promise<unknown> | undefined} */
    let measuring;
    const onProgress = (/** @type {number} */ bytes) => bytes === long.length && session.stop();
    for await (const { update } of session.train({ updates: 1e6 }))
      if (update > 0)
        measuring ??= session.evaluate(long, { onProgress }).then(() => ends.push('measuring'));
    ends.push('training');
    await measuring;
    equal(ends, ['training', 'measuring']);
  });
}

/** @param {WithSession} test */
function historyTests(test) {
  test('the history holds all reports of a training', async (session) => {
    equal(await session.history(), []);
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    const reports = await train(session, { updates: 5, reportEvery: 1 });
    reports.push(...(await train(session, { updates: 20, reportEvery: 10 })));
    equal(await session.history(), reports);
    (await session.history()).reverse(); // a copy
    equal(await session.history(), reports);
    await session.createModel(SMALL);
    equal(await session.history(), []);
  });
}

/** @param {WithSession} test */
function weightTests(test) {
  test('weights come out and go in as arrays by name', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    const file = await session.save();
    const weights = await session.weights();
    const { tensors } = await session.info();
    equal(
      Object.entries(weights)
        .map(([name, { shape, values }]) => [name, shape, values.length])
        .sort(),
      tensors.map(({ name, shape }) => [name, shape, shape.reduce((a, b) => a * b, 1)]).sort(),
    );
    await session.setWeights(weights);
    equal(await session.save(), file);
    const bias = Float32Array.from(weights['linear.bias']?.values ?? [], (_, i) =>
      i === 5 ? 9 : 0,
    );
    await session.setWeights({ 'linear.bias': bias });
    equal((await session.weights())['linear.bias']?.values, bias);
    const [, symbol = ''] = await session.generate({ temperature: 0, length: 2, seed: 1 }).text();
    equal(symbol, (await session.info()).vocabulary[5]);
    await fails('BAD_SETTING', session.setWeights({ bias }), /no weights "bias"; there are/);
    await fails('BAD_SETTING', session.setWeights({ 'linear.bias': [1] }), /takes \d+ finite/);
    const { 'linear.weight': { shape = [], values = [] } = {} } = weights;
    const turned = { shape: [...shape].reverse(), values };
    const asked = session.setWeights({ 'linear.weight': turned });
    await fails('BAD_SETTING', asked, /linear.weight has the shape \d+ x 16, not 16 x \d+/);
  });

  test('a summary names every weight and counts the parameters', async (session) => {
    await session.loadText(TEXT);
    const { parameters, tensors } = await session.createModel({ ...SMALL, cell: 'lstm' });
    const summary = await session.summary();
    for (const { name } of tensors) check(summary.includes(name), `${name} in ${summary}`);
    check(summary.includes(parameters.toLocaleString('en')), `${parameters} in ${summary}`);
    equal(summary.split('\n').length, tensors.length + 2);
  });
}
