/**
 * Models that begin with a preset, and trainings for so many minutes; in this thread or in a worker.
 */
import { firstPreset, presets } from '../../wasm/index.js';
import { check, equal, fails } from './assert.js';
import { train, withSession } from './with-session.js';

/**
 * @typedef {import('./with-session.js').WithSession} WithSession
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {import('../../wasm/sluice.d.ts').PresetName} PresetName
 */

const TEXT = 'the grey heron waits in the reeds, and the water goes by. '.repeat(40);
const PAIRS = 'go on\tva\nI won\tgagné\nstop\tarrête toi\nhe ran\til court\n'.repeat(3);
/** A schedule whose horizon is not given: training needs one. @type {Settings} */
const SCHEDULED = {
  ...{ hidden: 16, batch: 4, steps: 10, seed: 3, optimizer: 'adamw', lr: 0.01 },
  ...{ schedule: 'cosine', warmup: 5, dropout: 0.2, dropout_at: 'every', validation: 0.1 },
};

/**
 * @param {import('./with-session.js').Test} test
 * @param {import('./with-session.js').Create} create
 */
export function definePresetTests(test, create) {
  presetTests(withSession(test, create));
  minutesTests(withSession(test, create));
  refusalTests(withSession(test, create));
}

/** @param {WithSession} test */
function presetTests(test) {
  test('every preset is a model of its kind', async (session) => {
    for (const name of /** @type {PresetName[]} */ (Object.keys(presets))) {
      const { kind, settings, updates } = presets[name];
      const { schedule = 'constant', horizon, normalize = 'none' } = settings;
      if (kind === 'language') await session.loadText(TEXT, { normalize });
      else await session.loadPairs(PAIRS, { tokens: settings.tokens, minimum: 2 });
      const model =
        kind === 'language'
          ? await session.createModel({ preset: name })
          : await session.createTranslator({ preset: name });
      equal([model.kind, updates > 0], [kind, true]);
      if (schedule !== 'constant') equal(horizon, updates);
      for (const [setting, value] of Object.entries(settings))
        equal([setting, model.settings[/** @type {keyof Settings} */ (setting)]], [setting, value]);
    }
  });

  test('the first preset is by the size of the alphabet', async () => {
    equal([63, 300, 301, 1421].map(firstPreset), [
      ...['first', 'first'],
      ...['first-large', 'first-large'],
    ]);
  });

  test('what is given changes a preset', async (session) => {
    await session.loadText(TEXT);
    const changes = { preset: 'first', hidden: 24, lr: undefined, drops: 'between' };
    const { settings } = await session.createModel(/** @type {any} */ (changes));
    const { lr, dropconnect, steps } = presets.first.settings;
    equal([settings.hidden, settings.lr, settings.dropout_at], [24, lr, 'between']);
    equal([settings.dropconnect, settings.steps], [dropconnect, steps]);
    await session.loadPairs(PAIRS, { minimum: 1 });
    const translator = await session.createTranslator({ preset: 'seq2seq', hidden: 8 });
    equal([translator.settings.hidden, translator.settings.layers], [8, 2]);
  });
}

/** @param {WithSession} test */
function minutesTests(test) {
  test('a training for so many minutes is that of as many updates', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SCHEDULED);
    const reports = await train(session, { minutes: 0.005, workers: 2 });
    const last = reports.at(-1)?.update ?? 0;
    equal((await session.info()).settings.horizon, last);
    check(last > 5, 'more updates than the warm-up has');
    const file = await session.save({ training: true });
    await session.createModel({ ...SCHEDULED, horizon: last });
    await train(session, { updates: last });
    equal(await session.save({ training: true }), file);
    await session.resume(file);
    const again = train(session, { minutes: 1 });
    await fails('MISUSE', again, new RegExp(`from its start, and this one has made ${last} `));
  });

  test('a plan leaves the model as it was, and grows with the time', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SCHEDULED);
    const before = await session.save();
    const short = await session.plan({ minutes: 0.001 });
    const long = await session.plan({ minutes: 0.1, validateEvery: 50, validationTokens: 100 });
    equal(await session.save(), before);
    check(short.updates >= 6 && short.seconds > 0, 'an update after the warm-up');
    check(long.updates > 2 * short.updates, `more than ${short.updates} in 100 times as long`);
  });

  test('a translator is planned, too', async (session) => {
    await session.loadPairs(PAIRS, { minimum: 1 });
    const small = { hidden: 8, embedding: 4, batch: 4, validation: 0.25 };
    await session.createTranslator({ preset: 'seq2seq', ...small });
    const reports = await train(session, { minutes: 0.002 });
    equal((await session.info()).settings.horizon, reports.at(-1)?.update);
  });

  test('an abort while a training is planned ends it without an error', async (session) => {
    await session.loadText(TEXT);
    await session.createModel(SCHEDULED);
    const stop = new AbortController();
    const reports = train(session, { minutes: 10, signal: stop.signal });
    await session.info(); // answered during the plan
    stop.abort();
    equal(await reports, []);
    const ended = session.plan({ minutes: 10, signal: AbortSignal.abort(new Error('enough')) });
    await ended.then(
      () => check(false, 'a rejection'),
      ({ message }) => equal(message, 'enough'),
    );
    equal((await session.info()).updates, 0);
  });
}

/** @param {WithSession} test */
function refusalTests(test) {
  test('presets and minutes that cannot be are refused with what would be right', async (session) => {
    await session.loadText(TEXT);
    await session.loadPairs(PAIRS);
    /** @param {any} preset */
    const model = (preset) => session.createModel({ preset });
    await fails('BAD_SETTING', model('frist'), /no preset "frist"; did you mean first\?/);
    await fails('BAD_SETTING', model('quik-gru'), /did you mean quick-gru\?/);
    await fails('BAD_SETTING', model('constructor'), /no preset "constructor"; for a text there/);
    await fails('BAD_SETTING', model(7), /no preset 7; for a text there are first, /);
    const other =
      /seq2seq is for pairs of sentences; for a text there are first, first-large, memorise/;
    await fails('BAD_SETTING', model('seq2seq'), other);
    const text = /first is for a text; for pairs of sentences there are seq2seq, numbers/;
    await fails('BAD_SETTING', session.createTranslator({ preset: 'first' }), text);
    await fails('BAD_SETTING', model('classic-gru'), /has normalize none; give d2l to loadText/);
    await fails('MISUSE', session.plan({ minutes: 1 }), /create or load a model/);
    await session.createModel(SCHEDULED);
    for (const minutes of /** @type {any[]} */ ([0, -1, Number.NaN, Infinity, '1', null])) {
      const right = /minutes takes a number above 0, such as 1 or 0.5, not /;
      await fails('BAD_SETTING', session.plan({ minutes }), right);
      await fails('BAD_SETTING', train(session, { minutes }), right);
    }
    const both = train(session, { minutes: 1, updates: 5 });
    await fails('BAD_SETTING', both, /minutes sets the number of updates: give no updates/);
    const running = session.train()[Symbol.asyncIterator]();
    await fails('BAD_SETTING', running.next(), /a schedule needs a horizon/);
    await session.createModel({ preset: 'first', hidden: 8, batch: 2 });
    const pending = session.train()[Symbol.asyncIterator]();
    await pending.next();
    await fails('MISUSE', session.plan({ minutes: 1 }), /end the running training/);
    await pending.return?.();
  });
}
