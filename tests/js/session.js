/**
 * What a session does, whether in this thread, in a worker or in a page. Nothing here is Node's.
 */
import { check, equal, fails, near } from './assert.js';
import { withOutputWeights } from './model_file.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').SessionOptions} SessionOptions
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {import('../../wasm/sluice.d.ts').TrainOptions} TrainOptions
 * @typedef {Omit<import('../../wasm/sluice.d.ts').GenerateOptions, 'samples' | 'probabilities'>} GenerateOptions
 * @typedef {import('../../wasm/sluice.d.ts').Progress} Progress
 * @typedef {(name: string, body: () => Promise<void>) => void} Test
 * @typedef {(options?: SessionOptions) => Promise<Session>} Create
 */

const SENTENCE = 'the grey heron waits in the reeds, and the water goes by. ';
const TEXT = SENTENCE.repeat(40);
/** @type {Settings} */
const SMALL = { hidden: 16, batch: 4, steps: 10, lr: 2, seed: 3 };

/**
 * @param {Test} test
 * @param {Create} create
 */
export function defineSessionTests(test, create) {
  /** @type {(name: string, body: (session: Session) => Promise<void>) => void} */
  const withSession = (name, body) =>
    test(name, async () => {
      const session = await create();
      try {
        await body(session);
      } finally {
        await session.dispose();
      }
    });
  textTests(withSession);
  trainingTests(withSession);
  continuityTests(withSession);
  interruptionTests(withSession);
  generationTests(withSession);
  fileTests(withSession);
  argumentTests(withSession);
  failureTests(withSession);
  refusalTests(withSession);
  lifeTests(test, create);
}

/** @typedef {(name: string, body: (session: Session) => Promise<void>) => void} WithSession */

/** @param {WithSession} test */
function textTests(test) {
  test('a text is described by its code points', async (session) => {
    const text = 'zebra 🦓, že\ufeffbra!\n';
    const points = [...text];
    const info = await session.loadText(text);
    equal(info.length, points.length);
    equal(info.bytes, new TextEncoder().encode(text).length);
    equal(info.vocabulary, ['<unk>', ...new Set(points.sort(byCodePoint))]);
    equal(info.symbols, info.vocabulary.length);
    equal(info.fingerprint, fnv1a(text));
  });

  test('every kind of source gives the same text', async (session) => {
    const text = 'añ🦓 '.repeat(300);
    const bytes = new TextEncoder().encode(text);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) =>
      bytes.slice(7 * i, 7 * i + 7),
    );
    const halves = async function* () {
      for (let i = 0; i < text.length; i += 3) yield text.slice(i, i + 3); // splits surrogate pairs
    };
    const sources = [
      text,
      bytes,
      new Blob(['añ🦓 ', text.slice(5)]),
      new ReadableStream({
        pull: (c) => (pieces.length ? c.enqueue(/** @type {any} */ (pieces.shift())) : c.close()),
      }),
      halves(),
    ];
    for (const source of sources) {
      const info = await session.loadText(source);
      equal([info.length, info.bytes, info.fingerprint], [1200, bytes.length, fnv1a(text)]);
    }
    equal(bytes.length, 300 * 8); // the caller's bytes are still the caller's
  });

  test('a text is normalized, cut and counted', async (session) => {
    const book = "The Time Machine, by H. G. Wells\n\n 'Fact' 42\n";
    const d2l = 'the time machine by h g wellsfact';
    /** @type {number[]} */
    const heard = [];
    const onProgress = (/** @type {number} */ bytes) => heard.push(bytes);
    const whole = await session.loadText(book, { normalize: 'd2l', onProgress });
    equal([whole.length, whole.fingerprint], [d2l.length, fnv1a(d2l)]);
    equal(heard.at(-1), book.length);
    equal(await session.loadText(book, { normalize: 'd2l', maxTokens: 0 }), whole);
    const cut = await session.loadText(book, { normalize: 'd2l', maxTokens: 5 });
    equal([cut.length, cut.fingerprint], [5, fnv1a('the t')]);
    equal(cut.vocabulary, whole.vocabulary);
  });

  test('the table of settings has defaults that createModel uses', async (session) => {
    const table = await session.settingsTable();
    await session.loadText(TEXT);
    const { settings } = await session.createModel({ hidden: 8 });
    for (const { name, default: initial, choices, help } of table) {
      equal(settings[name], name === 'hidden' ? 8 : initial);
      check(help.length > 10 && (!choices || choices.includes(String(initial))), `help of ${name}`);
    }
  });
}

