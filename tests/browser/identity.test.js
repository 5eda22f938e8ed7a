// The package in Chromium, in the page's thread and in a worker, ends in the same bytes as in Node.
import assert from 'node:assert/strict';
import test from 'node:test';
import { cases, text, trainedHash, updates } from '../js/identity_cases.mjs';
import { BLANK, launchBrowser, openPage, root, serveFolder } from './serve.js';

const indexInNode = new URL('../../wasm/index.js', import.meta.url).href;

test('training in Chromium gives the bytes that Node gives', async (t) => {
  const address = await serveFolder(t, root, { '/': BLANK });
  const browser = await launchBrowser(t);
  const page = await openPage(t, browser, address);

  for (const { name, settings } of cases) {
    const job = { text, settings, updates };
    const inNode = (/** @type {string} */ engine) =>
      trainedHash({ ...job, index: indexInNode, options: { engine, worker: false } });
    const [plain, fused] = [await inNode('simd'), await inNode('relaxed')];
    for (const engine of ['relaxed', 'simd', 'scalar'])
      for (const worker of [false, true])
        await t.test(`${name}, ${engine}, ${worker ? 'worker' : 'in the page'}`, async () => {
          const inPage = { ...job, index: '/wasm/index.js', options: { engine, worker } };
          const expected = engine === 'relaxed' ? fused : plain;
          assert.equal(await page.evaluate(trainedHash, inPage), expected);
        });
  }
});

test('a training saved in Node is resumed in Chromium, and the other way round', async (t) => {
  const address = await serveFolder(t, root, { '/': BLANK });
  const page = await openPage(t, await launchBrowser(t), address);
  const settings = { hidden: 16, batch: 8, steps: 10, optimizer: 'adam', lr: 0.01, dropout: 0.2 };
  const job = { text, settings: /** @type {any} */ (settings), engine: 'simd' };
  const inNode = { ...job, index: indexInNode, worker: false };
  const inPage = { ...job, index: '/wasm/index.js', worker: true };
  const straight = await trainedOn({ ...inNode, updates: 60 });

  const fromNode = await trainedOn({ ...inNode, updates: 25 });
  const shared = { ...inPage, file: fromNode, updates: 60, workers: 2 };
  assert.equal(await page.evaluate(trainedOn, shared), straight);
  const fromPage = await page.evaluate(trainedOn, { ...inPage, updates: 35 });
  assert.equal(await trainedOn({ ...inNode, file: fromPage, updates: 60 }), straight);
});

/**
 * Trains from the start or from a file. Refers to nothing outside itself, so that a page can be
 * handed its source.
 *
 * @param {{ index: string, worker: boolean, engine: string, text: string, settings: any,
 *   updates: number, workers?: number, file?: string }} job
 * @returns {Promise<string>} the file in hexadecimal
 */
async function trainedOn({ index, worker, engine, text, settings, updates, workers = 1, file }) {
  const { createSession } = await import(/* @vite-ignore */ index);
  const session = await createSession({ worker, engine });
  await session.loadText(text);
  if (file) {
    const bytes = file.match(/../g)?.map((digits) => Number.parseInt(digits, 16)) ?? [];
    await session.resume(Uint8Array.from(bytes));
  } else await session.createModel(settings);
  for await (const { loss } of session.train({ updates, workers })) Number(loss);
  const saved = await session.save({ training: true });
  await session.dispose();
  return Array.from(saved, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
