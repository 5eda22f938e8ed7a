import { spawn } from 'node:child_process';
import os from 'node:os';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { Core } from '../../wasm/core/core.js';
import { loadCore } from '../../wasm/core/load.js';
import { createSession } from '../../wasm/index.js';
import { connect, Link, shareUpdate } from '../../wasm/replicas/sharing.js';
import { check, equal, fails } from './assert.js';
import { withOutputWeights } from './model_file.js';
import { alone, cases, sharedTraining, stages, text } from './replicas_cases.mjs';
import { PATIENCE_MS } from './run-cli.js';

const index = new URL('../../wasm/index.js', import.meta.url).href;
const SMALL = /** @type {const} */ ({ hidden: 16, batch: 7, steps: 10, lr: 1, seed: 3 });
const engine = 'simd';

for (const { name, settings, pairs, crews } of cases) {
  test(`workers make no difference: ${name}`, async () => {
    const job = { index, text, pairs, settings, options: { engine, worker: false } };
    const expected = await sharedTraining({ ...job, stages: alone(stages(2)) });
    for (const worker of [false, true])
      for (const workers of crews) {
        const options = { engine, worker };
        equal(await sharedTraining({ ...job, options, stages: stages(workers) }), expected);
      }
  });
}

test('the relaxed engine agrees with itself, too', async () => {
  const job = { index, text, settings: SMALL, options: { engine: 'relaxed', worker: false } };
  const expected = await sharedTraining({ ...job, stages: alone(stages(2)) });
  equal(await sharedTraining({ ...job, stages: stages(4) }), expected);
});

/**
 * Notes the threads that are started for replicas as long as the body runs.
 *
 * @param {(threads: Worker[]) => Promise<void>} body
 */
async function watchingThreads(body) {
  /** @type {Worker[]} */
  const threads = [];
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, transfer) {
    if (message.type === 'start') threads.push(this);
    return postMessage.call(this, message, transfer);
  };
  try {
    await body(threads);
  } finally {
    Worker.prototype.postMessage = postMessage;
  }
}

/** A session with a fresh translator. */
async function freshTranslator() {
  const session = await createSession({ engine, worker: false });
  await session.loadPairs(cases.find(({ pairs }) => pairs)?.pairs ?? '', { minimum: 1 });
  await session.createTranslator({ ...SMALL, lr: 0.01, optimizer: 'adam' });
  return session;
}

/** A session with a fresh model. @param {import('../../wasm/sluice.d.ts').Settings} [settings] */
async function freshSession(settings = SMALL) {
  const session = await createSession({ engine, worker: false });
  await session.loadText(text);
  await session.createModel(settings);
  return session;
}

/**
 * @param {import('../../wasm/sluice.d.ts').Session} session
 * @param {import('../../wasm/sluice.d.ts').TrainOptions} options
 * @param {(update: number) => unknown} [during]
 */
async function train(session, options, during = () => {}) {
  for await (const { update } of session.train(options)) await during(update);
}

/** Waits until it is so. @param {() => boolean} isSo */
async function until(isSo) {
  while (!isSo()) await new Promise((later) => setTimeout(later, 5));
}

for (const [what, fresh] of Object.entries({ text: freshSession, pairs: freshTranslator }))
  test(`a lost replica is replaced, and no bit tells of it: ${what}`, async () => {
    const once = await fresh();
    await train(once, { updates: 60 });
    const expected = await once.save();
    await once.dispose();
    for (const workers of /** @type {const} */ ([2, 4]))
      await watchingThreads(async (threads) => {
        const session = await fresh();
        await train(session, { updates: 50, workers, reportEvery: 1 }, async (update) => {
          if (update === 7) await threads.at(-1)?.terminate(); // between two updates
          if (update === 20) threads.at(-1)?.terminate(); // some time in the next
          if (update === 33) threads.at(-workers + 1)?.terminate();
        });
        equal(threads.length, 4 * (workers - 1));
        await train(session, { updates: 60, workers, reportEvery: 1 }, (update) => {
          if (update === 51) threads.at(-1)?.terminate(); // in another training than it was started for
        });
        equal(await session.save(), expected);
        await session.dispose();
      });
  });

test('replicas that are no longer at the same update are replaced', async () => {
  const once = await freshSession();
  await train(once, { updates: 20 });
  const expected = await once.save();
  await once.dispose();
  const { postMessage } = MessagePort.prototype;
  let parts = 0;
  MessagePort.prototype.postMessage = function (message, /** @type {any} */ transfer) {
    if ('settings' in message && ++parts === 5) return; // it never arrives
    postMessage.call(this, message, transfer);
  };
  try {
    const session = await freshSession();
    await train(session, { updates: 20, workers: 2 });
    equal(await session.save(), expected);
    await session.dispose();
  } finally {
    MessagePort.prototype.postMessage = postMessage;
  }
  check(parts > 20, `more than 20 parts, got ${parts}`);
});

/**
 * Lets no replica live as long as the body runs.
 *
 * @param {() => Promise<void>} body
 * @returns {Promise<number>} how many were started
 */