/** @param {WithSession} test */
function trainingTests(test) {
  test('a fresh model knows nothing, and training teaches it', async (session) => {
    const { symbols } = await session.loadText(TEXT);
    await session.createModel(SMALL);
    const before = await session.evaluate(TEXT);
    near(before.loss, Math.log(symbols), 0.02); // all symbols are equally likely at first
    equal([before.tokens, before.unknown], [TEXT.length - 1, 0]);
    const reports = await train(session, { updates: 300, reportEvery: 50 });
    const last = /** @type {Progress} */ (reports.at(-1));
    const after = await session.evaluate(TEXT);
    check(last.loss < 1.5 && after.loss < 1.5, `low losses, got ${last.loss} and ${after.loss}`);
    near(last.perplexity, Math.exp(last.loss), 1e-12);
    near(after.perplexity, Math.exp(after.loss), 1e-12);
    check(last.gradientNorm > 0 && last.seconds > 0, 'a gradient and seconds');
    check(last.tokensPerSecond > 100, `a speed, got ${last.tokensPerSecond}`);
    equal([last.update, last.tokens], [300, 300 * 40]);
  });

  test('memory is counted in whole pages and holds the parameters', async (session) => {
    await session.loadText('abcdefgh'.repeat(500));
    const before = await session.memory();
    const { parameters } = await session.createModel({ hidden: 1500, batch: 2, steps: 4 });
    const after = await session.memory();
    equal(before % 65536, 0);
    check(after >= 4 * parameters, `${after} bytes for ${parameters} parameters`);
    check(after > before, `${before}, then ${after}`);
    await session.createModel({ hidden: 4 });
    check((await session.memory()) >= after, 'it never shrinks');
  });

  test('reports come when they were asked for', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    // An epoch: the text less up to 10 symbols, in 4 rows of windows of 10 symbols and their next.
    const reports = await train(session, { updates: 130, reportEvery: 25 });
    const ends = reports.filter(({ update }) => update % 25 !== 0 && update !== 130);
    equal(
      reports.map(({ update }) => update).filter((update) => update % 25 === 0),
      [25, 50, 75, 100, 125],
    );
    equal(
      ends.map(({ epoch }) => epoch),
      [1, 2].slice(0, ends.length),
    );
    check(
      ends.length === 2 && ends[0]?.update === 57,
      `epochs of 57 updates, got ${ends[0]?.update}`,
    );
    equal(await train(session, { updates: 130 }), reports.slice(-1));
    const epochs = await train(session, { epochs: 3 });
    equal(epochs.at(-1)?.epoch, 3);
  });

  test('a report is the mean of the updates since the last', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    const singles = await train(session, { updates: 30, reportEvery: 1 });
    await session.createModel(SMALL);
    const tens = await train(session, { updates: 30, reportEvery: 10 });
    equal(tens.length, 3);
    for (const [i, { loss }] of tens.entries()) {
      const part = singles.slice(10 * i, 10 * i + 10);
      near(loss, part.reduce((sum, single) => sum + single.loss, 0) / 10, 1e-9);
    }
  });

  test('the held-out part is measured as evaluate would', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, validation: 0.11 });
    const held = TEXT.slice(TEXT.length - Math.floor(TEXT.length * 0.11));
    const reports = await train(session, { updates: 40, reportEvery: 20, validateEvery: 40 });
    equal(reports.filter(({ validationLoss }) => validationLoss !== undefined).length, 1);
    const { loss } = await session.evaluate(held);
    near(reports.at(-1)?.validationLoss ?? NaN, loss, 0);
    const last = (await train(session, { updates: 45, validationTokens: 30 })).at(-1);
    near(last?.validationLoss ?? NaN, (await session.evaluate(held.slice(0, 30))).loss, 0);
    near(last?.validationPerplexity ?? NaN, Math.exp(last?.validationLoss ?? NaN), 1e-12);
  });
}

