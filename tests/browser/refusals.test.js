// What hosts and browsers may refuse: the page says so in the visitor's words, and does without
// what it can do without.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { button, pause, ready, textOf, trained, updates } from './lab.js';
import { hostPoorly } from './poor-host.js';
import { launchBrowser, openContext, root } from './serve.js';

/** @typedef {import('playwright-core').Page | import('playwright-core').Frame} View */

const dist = join(root, 'dist');
const file = /** @type {import('node:test').TestContext} */ (
  /** @type {Pick<import('node:test').TestContext, 'after'>} */ ({ after })
);
const browser = await launchBrowser(file);

/** A page whose errors on the console are meant. @param {import('node:test').TestContext} t @param {import('playwright-core').BrowserContextOptions} [options] */
const openAny = async (t, options) => (await openContext(t, browser, options)).newPage();

/** @param {import('node:test').TestContext} t @param {string} policy */
async function underPolicy(t, policy) {
  const headers = { 'Content-Security-Policy': policy };
  const { address } = await hostPoorly(t, dist, undefined, headers);
  const page = await openAny(t);
  await page.goto(address);
  return page;
}

/** @param {View} view */
async function saysWhyNot(view) {
  const said = view.locator('#not-started');
  await said.locator('p').first().waitFor();
  assert.match(await said.innerText(), /has not started.*JavaScript.*sluice\.html/s);
  assert.match(await said.locator('[lang="zh-CN"]').innerText(), /没有启动.*sluice\.html/s);
}

/** @param {View} view */
async function trainsAlone(view) {
  await view.locator('#train:enabled').click();
  await trained(/** @type {any} */ (view), 10);
  await view.locator('#train.training').click();
  await view.getByText('Paused.').waitFor();
  assert.match(await view.locator('#engine').innerText(), /no worker$/);
}

test('without JavaScript it says why it does not start', async (t) => {
  const { address } = await hostPoorly(t, dist);
  const page = await openAny(t, { javaScriptEnabled: false });
  await page.goto(address);
  await saysWhyNot(page);
});

test('opened from disk it says why it does not start', async (t) => {
  const page = await openAny(t);
  await page.goto(pathToFileURL(join(dist, 'index.html')).href);
  await saysWhyNot(page);
});

test('with scripts sent as text it says why it does not start', async (t) => {
  const { address } = await hostPoorly(t, dist);
  const page = await openAny(t);
  await page.route('**/*.js', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-type': 'text/plain' };
    await route.fulfill({ response, headers });
  });
  await page.goto(address);
  await saysWhyNot(page);
});

/** A page that holds this one in a locked frame. @param {import('node:test').TestContext} t @param {Record<string, string>} headers */
async function inLockedFrame(t, headers) {
  const { address } = await hostPoorly(t, dist, undefined, headers);
  const page = await openAny(t);
  const html = `<iframe sandbox="allow-scripts" src="${address}" width="900" height="700"></iframe>`;
  await page.route('**/holder', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(`${address}holder`);
  const frame = page.frames()[1];
  assert.ok(frame);
  return frame;
}

test('in a locked frame it says why it does not start', async (t) => {
  await saysWhyNot(await inLockedFrame(t, {}));
});

test('in a locked frame whose scripts are let in it trains, and says what is not kept', async (t) => {
  const frame = await inLockedFrame(t, { 'Access-Control-Allow-Origin': '*' });
  await trainsAlone(frame);
  await frame.locator('#runs-remark', { hasText: 'This browser keeps nothing' }).waitFor();
  assert.equal(await frame.locator('#runs-problem').innerText(), '');
});

test('once it has started the sentence is gone, and was never seen', async (t) => {
  const { address } = await hostPoorly(t, dist);
  const page = await openAny(t);
  await page.addInitScript(() => {
    const look = () => {
      const said = document.getElementById('not-started');
      const isSeen = said && getComputedStyle(said).visibility !== 'hidden';
      if (isSeen) Reflect.set(window, 'flashed', true);
      requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(address);
  await ready(page);
  assert.equal(await page.locator('#not-started').count(), 0);
  assert.equal(await page.evaluate(() => Reflect.get(window, 'flashed')), undefined);
});

test('where workers are forbidden it trains in its own thread, and names the directive', async (t) => {
  const page = await underPolicy(t, "worker-src 'none'");
  await trainsAlone(page);
  await page.getByText("has to allow worker-src 'self'").waitFor();
  await page.getByLabel('Workers').selectOption('2');
  const before = await updates(page);
  await button(page, 'Train on').click();
  await trained(page, before + 10);
  await pause(page);
  await page.getByRole('link', { name: 'Inside' }).click();
  await page.locator('#inside .bars li').first().waitFor();
});

test('where WebAssembly is forbidden it names the directive', async (t) => {
  const page = await underPolicy(t, "script-src 'self'");
  await page.getByText("has to allow script-src 'wasm-unsafe-eval'").waitFor();
});

test('where styles are forbidden it names the directive', async (t) => {
  const page = await underPolicy(t, "style-src 'none'");
  await page.getByText("lacks style-src 'self'").waitFor();
});

test('where storage is refused it trains, and says that nothing is kept', async (t) => {
  const { address } = await hostPoorly(t, dist);
  const page = await openAny(t);
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    const refuseLater = async () => refuse();
    Object.defineProperty(window, 'indexedDB', { get: refuse });
    Object.defineProperty(window, 'localStorage', { get: refuse });
    StorageManager.prototype.getDirectory = refuseLater;
    LockManager.prototype.request = LockManager.prototype.query = refuseLater;
    Reflect.set(window, 'BroadcastChannel', refuse);
  });
  await page.goto(`${address}?hidden=24`);
  await ready(page);
  await button(page, 'Train').click();
  await trained(page, 10);
  await pause(page);
  await page.locator('#runs-remark', { hasText: 'This browser keeps nothing' }).waitFor();
  assert.equal(await textOf(page, 'runs-problem'), '');
});
