// The README's Content-Security-Policy is enough for the package, and each of its directives is needed.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import test from 'node:test';
import { launchBrowser, openContext, root } from './serve.js';

/** @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const PAGE = '<!doctype html><body><script type="module" src="/page.js"></script>';
const SCRIPT = `import { createSession } from './wasm/index.js';
const trained = async () => {
  const session = await createSession();
  await session.loadText('the small river runs past a mill. '.repeat(40));
  await session.createModel({ hidden: 8, batch: 4, steps: 10 });
  for await (const _ of session.train({ updates: 3, workers: 2 }));
  return 'trained';
};
const answer = document.createElement('output');
answer.textContent = await trained().catch((error) => error.code);
document.body.append(answer);`;

/** Serves the package's files beside a page. @param {string} policy */
async function serve(policy) {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://host');
    const type = pathname === '/' ? 'text/html' : (TYPES[extname(pathname)] ?? 'text/plain');
    const own = /** @type {Record<string, string>} */ ({ '/': PAGE, '/page.js': SCRIPT })[pathname];
    const body = own ?? (await readFile(join(root, pathname)).catch(() => ''));
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { server, address: `http://127.0.0.1:${port}/` };
}

test("the README's policy lets the package train, and no part of it can go", async (t) => {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const policy = /^Content-Security-Policy: (.*)$/m.exec(readme)?.[1] ?? '';
  assert.match(policy, /^default-src 'none'; /);
  const context = await openContext(t, await launchBrowser(t));
  /** @param {string} sent */
  const outcome = async (sent) => {
    const { server, address } = await serve(sent);
    const page = await context.newPage();
    try {
      await page.goto(address);
      return await page.locator('output').textContent();
    } finally {
      await page.close();
      server.closeAllConnections();
      server.close();
    }
  };
  assert.equal(await outcome(policy), 'trained');
  assert.notEqual(await outcome(`${policy}; worker-src 'none'`), 'trained');
  for (const part of [" 'wasm-unsafe-eval'", " connect-src 'self'"]) {
    assert.ok(policy.includes(part), part);
    assert.notEqual(await outcome(policy.replace(part, '')), 'trained', `without${part}`);
  }
});