/** @param {WithSession} test */
function continuityTests(test) {
  test('the seed decides everything', async (session) => {
    await session.loadText(TEXT);
    const once = await trained(session, SMALL, 50);
    equal(await trained(session, SMALL, 50), once);
    const other = await trained(session, { ...SMALL, seed: 4 }, 50);
    check(print(other) !== print(once), 'another model with another seed');
  });

  test('pausing and going on equals going through', async (session) => {
    await session.loadText(TEXT);
    const through = await trained(session, SMALL, 60);
    await session.createModel(SMALL);
    await train(session, { updates: 17 });
    for await (const { update } of session.train({ updates: 60, reportEvery: 9 })) {
      if (update === 36) break;
    }
    equal((await session.info()).updates, 36);
    await session.evaluate(TEXT.slice(0, 99));
    await train(session, { updates: 60 });
    equal(await session.save(), through);
  });

  test('generate, evaluate, save and set are served while training goes on', async (session) => {
    await session.loadText(TEXT);
    const undisturbed = await trained(session, SMALL, 400);
    await session.createModel(SMALL);
    let running = true;
    const training = train(session, { updates: 400 }).finally(() => {
      running = false;
    });
    await session.set('clip', 1); // what it was
    let drawn = 0;
    while (running) {
      drawn += (await generate(session, { length: 20 })).length;
      await session.evaluate(SENTENCE);
      await session.save();
    }
    await training;
    check(drawn >= 20, 'symbols during training');
    equal(await session.save(), undisturbed);
  });
}

/** @param {WithSession} test */
function interruptionTests(test) {
  test('an abort ends training soon and without an error', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ hidden: 128 });
    const delays = [];
    for (let i = 0; i < 3; i++) {
      const abort = new AbortController();
      const start = (await session.info()).updates;
      let [last, delay] = [start, 0];
      for await (const { update } of session.train({ signal: abort.signal, reportEvery: 1 })) {
        delay += abort.signal.aborted ? update - last : 0;
        last = update;
        if (update >= start + 5) abort.abort();
      }
      delays.push(delay);
      equal(last, (await session.info()).updates);
    }
    check(Math.min(...delays) < 20, `an end within 20 updates, got ${delays}`);
    equal(await train(session, { signal: AbortSignal.abort() }), []);
  });

  test('a changed setting counts from the next update', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, lr: 1e-6 });
    const [still] = await train(session, { updates: 20, reportEvery: 20 });
    await session.set('lr', 2);
    equal((await session.info()).settings.lr, 2);
    const moving = await train(session, { updates: 120, reportEvery: 20 });
    const [before, after] = [still?.loss ?? 0, moving.at(-1)?.loss ?? 9];
    check(after < before - 0.2, 'a loss that falls with the larger lr');
    await fails('BAD_SETTING', session.set('lr', -1), /lr/);
    for (const name of /** @type {any[]} */ (['batch', 'wings', null])) {
      await fails('BAD_SETTING', session.set(name, 2), /set changes lr, horizon, clip, not /);
      const running = session
        .train({ more: 9, workers: 2, reportEvery: 1 })
        [Symbol.asyncIterator]();
      await running.next();
      await fails('BAD_SETTING', session.set(name, 2), /set changes/);
      while (!(await running.next()).done);
    }
    equal((await session.info()).settings.batch, SMALL.batch);
    equal((await session.load(await session.save())).settings.lr, 2);
  });

  test('the horizon may be moved between two updates', async (session) => {
    await session.loadText(TEXT);
    await session.createModel({ ...SMALL, schedule: 'cosine', horizon: 5 });
    await train(session, { updates: 5 });
    const weights = async () => (await session.evaluate(SENTENCE)).loss;
    const before = await weights();
    await train(session, { updates: 6 }); // the schedule is over: the rate is 0
    equal(await weights(), before);
    await fails('BAD_SETTING', session.set('horizon', 0), /a schedule needs a horizon of more/);
    equal((await session.info()).settings.horizon, 5);
    await session.set('horizon', 1000);
    equal((await session.info()).settings.horizon, 1000);
    await train(session, { updates: 7 });
    check((await weights()) !== before, 'weights that move again');
  });

  test('a setting is changed of a model, not before there is one', async (session) => {
    await session.loadText(TEXT);
    await fails('MISUSE', session.set('lr', 3), /create or load a model first/);
  });
}

