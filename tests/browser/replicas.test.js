// Workers that share a training in Chromium: no special headers, and the bits of one worker.
import assert from 'node:assert/strict';
import test from 'node:test';
import { alone, cases, sharedTraining, stages, text } from '../js/replicas_cases.mjs';
import { BLANK, launchBrowser, openPage, root, serveFolder } from './serve.js';

const indexInNode = new URL('../../wasm/index.js', import.meta.url).href;
const index = '/wasm/index.js';
const engine = 'simd';

test('workers make no difference in Chromium, and give the bytes of Node', async (t) => {
  const address = await serveFolder(t, root, { '/': BLANK });
  const page = await openPage(t, await launchBrowser(t), address);
  assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), false);

  for (const { name, settings, pairs, crews } of cases) {
    const job = { text, pairs, settings };
    const inNode = { index: indexInNode, options: { engine, worker: false } };
    const expected = await sharedTraining({ ...job, ...inNode, stages: alone(stages(2)) });
    for (const workers of crews)
      for (const worker of [false, true])
        await t.test(`${name}, ${workers}, ${worker ? 'worker' : 'in the page'}`, async () => {
          const inPage = { index, options: { engine, worker }, stages: stages(workers) };
          assert.deepEqual(await page.evaluate(sharedTraining, { ...job, ...inPage }), expected);
        });
  }
});

for (const worker of [false, true])
  test(`a replica that vanishes without a word is replaced, session in ${worker ? 'a worker' : 'the page'}`, (t) =>
    vanishes(t, worker));

/** @param {import('node:test').TestContext} t @param {boolean} worker whether the session is in one */
async function vanishes(t, worker) {
  const address = await serveFolder(t, root, { '/': BLANK });
  const page = await openPage(t, await launchBrowser(t), address);
  const settings = cases[0]?.settings ?? {};
  const inNode = { index: indexInNode, options: { engine, worker: false } };
  const job = { text, settings, stages: [{ updates: 60, workers: /** @type {const} */ (2) }] };
  const expected = await sharedTraining({ ...job, ...inNode, stages: alone(job.stages) });

  await page.evaluate((victim) => {
    /** @type {Worker[]} */
    const workers = [];
    const Original = globalThis.Worker;
    globalThis.Worker = class extends Original {
      /** @param {string | URL} script @param {WorkerOptions} [options] */
      constructor(script, options) {
        super(script, options);
        if (workers.push(this) !== victim) return;
        this.addEventListener('message', () => setTimeout(() => this.terminate(), 5));
      }
    };
    Object.assign(globalThis, { workers });
  }, 1 + Number(worker));
  const inPage = { index, options: { engine, worker } };
  assert.deepEqual(await page.evaluate(sharedTraining, { ...job, ...inPage }), expected);
  assert.equal(await page.evaluate('workers.length'), 2 + Number(worker));
}

test('the page starts and ends the workers of a session in a worker, in none of which another one starts', async (t) => {
  const address = await serveFolder(t, root, { '/': BLANK });
  const page = await openPage(t, await launchBrowser(t), address);
  await page.evaluate(() => {
    const Original = globalThis.Worker;
    /** @type {string[]} */
    const started = [];
    /** @type {Worker[]} */
    const ended = [];
    globalThis.Worker = class extends Original {
      /** @param {string | URL} script @param {WorkerOptions} [options] */
      constructor(script, options) {
        super(script, options);
        started.push(String(script).replace(/.*\//, ''));
      }
      terminate() {
        ended.push(this);
        super.terminate();
      }
    };
    Object.assign(globalThis, { started, ended });
  });
  const settings = cases[0]?.settings ?? {};
  const stages = [{ updates: 4, workers: /** @type {const} */ (4) }];
  const inPage = { index, options: { engine, worker: true } };
  await page.evaluate(sharedTraining, { text, settings, stages, ...inPage });
  const [first, ...replicas] = /** @type {string[]} */ (await page.evaluate('started'));
  assert.equal(first, 'worker.js');
  assert.ok(replicas.length >= 3, `${replicas.length} replicas`); // more where a busy machine lost some
  assert.deepEqual([...new Set(replicas)], ['replica.js']);
  assert.equal(await page.evaluate('new Set(ended).size'), 1 + replicas.length, 'dispose ends all');
});

test('the page stays responsive while it shares a training itself', async (t) => {
  const address = await serveFolder(t, root, { '/': BLANK });
  const page = await openPage(t, await launchBrowser(t), address);
  const { usual, update } = await page.evaluate(
    async ({ module, text }) => {
      const { createSession } = await import(/* @vite-ignore */ module);
      const session = await createSession({ worker: false });
      await session.loadText(text);
      await session.createModel({ hidden: 128 });
      /** @type {number[]} */
      const between = [];
      let last = performance.now();
      const timer = setInterval(() => {
        between.push(performance.now() - last);
        last = performance.now();
      }, 5);
      const [updates, start] = [60, last];
      for await (const _ of session.train({ workers: 2, updates }));
      const update = (performance.now() - start) / updates;
      clearInterval(timer);
      await session.dispose();
      between.sort((a, b) => a - b);
      return { usual: between[Math.floor(between.length * 0.9)] ?? Infinity, update };
    },
    { module: index, text },
  );
  assert.ok(usual < 10 * update, `timers fire between updates of ${update} ms, not after ${usual}`);
});
