// The built page on poor hosts, without a network, and from disk.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { violations } from './axe.js';
import { button, forecastOn, pause, ready, textOf, trained } from './lab.js';
import { hostPoorly, PATH } from './poor-host.js';
import { launchBrowser, openPage, root } from './serve.js';

/** @typedef {import('playwright-core').Page} Page */

const dist = join(root, 'dist');
const scratch = await mkdtemp(join(tmpdir(), 'sluice-hosting-'));
after(() => rm(scratch, { recursive: true }));

/** @param {Page} page */
async function trainsHere(page) {
  await ready(page);
  await button(page, 'Train').click();
  await trained(page, 10);
  await pause(page);
  assert.match(await textOf(page, 'engine'), /WebAssembly/);
}

/** Opens every other part of the page and waits until it is there. @param {Page} page */
async function openAllParts(page) {
  const links = page.locator('#tabs a');
  const names = await links.allInnerTexts();
  for (const name of names) {
    const link = page.getByRole('link', { name, exact: true });
    await link.click();
    const target = (await link.getAttribute('href')) ?? '';
    await page.locator(`${target} :is(button, input, canvas):visible`).first().waitFor();
  }
  return names.length;
}

test('any folder of any host: a sub-path, no special headers, WebAssembly as text', async (t) => {
  const { address, requests } = await hostPoorly(t, dist);
  const page = await openPage(
    t,
    await launchBrowser(t),
    `${address}?hidden=24&workers=2&until=3000`,
  );
  await ready(page);
  assert.match(await forecastOn(page), /from a short trial on this machine/); // which has a worker of its own
  await trainsHere(page);
  assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), false);
  assert.ok(requests.some((path) => path.endsWith('.wasm')));
  assert.deepEqual(
    requests.filter((path) => !path.startsWith(PATH)),
    [],
  );
  const before = requests.length;
  await button(page, 'Train on').click();
  await trained(page, 20);
  assert.deepEqual(requests.slice(before), [], 'nothing is loaded once the page is there');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'one file' }).click(),
  ]);
  const [got, built] = [await download.path(), join(dist, 'sluice.html')];
  assert.ok((await readFile(got)).equals(await readFile(built)));
});

/** @param {Page} page until the service worker has all files of the page */
async function kept(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((done) => {
      navigator.serviceWorker.addEventListener('controllerchange', done, { once: true });
    });
  });
}

test('after one visit it works without the host', async (t) => {
  const { address, stop } = await hostPoorly(t, dist);
  const browser = await launchBrowser(t);
  const page = await openPage(t, browser, address, { serviceWorkers: 'allow' });
  await ready(page);
  await kept(page);
  stop();
  assert.ok((await openAllParts(page)) > 1, 'the parts that were not yet open');

  await page.goto(`${address}?workers=2&hidden=48`);
  await trainsHere(page);
  assert.equal(await page.getByLabel('Hidden size').inputValue(), '48');
  await openAllParts(page);
});

test('a new version waits until it is asked for', async (t) => {
  const folder = join(scratch, 'versions');
  await cp(dist, folder, { recursive: true });
  const { address, requests } = await hostPoorly(t, folder);
  const browser = await launchBrowser(t);
  const page = await openPage(t, browser, address, { serviceWorkers: 'allow' });
  await ready(page);
  await kept(page);
  const notice = page.getByText('A new version of this page is ready.');
  assert.equal(await notice.isVisible(), false, 'the first version is not a new one');

  /** @param {string} name @param {RegExp} from @param {string} to */
  const change = async (name, from, to) => {
    const text = await readFile(join(folder, name), 'utf8');
    assert.match(text, from);
    await writeFile(join(folder, name), text.replace(from, to));
  };
  await change('index.html', /<title>[^<]*/, '<title>The second version');
  await change('service-worker.js', /(index\.html`,revision:`)\w+/, '$1two');
  const before = requests.length;
  await page.reload();
  await notice.waitFor();
  await page.reload();
  await notice.waitFor();
  assert.match(await page.title(), /^Sluice/, 'the old version goes on');
  assert.deepEqual(await violations(page), []);
  const fetched = [...new Set(requests.slice(before))].sort();
  const own = [`${PATH}index.html`, `${PATH}service-worker.js`];
  assert.deepEqual(fetched, own, 'only what has changed is fetched');

  await button(page, 'Reload').click();
  await page.waitForFunction(() => document.title === 'The second version');
  await trainsHere(page);
  assert.equal(await notice.isVisible(), false);
});

test('one file from disk, without a network', async (t) => {
  const browser = await launchBrowser(t);
  const file = pathToFileURL(join(dist, 'sluice.html')).href;
  for (const workers of [1, 2])
    await t.test(`${workers} workers`, async (t) => {
      const page = await openPage(t, browser, `${file}?hidden=24&workers=${workers}`, {
        offline: true,
      });
      /** @type {string[]} */
      const requests = [];
      page.on('request', (request) => requests.push(request.url()));
      await trainsHere(page);
      if (workers === 1) assert.ok((await openAllParts(page)) > 1);
      assert.deepEqual(
        requests.filter((url) => !url.startsWith('blob:')),
        [],
      );
    });
});