/** @param {WithSession} test */
function generationTests(test) {
  test('the seed decides what is drawn', async (session) => {
    await session.loadText(TEXT);
    await trained(session, SMALL, 50);
    const options = { prompt: 'the ', length: 60, seed: 5 };
    const once = await generate(session, options);
    equal(once.length, 60);
    equal(await generate(session, options), once);
    check((await generate(session, { ...options, seed: 6 })) !== once, 'another text');
    const greedy = await generate(session, { ...options, temperature: 0 });
    equal(await generate(session, { ...options, temperature: 0, seed: 6 }), greedy);
    equal(await generate(session, { ...options, topK: 1 }), greedy);
    equal(await generate(session, { ...options, topP: 0, topK: 0 }), once);
    equal((await generate(session)).length, 200);
  });

  test('greedy drawing goes on with what was learned', async (session) => {
    await session.loadText(TEXT);
    await trained(session, { ...SMALL, hidden: 32 }, 600);
    const text = await generate(session, { prompt: 'the grey ', temperature: 0, length: 12 });
    equal(text, 'heron waits ');
  });

  test('symbols are whole code points, two streams at a time', async (session) => {
    const text = 'añ🦓語'.repeat(200);
    await session.loadText(text);
    await session.createModel(SMALL);
    const [one, two] = await Promise.all([
      symbols(session, { length: 80, seed: 1 }),
      symbols(session, { length: 80, seed: 1 }),
    ]);
    equal(one, two);
    check(
      one.every((symbol) => 'añ🦓語'.includes(symbol)),
      'symbols of the text',
    );
    check(
      one.every((symbol) => [...symbol].length === 1),
      'one code point each',
    );
    equal([...new Set(one)].length, 4);
  });

  test('an abort ends the stream without an error, and so does leaving it', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    const abort = new AbortController();
    let count = 0;
    for await (const _ of session.generate({ length: 1e9, signal: abort.signal })) {
      if (++count === 10) abort.abort();
      check(count < 1e6, 'an end');
    }
    for await (const _ of session.generate({ length: 1e9 })) if (--count < 0) break;
    equal(await generate(session, { signal: AbortSignal.abort() }), '');
  });
}

/** @param {WithSession} test */
function fileTests(test) {
  test('a saved model comes back byte for byte', async (session) => {
    await session.loadText(TEXT);
    const file = await trained(session, { ...SMALL, cell: 'lstm' }, 20);
    const info = await session.info();
    const drawn = await generate(session, { length: 40, seed: 1 });
    await session.createModel(SMALL);
    equal(await session.load(file), info);
    equal(await session.save(), file);
    equal(await generate(session, { length: 40, seed: 1 }), drawn);
    equal([info.updates, info.tokens], [20, 800]);
    check(file.length > 1000, 'the file is still the caller’s');
    // Four gates with input, recurrent and bias weights, then the output; PyTorch's second bias is
    // a tensor of the file, but no parameter.
    const symbols = info.vocabulary.length;
    equal(info.parameters, 4 * 16 * (symbols + 16 + 1) + (16 + 1) * symbols);
    const shapes = new Map(info.tensors.map(({ name, shape }) => [name, shape]));
    equal(shapes.get('rnn.weight_ih_l0'), [4 * 16, symbols]);
    equal(shapes.get('linear.bias'), [symbols]);
  });

  test('a damaged file is refused and the model stays', async (session) => {
    await session.loadText(TEXT);
    const file = await trained(session, SMALL, 10);
    for (const bad of [
      file.slice(0, -1),
      file.slice(0, 100),
      new Uint8Array(),
      file.map((b) => b ^ 1),
    ]) {
      await fails('BAD_FILE', session.load(bad));
      equal(await session.save(), file);
    }
    await fails('MISUSE', session.load(/** @type {any} */ ('model')));
  });

  test('a loaded model trains on a text with its vocabulary only', async (session) => {
    await session.loadText(TEXT);
    const file = await trained(session, SMALL, 10);
    await session.loadText('Quite another text! '.repeat(100));
    await session.load(file);
    await fails('OTHER_VOCABULARY', train(session, { updates: 1 }), /vocabulary.*'model'/);
    const info = await session.loadText(`?${TEXT}`, { vocabulary: 'model' });
    equal(info.vocabulary, (await session.info()).vocabulary);
    equal((await train(session, { updates: 10 })).at(-1)?.update, 10);
    equal((await session.info()).updates, 20);
  });

  test('evaluate counts what the model has no name for', async (session) => {
    await session.loadText(TEXT);
    await trained(session, SMALL, 10);
    const { tokens, unknown } = await session.evaluate('THE grey heron');
    equal([tokens, unknown], [13, 3]);
  });
}

