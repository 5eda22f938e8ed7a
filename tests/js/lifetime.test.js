// Sessions that are left behind: a process with one ends by itself, and fifty that were disposed of leave nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSession } from '../../wasm/index.js';

const TEXT = 'the grey heron waits in the reeds. ';
const SMALL = { hidden: 8, batch: 4, steps: 8 };
const module = new URL('../../wasm/index.js', import.meta.url).href;

/** Begins a training and a generation, and leaves both. */
const program = `
const [worker, workers] = process.argv.slice(1).map(Number);
const { createSession } = await import(${JSON.stringify(module)});
const session = await createSession({ worker: worker > 0 });
await session.loadText(${JSON.stringify(TEXT)}.repeat(20));
await session.createModel(${JSON.stringify(SMALL)});
await session.train({ updates: 1e9, workers })[Symbol.asyncIterator]().next();
await session.generate({ length: 1e9 })[Symbol.asyncIterator]().next();
console.log('left');
`;

for (const [worker, workers, name] of /** @type {const} */ ([
  [0, 1, 'in its thread'],
  [0, 2, 'in its thread, with two workers'],
  [1, 1, 'in a worker'],
  [1, 2, 'in a worker, with two workers'],
]))
  test(`Node exits by itself with iterators left open ${name}`, () => {
    const args = ['--input-type=module', '--eval', program, '--', String(worker), String(workers)];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      ...{ encoding: 'utf8', timeout: 110_000 }, // it would never end
    });
    assert.deepEqual([status, stdout], [0, 'left\n'], stderr);
  });

test('fifty sessions with workers leave no worker and no memory behind', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  const usage = () => {
    collectGarbage();
    const { rss, heapUsed } = process.memoryUsage();
    return { rss: rss / 1e6, heap: heapUsed / 1e6, resources: process.getActiveResourcesInfo() };
  };
  /** @param {boolean} worker */
  async function cycle(worker) {
    const session = await createSession({ worker });
    await session.loadText(TEXT.repeat(20));
    await session.createModel(SMALL);
    for await (const _ of session.train({ updates: 2, workers: 2 }));
    await session.dispose();
  }
  for (let i = 0; i < 10; i++) await cycle(i % 2 > 0);
  const before = usage();
  for (let i = 10; i < 50; i++) await cycle(i % 2 > 0);
  const after = usage();
  assert.deepEqual(after.resources, before.resources);
  assert.ok(after.heap - before.heap < 2, `the heap grew by ${after.heap - before.heap} MB`);
  assert.ok(after.rss - before.rss < 60, `40 of them took ${after.rss - before.rss} MB`);
});
