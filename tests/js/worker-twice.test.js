// A worker's script that is run once more in its worker, as WebKit does for a module that imports from it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Worker } from 'node:worker_threads';

const script = new URL('../../wasm/worker/worker.js', import.meta.url).href;

/** Runs it once more after the first call. */
const program = `
import { parentPort } from 'node:worker_threads';
import ${JSON.stringify(script)};
parentPort.once('message', () => import(${JSON.stringify(`${script}?again`)}).then(() => parentPort.postMessage('again')));
`;

test('a worker keeps its session when its script is run once more', async (t) => {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
  t.after(() => worker.terminate());
  const answer = async () => (await once(worker, 'message'))[0];
  worker.postMessage({ id: 1, type: 'createSession', args: [{ engine: 'scalar' }] });
  const first = [await answer(), await answer()];
  assert.deepEqual(first.map((one) => one.type ?? one).sort(), ['again', 'result']);
  worker.postMessage({ id: 2, type: 'memory', args: [] });
  const { id, type, args } = await answer();
  assert.deepEqual([id, type], [2, 'result'], JSON.stringify(args));
});

test('a failure of the other copy of its modules is known as one', async () => {
  const file = new URL('../../wasm/core/error.js', import.meta.url).href;
  const [{ SluiceError }, again] = await Promise.all([import(file), import(`${file}?again`)]);
  const failure = new again.SluiceError('MISUSE', 'no');
  assert.notEqual(SluiceError, again.SluiceError);
  assert.ok(failure instanceof SluiceError && !(new Error('no') instanceof SluiceError));
});