/** @param {WithSession} test */
function argumentTests(test) {
  test('an option that a call does not have is refused by name', async (session) => {
    const any = /** @type {any} */ (session);
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    const first = (/** @type {AsyncIterable<unknown>} */ items) =>
      items[Symbol.asyncIterator]().next();
    const refused = /** @type {[() => Promise<unknown>, RegExp][]} */ ([
      [
        () => first(any.train({ update: 3 })),
        /train has no option "update"; did you mean updates\?/,
      ],
      [() => first(any.generate({ lenght: 3 })), /generate has no option "lenght".*length/],
      [() => any.loadText(TEXT, { maxToken: 3 }), /loadText has no option "maxToken".*maxTokens/],
      [() => any.save({ trainings: true }), /save has no option "trainings".*training/],
      [
        () => any.translate('a', { beam: 2 }),
        /translate has no option "beam"; it has width, alpha/,
      ],
      [() => any.measure('training', { onProgress() {} }), /measure has no option "onProgress"/],
      [() => any.createModel({ hiden: 3 }), /no setting "hiden"; did you mean hidden\?/],
      [() => any.createModel({ wings: 2 }), /no setting "wings"; settingsTable\(\) lists/],
      [() => first(any.train(7)), /train takes its options as an object, not 7/],
      [() => any.createModel(null), /as an object, not null/],
      [() => any.evaluate(TEXT, { signal: 'stop' }), /signal takes an AbortSignal, not "stop"/],
    ]);
    for (const [call, message] of refused) await fails('BAD_SETTING', call, message);
    equal((await train(session, { updates: 1, epochs: undefined })).at(-1)?.update, 1);
  });

  test('what is no text is refused at once', async (session) => {
    const nothing = /** @type {any} */ (undefined);
    await fails('BAD_TEXT', session.loadText(nothing), /a text is a string.*not undefined/);
    await fails('BAD_TEXT', session.loadPairs(nothing), /not undefined/);
    await fails('BAD_TEXT', session.loadPairs(/** @type {any} */ (null)), /not null/);
    await fails('BAD_TEXT', session.evaluate(/** @type {any} */ ({})), /not an object/);
    await fails('BAD_TEXT', session.loadText(/** @type {any} */ ([TEXT, 5])), /not 5/);
    for (const name of ['book.txt', './texts/book.TXT', 'https://example.org/book'])
      await fails('BAD_TEXT', session.loadText(name), /the text itself, not its name: instead of/);
    const names = await session.loadText(['https://example.org/a', 'https://example.org/b']);
    equal(names.length, 44);
    for (const text of ['a book.txt', 'the end.txt is near', 'see https://example.org'])
      equal((await session.loadText(text)).length, text.length);
    equal((await session.loadText(TEXT)).length, TEXT.length);
  });

  test('a value of a wrong kind is named, and no source code is shown', async (session) => {
    const any = /** @type {any} */ (session);
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    const refused = [
      () => any.bleu(),
      () => any.bleu([undefined], [['a']]),
      () => any.bleu(['a'], [[undefined]]),
      () => any.bleu(['a'], undefined),
      () => any.bookBleu('a'),
      () => any.cut('a sentence'),
      () => any.cut(['a'], { tokens: 5 }),
      () => any.translate(undefined),
      () => any.sampleTranslation(5),
      () => any.inspect(undefined),
      () => any.attribute(null, 1),
      () => any.loadText(TEXT, { normalize: 5 }),
      () => any.createModel({ hidden: {} }),
      () => any.generate({ prompt: 5 })[Symbol.asyncIterator]().next(),
      () => any.train({ updates: 'three' })[Symbol.asyncIterator]().next(),
    ];
    for (const call of refused) await fails('BAD_SETTING', call, /takes|holds/);
    const source = { hidden: () => 3 };
    const { message } = await any.createModel(source).catch((/** @type {Error} */ error) => error);
    check(!message.includes('=>'), message);
    equal((await train(session, { updates: 1 })).at(-1)?.update, 1);
  });
}

