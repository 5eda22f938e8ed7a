// Keeping the weights that measured best: in a session, on the command line, interrupted and shared.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession, readTraining } from '../../wasm/index.js';
import { fails } from './assert.js';
import { events, openFolder } from './run-cli.js';
import { train, withSession } from './with-session.js';

/** @typedef {import('../../wasm/sluice.d.ts').Session} Session */
/** @typedef {import('../../wasm/sluice.d.ts').TrainOptions} TrainOptions */

const { inFolder, sluice } = await openFolder();
const withOne = withSession(test, () => createSession({ worker: false, engine: 'simd' }));

/** Little to learn from, so that the held-out loss soon rises. */
const WORDS = 'heron reed water mill otter boat river stone willow moss'.split(' ');
let state = 7;
const word = () => {
  state = (state * 48271) % 2147483647;
  return WORDS[state % WORDS.length];
};
const TEXT = `${Array.from({ length: 150 }, word).join(' ')}. `;
/** @type {import('../../wasm/sluice.d.ts').Settings} */
const OVERFITTING = {
  ...{ hidden: 32, batch: 4, steps: 10, init: 'xavier', optimizer: 'adam', lr: 0.03, seed: 3 },
  ...{ validation: 0.3, average: 0.5, keep: 'best' },
};
/** @type {TrainOptions} */
const HOW = { validateEvery: 10, reportEvery: 1 };

/** @param {Session} session @param {object} [more] settings */
async function begin(session, more = {}) {
  await session.loadText(TEXT);
  await session.createModel({ ...OVERFITTING, ...more });
}

/** @param {{ update: number }[]} reports */
const updatesOf = (reports) => reports.map(({ update }) => update);

/** @param {Session} session */
const file = (session) => session.save({ training: true });

withOne('the model is that of the update that measured best', async (session) => {
  await begin(session);
  const reports = await train(session, { ...HOW, updates: 100 });
  const measured = reports.filter(({ validationLoss }) => validationLoss !== undefined);
  const losses = measured.map(({ validationLoss = 9 }) => validationLoss);
  const update = 10 * (1 + losses.indexOf(Math.min(...losses)));
  assert.ok(update > 10 && update < 100, `a best one in between, not ${update}`);
  const kept = { update, loss: Math.min(...losses) };
  assert.deepEqual(
    [reports.at(-1)?.kept, (await session.info()).kept, reports[8]?.kept],
    [kept, kept, undefined],
  );
  assert.equal((await session.measure('validation')).loss, kept.loss);
  assert.equal((await session.measure('validation', { newest: true })).loss, losses.at(-1));
  const bytes = await session.save();
  assert.deepEqual((await session.load(bytes)).kept, kept);
  assert.equal((await session.measure('validation')).loss, kept.loss);

  await begin(session, { keep: 'last' });
  await train(session, { updates: update });
  assert.equal((await session.measure('validation')).loss, kept.loss);
  assert.equal((await session.info()).kept, undefined);
});

withOne('it keeps the same however it is cut into calls, saved and resumed', async (session) => {
  await begin(session);
  await train(session, { ...HOW, updates: 60 });
  const whole = await file(session);
  for (const parts of [
    [7, 10, 25, 60],
    [30, 60],
    [59, 60],
  ]) {
    await begin(session);
    for (const updates of parts) {
      await session.resume(await file(session));
      await train(session, { ...HOW, updates });
    }
    assert.deepEqual(await file(session), whole, parts.join(' '));
  }
});

withOne('a measurement that was left out is made up for', async (session) => {
  await begin(session);
  await train(session, { updates: 20 }); // by default measures after 100
  assert.equal((await session.info()).kept, undefined);
  await train(session, { ...HOW, updates: 20 });
  const { kept } = await session.info();
  assert.equal(kept?.update, 20);
  const [next] = await train(session, { ...HOW, updates: 21 });
  assert.deepEqual([next?.update, next?.validationLoss, next?.kept], [21, undefined, kept]);
  assert.equal(readTraining(await file(session))?.settings.keep, 'best');
});

withOne('several workers keep the same', async (session) => {
  const files = [];
  for (const workers of /** @type {const} */ ([1, 2, 4])) {
    await begin(session);
    await train(session, { ...HOW, updates: 15, workers });
    await train(session, { ...HOW, updates: 40, workers });
    files.push(Buffer.from(await file(session)));
  }
  assert.ok(files[1]?.equals(/** @type {Buffer} */ (files[0])));
  assert.ok(files[2]?.equals(/** @type {Buffer} */ (files[0])));
});

