// The package from another origin, as a page gets it from a host of packages.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import test from 'node:test';
import { BLANK, launchBrowser, openContext, root, serveFolder } from './serve.js';

/** @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Serves wasm/ to any origin. @param {import('node:test').TestContext} t */
async function servePackage(t) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', TYPES[extname(pathname)] ?? 'text/plain');
    response.end(await readFile(join(root, 'wasm', pathname)).catch(() => response.writeHead(404)));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}/`;
}

/** Learns with two workers, then writes; what a page of six lines does. @param {string} address */
async function learnAndWrite(address) {
  const { createSession } = await import(address);
  const session = await createSession();
  await session.loadText('the grey heron waits in the reeds. '.repeat(40));
  await session.createModel({ hidden: 16, batch: 4, steps: 10, lr: 2 });
  let last;
  for await (last of session.train({ updates: 20, workers: 2 }));
  const text = await session.generate({ prompt: 'the ', length: 30 }).text();
  await session.dispose();
  return { update: last.update, workers: last.workers, length: text.length };
}

test('a page of another origin has workers too', async (t) => {
  const address = await servePackage(t);
  const page = await (await openContext(t, await launchBrowser(t))).newPage();
  await page.goto(await serveFolder(t, root, { '/': BLANK }));
  assert.notEqual(new URL(page.url()).origin, new URL(address).origin);
  const done = await page.evaluate(learnAndWrite, `${address}index.js`);
  assert.deepEqual(done, { update: 20, workers: 2, length: 30 });
});