/** @param {WithSession} test */
function failureTests(test) {
  test('bad texts are refused and the old one stays', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    const bad = async function* () {
      yield 'abc';
      throw Object.assign(new Error('the tape broke'), { code: 'TAPE' });
    };
    await fails('BAD_TEXT', session.loadText(''), /empty/);
    await fails('BAD_TEXT', session.loadText('ab\0cd'), /offset 2/);
    await fails('BAD_TEXT', session.loadText(Uint8Array.of(97, 255)), /0xff.*offset 1/);
    await fails('BAD_TEXT', session.loadText(Uint8Array.of(97, 0xc3)), /cut off/);
    await fails('BAD_SETTING', session.loadText('abc', { normalize: /** @type {any} */ ('x') }));
    await fails('BAD_SETTING', session.loadText('abc', { maxTokens: -1 }), /maxTokens/);
    await fails('BAD_TEXT', session.loadText(/** @type {any} */ (42)), /not 42/);
    await fails('TAPE', session.loadText(bad()), /tape broke/);
    equal((await train(session, { updates: 1 })).at(-1)?.update, 1);
  });

  test('loading a text can be aborted, also while the source is silent', async (session) => {
    const abort = new AbortController();
    const pull = () => new Promise(() => setTimeout(() => abort.abort()));
    const loading = session.loadText(new ReadableStream({ pull }), { signal: abort.signal });
    const error = await loading.catch((reason) => reason);
    equal(error.name, 'AbortError');
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    const signal = AbortSignal.abort();
    equal((await session.evaluate(TEXT, { signal }).catch((reason) => reason)).name, 'AbortError');
  });

  test('a text shorter than a window is refused', async (session) => {
    await session.loadText('x');
    await session.createModel(SMALL);
    await fails('TEXT_TOO_SHORT', train(session, { updates: 1 }), /batch 4 and steps 10/);
    await fails('TEXT_TOO_SHORT', session.evaluate('x'));
  });
}

/** @param {WithSession} test */
function refusalTests(test) {
  test('bad settings and options are refused and the model stays', async (session) => {
    await session.loadText(TEXT);
    const model = await trained(session, SMALL, 5);
    for (const settings of [
      { hidden: 0 },
      { hidden: 1e9 },
      { hidden: 1.5 },
      { dropout_input: 0.5 },
      { cell: 'elman' },
      { lr: NaN },
      { colour: 'red' },
      { normalize: 'd2l' },
    ]) {
      await fails('BAD_SETTING', session.createModel(/** @type {any} */ (settings)));
    }
    for (const options of [{ updates: -1 }, { epochs: 0.5 }, { validationTokens: 1 }]) {
      await fails('BAD_SETTING', train(session, options));
    }
    for (const options of [{ length: -1 }, { temperature: -1 }, { topP: 2 }, { seed: 2 ** 32 }]) {
      await fails('BAD_SETTING', generate(session, options));
    }
    equal(await session.save(), model);
  });

  test('a prompt with an unknown symbol is refused and names it', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SMALL);
    await fails('UNKNOWN_SYMBOL', generate(session, { prompt: 'the Grey' }), /G/);
    equal((await generate(session, { prompt: 'the grey', length: 3 })).length, 3);
  });

  test('an update that is not finite is not applied', async (session) => {
    await session.loadText(TEXT);
    const good = await trained(session, SMALL, 10);
    await session.load(withOutputWeights(good, () => 3e38)); // finite, but no sum of them is
    await fails('DIVERGED', train(session, { updates: 5 }), /learning rate/);
    const { updates } = await session.info();
    check(updates < 15, `updates that end early, got ${updates}`);
    const last = await session.save();
    await fails('DIVERGED', train(session, { updates: 5 }));
    equal(await session.save(), last);
    equal((await session.info()).updates, updates);
    await session.load(good);
    equal((await train(session, { updates: 5 })).at(-1)?.update, 5);
  });

  test('calls out of order are refused', async (session) => {
    await fails('MISUSE', session.createModel(), /text/);
    await fails('MISUSE', session.info(), /model/);
    await fails('MISUSE', session.save());
    await fails('MISUSE', generate(session, {}));
    await fails('MISUSE', session.evaluate(TEXT));
    await fails('MISUSE', session.loadText(TEXT, { vocabulary: 'model' }));
    await session.loadText(TEXT);
    await fails('MISUSE', train(session, { updates: 1 }));
    await session.createModel(SMALL);
    for await (const _ of session.train({ reportEvery: 1 })) {
      await fails('MISUSE', train(session, { updates: 1 }), /running training/);
      await fails('MISUSE', session.createModel(SMALL));
      await fails('MISUSE', session.loadText(TEXT));
      await fails('MISUSE', session.load(new Uint8Array(9)));
      break;
    }
    await session.createModel(SMALL);
  });
}

