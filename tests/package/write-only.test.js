// A page that only loads a model and writes: what it fetches, and how what is written comes in.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { launchBrowser, openPage, serveFolder } from '../browser/serve.js';
import { buildWriteOnlyPage, LENGTH, watchWriting } from './write-only-page.js';

/** As the README says it: bytes of scripts and engine, gzipped. */
const MOST = 56_000;

test('a built page that loads a model and writes fetches little, and a piece a frame', async (t) => {
  const folder = await buildWriteOnlyPage(t);
  const address = await serveFolder(t, folder);
  /** @type {string[]} */
  const fetched = [];
  const browser = await launchBrowser(t);
  browser.on('context', (context) =>
    context.on('request', (request) => fetched.push(new URL(request.url()).pathname)),
  );
  const page = await openPage(t, browser, `${address}index.html`);
  await page.getByText('ready', { exact: true }).waitFor();
  await page.getByLabel('Begins with').fill('e~');
  await page.evaluate(watchWriting);
  await page.getByRole('button', { name: 'Write' }).click();
  await page.getByText('done', { exact: true }).waitFor();
  assert.equal((await page.getByLabel('What it writes').inputValue()).length, LENGTH);
  const { frames, pieces } = await page.evaluate(() => /** @type {any} */ (globalThis).counts);
  assert.ok(pieces > 1 && pieces <= frames + 2, `${pieces} pieces in ${frames} frames`);

  const files = [...new Set(fetched)].filter((path) => /\.(js|wasm)$/.test(path));
  const sizes = await Promise.all(
    files.map(async (path) => gzipSync(await readFile(join(folder, path)), { level: 9 }).length),
  );
  const sum = sizes.reduce((total, size) => total + size, 0);
  assert.ok(files.some((path) => path.endsWith('.wasm')));
  assert.ok(
    sum <= MOST,
    `${sum} bytes: ${files.map((path, i) => `${path} ${sizes[i]}`).join(', ')}`,
  );
  assert.ok(!files.some((path) => path.includes('trainer')), 'nothing that trains');
});
