/**
 * Training that is saved, resumed elsewhere and gone on with ends in the bytes of training straight
 * through; in this thread, in a worker or in a page.
 */
import { readTraining } from '../../wasm/index.js';
import { check, equal, fails } from './assert.js';
import { train, withSession } from './with-session.js';

/**
 * @typedef {import('./with-session.js').WithSession} WithSession
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 */

const TEXT = 'the grey heron waits in the reeds, and the water goes by. '.repeat(40);
const PAIRS = 'go on\tva\nI won\tgagné\nstop\tarrête toi\nhe ran\til court\n'.repeat(3);
/** @type {Settings} */
const SMALL = { hidden: 16, batch: 4, steps: 10, seed: 3, init: 'xavier', validation: 0.1 };
const NOTES = JSON.stringify({ curve: [[5, 2.25]], name: 'reiher — 鷺 🦓' });
const LAST = 60;

/** @type {Record<string, Settings>} */
const LANGUAGE = {
  'rnn, sgd': { ...SMALL, cell: 'rnn', lr: 0.3 },
  'gru, momentum, random order': { ...SMALL, optimizer: 'momentum', lr: 0.05, order: 'random' },
  'lstm, two layers, dropout, adam, cosine': {
    ...{ ...SMALL, cell: 'lstm', layers: 2, dropout: 0.3, optimizer: 'adam', lr: 0.01 },
    ...{ schedule: 'cosine', warmup: 4, horizon: LAST },
  },
  'gru, bidirectional, rmsprop, step': {
    ...{ ...SMALL, bidirectional: true, reset: 'after', optimizer: 'rmsprop', lr: 0.005 },
    ...{ schedule: 'step', horizon: LAST },
  },
  'gru, takes, adamw, random order, dropout': {
    ...{ ...SMALL, update: 'takes', layers: 2, dropout: 0.2, batch: 7 },
    ...{ optimizer: 'adamw', lr: 0.01, order: 'random' },
  },
  'gru, averaged weights': { ...SMALL, average: 0.9, dropconnect: 0.2 },
};

/** @type {Record<string, Settings>} */
const TRANSLATION = {
  'gru, adam, averaged weights': {
    ...{ hidden: 12, embedding: 6, batch: 5, optimizer: 'adam', lr: 0.01, seed: 2 },
    average: 0.95,
  },
  'lstm, two layers, bidirectional, dropout, teacher': {
    ...{ hidden: 8, embedding: 4, batch: 4, cell: 'lstm', layers: 2, bidirectional: true },
    ...{ dropout: 0.2, teacher: 0.5, optimizer: 'momentum', lr: 0.1, validation: 0.2 },
  },
};

/**
 * @param {import('./with-session.js').Test} test
 * @param {import('./with-session.js').Create} create
 */
export function defineResumeTests(test, create) {
  identityTests(test, create);
  runningTests(withSession(test, create), create);
  fileTests(withSession(test, create));
  failureTests(withSession(test, create));
}

/** @param {Session} session */
const loadText = (session) => session.loadText(TEXT);
/** @param {Session} session */
const loadPairs = (session) => session.loadPairs(PAIRS, { minimum: 1 });

/** @param {Session} session @param {Settings} settings */
async function freshLanguage(session, settings) {
  await loadText(session);
  await session.createModel(settings);
}

/** @param {Session} session @param {Settings} settings */
async function freshTranslator(session, settings) {
  await loadPairs(session);
  await session.createTranslator(settings);
}

/** @param {Session} session @param {string} [notes] */
const saved = (session, notes = NOTES) => session.save({ training: true, notes });

/**
 * A training, and the workers before and after it is resumed.
 * @typedef {{ name: string, load: (session: Session) => Promise<unknown>,
 *   make: (session: Session) => Promise<void>, workers: import('../../wasm/sluice.d.ts').Workers[] }} Case
 */

/** @param {[name: string, settings: Settings]} entry @param {number} index @returns {Case} */
function languageCase([name, settings], index) {
  const make = (/** @type {Session} */ session) => freshLanguage(session, settings);
  return { name, load: loadText, make, workers: index === 1 ? [2, 4] : [1, 1] };
}

/** @param {[name: string, settings: Settings]} entry @param {number} index @returns {Case} */
function translationCase([name, settings], index) {
  const make = (/** @type {Session} */ session) => freshTranslator(session, settings);
  return {
    name: `translator, ${name}`,
    load: loadPairs,
    make,
    workers: index === 0 ? [1, 2] : [1, 1],
  };
}

/**
 * @param {import('./with-session.js').Test} test
 * @param {import('./with-session.js').Create} create
 */
function identityTests(test, create) {
  /** @type {Case[]} */
  const cases = [
    ...Object.entries(LANGUAGE).map(languageCase),
    ...Object.entries(TRANSLATION).map(translationCase),
  ];
  for (const { name, load, make, workers } of cases)
    test(`saved and resumed elsewhere: ${name}`, async () => {
      const [one, two] = [await create(), await create()];
      try {
        await make(one);
        await train(one, { updates: LAST });
        const expected = await saved(one);
        const info = await one.info();
        await make(one);
        await train(one, { updates: 37, workers: workers[0] });
        const file = await saved(one);
        await fails('MISUSE', two.resume(file), /^load (a text|pairs)/);
        await load(two);
        const { notes, updates } = await two.resume(file);
        equal([notes, updates], [NOTES, 37]);
        await train(two, { updates: LAST, workers: workers[1] });
        equal(await saved(two), expected);
        equal(await two.info(), info);
      } finally {
        await Promise.all([one.dispose(), two.dispose()]);
      }
    });
}

