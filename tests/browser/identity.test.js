// The package in Chromium, in the page's thread and in a worker, ends in the same bytes as in Node.
import assert from 'node:assert/strict';
import test from 'node:test';
import { cases, text, trainedHash, updates } from '../js/identity_cases.mjs';
import { launchBrowser, openPage, root, serveFolder } from './serve.js';

const BLANK = '<!doctype html><title>blank</title><link rel="icon" href="data:," />';
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