async function withoutReplicas(body) {
  const { postMessage } = Worker.prototype;
  let started = 0;
  Worker.prototype.postMessage = function (message, transfer) {
    if (message.type !== 'start') return postMessage.call(this, message, transfer);
    started++;
    this.terminate();
  };
  try {
    await body();
  } finally {
    Worker.prototype.postMessage = postMessage;
  }
  return started;
}

test('when no replica lives, training fails, and goes on with one worker', async () => {
  const session = await freshSession();
  const started = await withoutReplicas(() =>
    fails('WORKER_LOST', train(session, { updates: 5, workers: 2 }), /workers: 1/),
  );
  equal(started, 3);
  await train(session, { updates: 5 });
  equal((await session.info()).updates, 5);
  await session.dispose();
});

/** Large enough to be worth a second worker. */
const LARGE = { ...SMALL, hidden: 200, batch: 64 };

/** Trains as `workers` says, with so many cores. @param {number} cores @param {import('../../wasm/sluice.d.ts').Settings} settings @returns {Promise<number>} workers */
async function workersOf(cores, settings, isLost = false) {
  const { availableParallelism } = os;
  os.availableParallelism = () => cores;
  const session = await freshSession(settings);
  let told = 0;
  const run = async () => {
    for await (const { workers } of session.train({ updates: 2, reportEvery: 1 })) told = workers;
  };
  try {
    await (isLost ? withoutReplicas(run) : run());
    if (isLost) await train(session, { updates: 4 });
    equal((await session.info()).updates, isLost ? 4 : 2);
  } finally {
    os.availableParallelism = availableParallelism;
    await session.dispose();
  }
  return told;
}

test('auto: as many workers as cores and shards, none for what is too small or where none lives', async () => {
  equal(await workersOf(2, LARGE), 2);
  equal(await workersOf(1, LARGE), 1);
  equal(await workersOf(7, { ...LARGE, steps: 35 }), 4);
  equal(await workersOf(64, { ...LARGE, steps: 35, shards: 2 }), 2);
  equal(await workersOf(64, SMALL), 1); // few weights
  equal(await workersOf(64, { ...LARGE, hidden: 512, batch: 1, steps: 35 }), 1); // few symbols
  equal(await workersOf(2, LARGE, true), 1);
});

test('what was set at rank 0 counts for all replicas from the same update on', async () => {
  const COUNT = 4;
  const ports = connect(COUNT);
  const places = [];
  for (const [rank, own] of ports.entries()) {
    const core = new Core(await loadCore({ engine }));
    const trainer = makeTrainer(core);
    places.push({ core, ...trainer, rank, links: own.map((port) => new Link(port)) });
  }
  const one = new Core(await loadCore({ engine }));
  const { trainer, model } = makeTrainer(one);
  for (let update = 0; update < 12; update++) {
    /** @type {Record<string, string>} */
    const settings = update < 5 ? {} : { lr: String(2 / update), clip: update < 9 ? '1' : '0.1' };
    for (const [name, value] of Object.entries(settings)) {
      one.do('sl_trainer_set', trainer, name, value);
    }
    one.do('sl_trainer_step', trainer);
    const own = places.map(({ core, trainer: replica, ...place }) =>
      shareUpdate(core, replica, place, place.rank === 0 ? settings : undefined),
    );
    await Promise.all(own);
    for (const { core, model: other } of places) {
      equal(core.bytes('sl_model_save', other), one.bytes('sl_model_save', model));
    }
  }
  for (const { links } of places) for (const link of links) link.fail(new Error('over'));
});

/** @param {Core} core */
function makeTrainer(core) {
  const bytes = new TextEncoder().encode(text);
  const source = core.make('sl_text_create', 0, 'none', 0);
  core.do('sl_text_append', source, bytes, bytes.length);
  core.do('sl_text_finish', source);
  const settings = core.make('sl_settings_create');
  for (const [name, value] of Object.entries(SMALL)) {
    core.do('sl_settings_set', settings, name, String(value));
  }
  const model = core.make('sl_model_create', settings, core.ask('sl_text_vocabulary', source));
  return { model, trainer: core.make('sl_trainer_create', model, source) };
}

test('lr changed between two updates', async () => {
  const files = [];
  for (const workers of /** @type {const} */ ([1, 2, 4])) {
    const session = await freshSession();
    await train(session, { updates: 40, workers, reportEvery: 10 }, (update) =>
      session.set('lr', 10 / update),
    );
    await session.set('clip', 0.1); // between two trainings
    await train(session, { updates: 45, workers: workers === 4 ? 2 : workers });
    await session.set('lr', 0.5);
    await train(session, { updates: 50 });
    files.push(await session.save());
    await session.dispose();
  }
  equal(files[1], files[0]);
  equal(files[2], files[0]);
});