/**
 * @param {WithSession} test
 * @param {import('./with-session.js').Create} create
 */
function runningTests(test, create) {
  for (const workers of /** @type {const} */ ([1, 2]))
    test(`saving while ${workers} worker(s) train disturbs nothing`, async (session) => {
      await freshLanguage(session, SMALL);
      await train(session, { updates: 200 });
      const expected = await saved(session, '');
      await session.createModel(SMALL);
      const files = [];
      let running = true;
      const training = train(session, { updates: 200, workers }).finally(() => {
        running = false;
      });
      while (running) {
        files.push(await saved(session, ''));
        await new Promise((resolve) => setTimeout(resolve));
      }
      await training;
      equal(await saved(session, ''), expected);
      const other = await create();
      try {
        await other.loadText(TEXT);
        const middle = files[Math.floor(files.length / 2)] ?? expected;
        await other.resume(middle);
        await train(other, { updates: 200 });
        equal(await saved(other, ''), expected);
      } finally {
        await other.dispose();
      }
    });
}

/** @param {WithSession} test */
function fileTests(test) {
  test('a file with training tells of it, and loads as a model alone', async (session) => {
    const { fingerprint } = await session.loadText(TEXT, { normalize: 'd2l' });
    await session.createModel(SMALL);
    const last = (await train(session, { updates: 60 })).at(-1);
    const [model, file, info] = [await session.save(), await saved(session), await session.info()];
    check(file.length > model.length, 'a longer file');
    equal(readTraining(model), null);
    const told = readTraining(file);
    equal(told, {
      ...{ kind: 'language', settings: info.settings, updates: 60 },
      ...{ epochs: last?.epoch, tokens: last?.tokens },
      ...{ fingerprint, most: 0, notes: NOTES },
    });
    equal(await session.load(file), info);
    equal(await session.save(), model);
    equal((await train(session, { updates: 5, reportEvery: 5 })).at(-1)?.update, 5);
    await session.resume(file);
    equal(readTraining(await session.save({ training: true }))?.notes, '');
    equal((await train(session, { updates: 60 })).length, 0);
    equal((await train(session, { updates: 61 })).at(-1)?.update, 61);
  });

  test('a training can be saved before its first update, and with a setting changed', async (session) => {
    await freshLanguage(session, SMALL);
    const start = await saved(session, '');
    await train(session, { updates: 10 });
    await session.set('lr', 0.25);
    const changed = await saved(session, '');
    await train(session, { updates: 20 });
    const expected = await saved(session, '');
    equal((await session.resume(changed)).settings.lr, 0.25);
    await train(session, { updates: 20 });
    equal(await saved(session, ''), expected);
    await session.resume(start);
    await train(session, { updates: 10 });
    await session.set('lr', 0.25);
    equal(await saved(session, ''), changed);
  });
}

/** @param {WithSession} test */
function failureTests(test) {
  test('a resume that fails leaves model and training as they are', async (session) => {
    await freshLanguage(session, SMALL);
    await train(session, { updates: 20 });
    const [file, model] = [await saved(session, ''), await session.save()];
    /** @type {[code: string, text: string][]} */
    const others = [
      ['BAD_TEXT', `${TEXT} `],
      ['BAD_TEXT', TEXT.toUpperCase()],
      ['BAD_TEXT', 'the grey heron waits in the reeds, and the water goes by. '],
    ];
    for (const [code, text] of others) {
      await session.loadText(text);
      await fails(code, session.resume(file), /the training in the file was on/);
      equal(await session.save(), model);
    }
    await session.loadText(TEXT);
    await session.resume(file);
    await train(session, { updates: 30 });
    const later = await saved(session, '');
    await fails('BAD_FILE', session.resume(model), /no training/);
    await fails('BAD_FILE', session.resume(file.slice(0, -1)));
    await fails('MISUSE', session.resume(/** @type {any} */ ('file')));
    equal(await saved(session, ''), later);
  });

  test('what saving and resuming need is asked for', async (session) => {
    await fails('MISUSE', session.save({ training: true }), /create or load a model/);
    await freshLanguage(session, SMALL);
    const file = await saved(session);
    await fails('MISUSE', session.save({ notes: 'x' }), /training: true/);
    await fails('MISUSE', saved(session, 'a\0b'), /NUL/);
    for await (const _ of session.train({ reportEvery: 1 })) {
      await fails('MISUSE', session.resume(file), /running training/);
      break;
    }
    await freshTranslator(session, { hidden: 4, embedding: 4, batch: 4 });
    const translator = await saved(session);
    equal(readTraining(translator)?.kind, 'translation');
    await session.loadPairs(`x\ty\n${PAIRS}`, { minimum: 1 });
    await fails('BAD_TEXT', session.resume(translator));
    equal((await session.resume(file)).kind, 'language');
  });
}