withOne('patience ends a training, and holds when it is resumed', async (session) => {
  await begin(session, { patience: 2 });
  const last = (await train(session, { ...HOW, updates: 1000 })).at(-1);
  assert.equal(last?.update, (last?.kept?.update ?? 0) + 20);
  const told = (await session.history()).filter(({ outOfPatience }) => outOfPatience);
  assert.deepEqual(updatesOf(told), [last?.update]);
  assert.deepEqual(await session.train({ more: 5 }).end(), last);
  const bytes = await file(session);
  const repeated = { ...HOW, updates: 1000 };
  assert.deepEqual(updatesOf(await train(session, repeated)), [last?.update]);
  await session.resume(bytes);
  assert.deepEqual(await train(session, repeated), []);
  assert.deepEqual(await file(session), bytes);
});

withOne('a translator keeps its best, too', async (session) => {
  await session.loadPairs(
    'go on\tva\nI won\tgagné\nstop\tarrête toi\nhe ran\til court\n'.repeat(3),
  );
  await session.createTranslator({
    ...{ hidden: 12, embedding: 6, batch: 5, optimizer: 'adam', lr: 0.02, seed: 2 },
    ...{ validation: 0.2, keep: 'best' },
  });
  const reports = await train(session, { ...HOW, updates: 40 });
  const losses = reports.flatMap(({ validationLoss }) => validationLoss ?? []);
  const { kept } = await session.info();
  assert.equal(kept?.loss, Math.min(...losses));
  const { training: first, heldOut: count } = await session.epoch();
  assert.equal((await session.pairsLoss({ first, count })).loss, kept?.loss);
  assert.equal((await session.pairsLoss({ first, count, newest: true })).loss, losses.at(-1));
});

withOne('without a held-out part there is nothing to choose by', async (session) => {
  await begin(session, { validation: 0 });
  await fails('BAD_SETTING', train(session, { updates: 1 }), /set validation above 0/);
  await begin(session, { keep: 'last', patience: 3 });
  await fails('BAD_SETTING', train(session, { updates: 1 }), /set keep to best/);
});

const textFile = inFolder('words.txt');
await writeFile(textFile, TEXT);
const SMALL = ['--hidden', '32', '--batch', '4', '--steps', '10', '--optimizer', 'adam'];
const BEST = ['--lr', '0.01', '--validation', '0.3', '--average', '0.5', '--keep', 'best'];
const COURSE = ['train', textFile, ...SMALL, ...BEST];

test('command line: interrupted or not, the same file; info and the end say which update', async () => {
  const [whole, part] = [inFolder('whole'), inFolder('part')];
  const straight = await sluice([...COURSE, '--json', '--updates', '500', '--out', whole]);
  assert.deepEqual([straight.code, straight.err], [0, '']);
  await sluice([...COURSE, '--json', '--updates', '250', '--out', part]);
  const resume = ['train', textFile, '--resume', part, '--updates', '500', '--workers', '2'];
  const talk = await sluice([...resume, '--out', part]);
  assert.ok((await readFile(part)).equals(await readFile(whole)));
  const done = events(straight).at(-1);
  const { kept_update: update, validation_perplexity: perplexity } = done;
  assert.deepEqual([update % 100, done.stopped_early, update < 500], [0, false, true]);
  const told = `held-out perplexity with the weights kept from update ${update}: ${perplexity.toFixed(3)}`;
  assert.ok(talk.err.includes(told), talk.err);
  const info = await sluice(['info', whole]);
  assert.match(info.out, new RegExp(`\n {2}kept +the weights of update ${update}, held-out`));
  const evaluated = await sluice(['info', whole, '--json']);
  assert.deepEqual(JSON.parse(evaluated.out).kept.update, update);
});

test('command line: patience, and what does not go together', async () => {
  const args = [...COURSE, '--patience', '2', '--updates', '5000'];
  const done = events(await sluice([...args, '--json'])).at(-1);
  assert.deepEqual([done.stopped_early, done.update], [true, done.kept_update + 200]);
  assert.match((await sluice(args)).err, /stopped early: 2 measurements without a better one\n/);
  const none = await sluice(['train', textFile, ...SMALL, '--keep', 'best', '--updates', '5']);
  assert.equal(none.code, 2);
  assert.match(none.err, /set validation above 0/);
  const average = await sluice(['train', textFile, ...SMALL, '--average', '1']);
  assert.equal(average.code, 2);
  assert.match(average.err, /average (takes|must be) a number from 0 to 0\.99999/);
});