test('generate, evaluate, save and set are served while replicas train', async () => {
  const updates = 150;
  const session = await freshSession({ ...SMALL, hidden: 64 });
  await train(session, { updates });
  const expected = await session.save();
  await session.createModel({ ...SMALL, hidden: 64 });
  let running = true;
  let drawn = 0;
  const training = train(session, { updates, workers: 2 }).finally(() => {
    running = false;
  });
  while (running) {
    for await (const _ of session.generate({ length: 5 })) drawn++;
    const before = (await session.info()).updates;
    const [one, two] = await Promise.all([session.evaluate(text), session.evaluate(text)]);
    equal(one, two); // no update came in between
    check((await session.info()).updates >= before, 'updates that go on');
    await session.set('lr', SMALL.lr);
    await session.save();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await training;
  check(drawn >= 5, 'symbols during training');
  equal(await session.save(), expected);
  await session.dispose();
});

test('a training that diverges does so for all replicas, and can go on', async () => {
  const files = [];
  for (const workers of /** @type {const} */ ([1, 2, 4])) {
    const session = await freshSession();
    await train(session, { updates: 10, workers });
    await session.load(withOutputWeights(await session.save(), (i) => (i % 3) * 1e20));
    await session.set('clip', 0);
    for (let i = 0; i < 2; i++) {
      await fails('DIVERGED', train(session, { updates: 10, workers }), /gradient/);
      equal((await session.info()).updates, 10);
    }
    await session.set('clip', 0.5);
    await train(session, { updates: 10, workers });
    equal((await session.info()).updates, 20);
    files.push(await session.save());
    await session.dispose();
  }
  equal(files[1], files[0]);
  equal(files[2], files[0]);
});

test('a loaded model goes on with a text of symbols that it lacks', async () => {
  const files = [];
  for (const workers of /** @type {const} */ ([1, 2])) {
    const session = await freshSession();
    await session.load(await session.save());
    await session.loadText(text.replaceAll('heron', 'HERON'), { vocabulary: 'model' });
    await train(session, { updates: 20, workers });
    files.push(await session.save());
    await session.dispose();
  }
  equal(files[1], files[0]);
});

test('an abort ends a shared training soon', async () => {
  const session = await freshSession({ hidden: 128 });
  /** How many updates follow an abort, which comes after so many or at once. */
  const delays = [];
  for (const after of [0, 1, 20, 20]) {
    const abort = new AbortController();
    const start = (await session.info()).updates;
    let last = start;
    if (after === 0) setTimeout(() => abort.abort());
    await train(session, { workers: 2, signal: abort.signal, reportEvery: 1 }, (update) => {
      if (update === start + after) abort.abort();
      last = update;
    });
    delays.push(last - start - after);
  }
  check(Math.min(...delays.slice(0, 2)) < 20, `an end within 20 updates, got ${delays}`);
  check(Math.min(...delays.slice(2)) < 20, `an end within 20 updates, got ${delays}`);
  await session.dispose();
});

test('dispose ends a shared training and its threads', async () => {
  await watchingThreads(async (threads) => {
    const session = await freshSession();
    const training = fails('DISPOSED', train(session, { workers: 4 }));
    await until(() => threads.length === 3);
    const ends = threads.map((thread) => new Promise((resolve) => thread.once('exit', resolve)));
    await session.dispose();
    await training;
    equal((await Promise.all(ends)).length, 3);
  });
});

test('replicas end with their model and with another number of workers', async () => {
  await watchingThreads(async (threads) => {
    const session = await freshSession();
    const alive = () => threads.filter(({ threadId }) => threadId > 0).length;
    await train(session, { updates: 3, workers: 2 });
    await train(session, { updates: 6, workers: 2 });
    equal([threads.length, alive()], [1, 1]); // the same goes on
    await train(session, { updates: 9, workers: 4 });
    await until(() => alive() === 3);
    equal([threads.length, alive()], [4, 3]);
    await session.createModel(SMALL);
    await until(() => alive() === 0);
    await session.dispose();
  });
});

test('paused replicas do not keep the process alive', async () => {
  const script = `import { createSession } from '${index}';
    const session = await createSession();
    await session.loadText('to and fro, '.repeat(500));
    await session.createModel({ hidden: 8 });
    for await (const { update } of session.train({ updates: 3, workers: 2, reportEvery: 3 }))
      console.log(update);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    timeout: PATIENCE_MS,
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  equal([code, output], [0, '3\n']);
});

test('other numbers of workers are refused, and more than there are shards', async () => {
  const session = await freshSession();
  for (const workers of [0, 3, 32, '2', 'all']) {
    const options = /** @type {any} */ ({ updates: 1, workers });
    const message = /workers takes 'auto', 1, 2, 4, 8 or 16, not/;
    await fails('BAD_SETTING', train(session, options), message);
  }
  const message =
    /8 workers need as many shards, and this model has 4: set workers or shards to fit/;
  await fails('BAD_SETTING', train(session, { updates: 1, workers: 8 }), message);
  await session.createModel({ ...SMALL, shards: 1 });
  await fails('BAD_SETTING', train(session, { workers: 2 }), /2 workers need .* this model has 1/);
  await session.dispose();
});
