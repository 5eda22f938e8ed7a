import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { createSession } from '../../wasm/index.js';
import { equal, fails } from './assert.js';
import { PATIENCE_MS } from './run-cli.js';
import { defineSessionTests } from './session.js';
import { defineGateTests } from './session-gates.js';
import { defineInspectionTests } from './session-inspection.js';
import { definePresetTests } from './session-presets.js';
import { defineResumeTests } from './session-resume.js';
import { defineTranslationTests } from './session-translation.js';

/** @param {import('../../wasm/sluice.d.ts').SessionOptions} [options] */
const create = (options) => createSession({ ...options, worker: true });
defineSessionTests(test, create);
defineInspectionTests(test, create);
defineGateTests(test, create);
definePresetTests(test, create);
defineResumeTests(test, create);
defineTranslationTests(test, create);

test('a lost worker ends everything with WORKER_LOST', async () => {
  /** @type {Worker[]} */
  const workers = [];
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...args) {
    workers.push(this);
    return postMessage.apply(this, args);
  };
  try {
    const session = await createSession({ worker: true });
    await session.loadText('to and fro, '.repeat(500));
    await session.createModel({ hidden: 64 });
    const training = session.train()[Symbol.asyncIterator]();
    await training.next();
    /** @type {Promise<unknown>[]} */
    const pending = [training.next(), training.next(), training.next(), session.info()];
    const silent = new ReadableStream({ pull: () => new Promise(() => {}) });
    pending.push(session.evaluate(silent));
    const ends = Promise.allSettled(pending);
    await workers[0]?.terminate();
    const codes = (await ends).map((end) => (end.status === 'rejected' ? end.reason.code : 'ok'));
    equal(codes.at(-1), 'WORKER_LOST');
    equal(codes.includes('WORKER_LOST'), true);
    await fails('WORKER_LOST', session.info(), /gone/);
    await fails('WORKER_LOST', session.generate()[Symbol.asyncIterator]().next());
    await session.dispose();
    await fails('WORKER_LOST', session.info());
  } finally {
    Worker.prototype.postMessage = postMessage;
  }
});

test('an idle session in a worker does not keep the process alive', async () => {
  const { spawn } = await import('node:child_process');
  const address = new URL('../../wasm/index.js', import.meta.url).href;
  const script = `import { createSession } from '${address}';
    const session = await createSession({ worker: true });
    await session.loadText('abc');
    console.log((await session.loadText('abc')).length);`;
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