/**
 * @param {Test} test
 * @param {Create} create
 */
function lifeTests(test, create) {
  test('both engines compute the same bits', async () => {
    const files = [];
    for (const engine of /** @type {const} */ (['simd', 'scalar'])) {
      const session = await create({ engine });
      equal(session.engine, engine);
      await session.loadText(TEXT);
      files.push(await trained(session, { hidden: 17, batch: 5, steps: 7 }, 30));
      await session.dispose();
    }
    equal(files[0], files[1]);
  });

  test('dispose ends what is pending, and everything after it fails', async () => {
    const session = await create();
    await session.loadText(TEXT);
    await session.createModel({ hidden: 64 });
    const pending = [
      train(session, {}),
      generate(session, { length: 1e9 }),
      session.loadText(new ReadableStream({ pull: () => new Promise(() => {}) })).catch((error) => {
        if (error.code !== 'MISUSE') throw error; // training may have begun first
        throw Object.assign(error, { code: 'DISPOSED' });
      }),
      session.evaluate(new ReadableStream({ pull: () => new Promise(() => {}) })),
    ];
    const ends = pending.map((work) => fails('DISPOSED', work));
    await session.settingsTable(); // answered when all of them have begun
    await session.dispose();
    await session.dispose();
    await Promise.all(ends);
    await fails('DISPOSED', session.info());
    await fails('DISPOSED', session.settingsTable());
    await fails('DISPOSED', session.loadText(TEXT));
    await fails('DISPOSED', session.createModel());
    await fails('DISPOSED', session.set('lr', 1));
    await fails('DISPOSED', session.save());
    await fails('DISPOSED', train(session, {}));
    await fails('DISPOSED', generate(session, {}));
  });

  test('dispose ends what runs, wherever in its loop it is', async () => {
    /** @type {((session: Session, reached: () => void) => Promise<void>)[]} */
    const loops = [
      async (session, reached) => {
        for await (const { update } of session.train()) if (update >= 20) reached();
      },
      async (session, reached) => {
        let drawn = 0;
        for await (const _ of session.generate({ length: 1e6 })) if (++drawn === 50) reached();
      },
    ];
    for (const loop of loops) {
      const session = await create();
      await session.loadText(TEXT);
      await session.createModel(SMALL);
      /** @type {Promise<void> | undefined} */
      let end;
      await new Promise((resolve) => {
        end = fails(
          'DISPOSED',
          loop(session, () => resolve(undefined)),
        );
      });
      await session.dispose();
      await end;
    }
  });

  test('a module that is none is refused', async () => {
    await fails('BAD_MODULE', create({ wasm: Uint8Array.of(1, 2, 3) }));
    await fails('BAD_SETTING', create({ engine: /** @type {any} */ ('steam') }));
  });
}

// ---- helpers ----

/**
 * @param {Session} session
 * @param {TrainOptions} options
 * @returns {Promise<Progress[]>}
 */
async function train(session, options) {
  const reports = [];
  for await (const progress of session.train(options)) reports.push(progress);
  return reports;
}

/**
 * A fresh model after so many updates, as a file.
 *
 * @param {Session} session
 * @param {Settings} settings
 * @param {number} updates
 */
async function trained(session, settings, updates) {
  await session.createModel(settings);
  await train(session, { updates });
  return session.save();
}

/**
 * @param {Session} session
 * @param {GenerateOptions} [options]
 * @returns {Promise<string[]>}
 */
async function symbols(session, options) {
  const drawn = [];
  for await (const symbol of session.generate(options)) drawn.push(symbol);
  return drawn;
}

/**
 * @param {Session} session
 * @param {GenerateOptions} [options]
 * @returns {Promise<string>}
 */
async function generate(session, options) {
  return (await symbols(session, options)).join('');
}

/**
 * @param {string} a
 * @param {string} b
 */
function byCodePoint(a, b) {
  return (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0);
}

/**
 * 64-bit FNV-1a of the UTF-8 bytes, by the book.
 *
 * @param {string} text
 */
function fnv1a(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** @param {Uint8Array} bytes */
function print(bytes) {
  return bytes.join(' ');
}
