// A run in Firefox: the parts of the page at work, without the host, as one file from disk, a run that is
// kept, and the bits of Node.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { cases, text, trainedHash, updates } from '../js/identity_cases.mjs';
import { aliveIn, CHAPTERS } from './chapters.js';
import { FIRST_VIEW, haveMoved, isThere, moving, outOfView, SIZES } from './first-view.js';
import { hostPoorly } from './poor-host.js';
import { BLANK, PATIENCE_MS, root, serveFolder } from './serve.js';

/**
 * @typedef {import('node:test').TestContext} TestContext
 * @typedef {import('puppeteer-core').Page} Page
 */

/** @param {TestContext} t */
async function launchFirefox(t) {
  const HOME = await mkdtemp(join(tmpdir(), 'sluice-firefox-'));
  const which = 'command -v firefox-esr || command -v firefox';
  const browser = await puppeteer.launch({
    browser: 'firefox',
    protocolTimeout: PATIENCE_MS,
    timeout: PATIENCE_MS,
    executablePath: execFileSync('sh', ['-c', which], { encoding: 'utf8' }).trim(),
    env: { ...process.env, HOME },
  });
  t.after(async () => {
    await browser.close();
    await rm(HOME, { recursive: true, force: true });
  });
  return browser;
}

/**
 * A page that fails its test when an error comes up in it. Its requests fill the list.
 * @param {TestContext} t
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} address
 * @param {import('puppeteer-core').Viewport} [size] of the window
 */
async function openPage(t, browser, address, size) {
  /** @type {string[]} */
  const problems = [];
  /** @type {string[]} */
  const requests = [];
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  if (size) await page.setViewport(size);
  await page.setOfflineMode(address.startsWith('file:'));
  page.on('pageerror', (error) => problems.push(`uncaught: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => requests.push(request.url()));
  t.after(async () => {
    await page.close();
    assert.deepEqual(problems, []);
  });
  await page.goto(address);
  return { page, requests };
}

/** Waits until an element says so. @param {Page} page @param {string} selector @param {RegExp} text */
const says = (page, selector, text) =>
  page.waitForFunction(
    (selector, source) =>
      [...document.querySelectorAll(selector)].some(({ textContent }) =>
        new RegExp(source).test(textContent ?? ''),
      ),
    {},
    selector,
    text.source,
  );

/** @param {Page} page @param {string} part @param {string} name */
const press = (page, part, name) =>
  page.locator(`${part} ::-p-aria([name="${name}"][role="button"])`).click();

/**
 * Replaces what a field holds.
 * @param {Page} page
 * @param {string} part
 * @param {string} label
 * @param {string} value
 */
async function fill(page, part, label, value) {
  const idOf = (/** @type {string} */ labels, /** @type {string} */ text) =>
    [.../** @type {NodeListOf<HTMLLabelElement>} */ (document.querySelectorAll(labels))].find(
      (one) => one.textContent?.trim() === text,
    )?.htmlFor;
  const id = await (await page.waitForFunction(idOf, {}, `${part} label`, label)).jsonValue();
  await page.locator(`#${id}`).fill(value);
  await page.keyboard.press('Tab');
}

/** @param {Page} page @param {string} part */
const open = (page, part) => page.locator(`#tabs a[href$="${part}"]`).click();

/** @param {Page} page */
async function trains(page) {
  await page.locator('#train:enabled').click();
  await says(page, '#updates', /^[1-9][\d,]/);
  await press(page, '.controls', 'Pause');
  await says(page, '#status', /Paused/);
  await says(page, '#engine', /WebAssembly/);
  await says(page, '#training-perplexity', /^\d+\.\d/);
}

/** @param {TestContext} t @param {import('puppeteer-core').Browser} browser */
async function showsFirstView(t, browser) {
  const { address } = await hostPoorly(t, join(root, 'dist'));
  for (const [name, size] of Object.entries(SIZES))
    await t.test(`on ${name} writing, strip, number and curve are in view`, async (t) => {
      const { page } = await openPage(t, browser, address, size);
      await page.waitForFunction(isThere);
      const before = await page.evaluate(moving);
      await page.locator('#train').click();
      await says(page, '#updates', /^[1-9]/);
      await page.waitForFunction(haveMoved, { polling: 100 }, before); // pictures take long to read
      assert.deepEqual(await page.evaluate(outOfView, FIRST_VIEW), []);
    });
}

/** A GRU that trains until it is paused. */
const SMALL = '?cell=gru&hidden=16&until=1000000';

test('Firefox', async (t) => {
  const browser = await launchFirefox(t);
  await showsFirstView(t, browser);

  await t.test('every part of the page, below a path of a poor host', async (t) => {
    const { address, stop } = await hostPoorly(t, join(root, 'dist'));
    const { page, requests } = await openPage(t, browser, `${address}${SMALL}`);
    await trains(page);

    await open(page, '#inside');
    await fill(page, '#inside', 'A sentence to read', 'The river');
    await press(page, '#inside', 'Look inside');
    await says(page, '#inside .at', /of 9/);
    await says(page, '#inside .equations', /Reset: how much of the past/);

    await open(page, '#race');
    await fill(page, '#race', 'Updates each', '10');
    await page.locator('#race .primary').click();
    await says(page, '#race button', /^Race again$/);
    await says(page, '#race .verdict li', /^After 10 updates each/);

    await open(page, '#translate');
    await press(page, '#translate', 'Reversing, tiny');
    await says(page, '#translate .going .meaning', /Fresh weights/);
    await press(page, '#translate', 'Train');
    await says(page, '#translate .going .meaning', /Done/);
    assert.deepEqual(
      requests.filter((url) => !url.startsWith(address) && !/^(data|blob):/.test(url)),
      [],
    );

    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    stop();
    await page.goto(`${address}?hidden=16&until=1000000&workers=2`);
    await trains(page);
  });

  await t.test('a run is kept, and goes on in the next visit', async (t) => {
    const { address } = await hostPoorly(t, join(root, 'dist'));
    const { page } = await openPage(t, browser, `${address}?hidden=16&until=1000000`);
    await trains(page);
    const before = await page.$eval('#updates', ({ textContent }) => textContent);
    await says(page, '#runs li', /./);
    await page.reload();
    await press(page, '.offer', 'Continue');
    await says(page, '#updates', new RegExp(`^${before}$`));
    await trains(page);
  });

  await t.test('training gives the bytes that Node gives', async (t) => {
    const address = await serveFolder(t, root, { '/': BLANK });
    const { page } = await openPage(t, browser, address);
    const index = new URL('../../wasm/index.js', import.meta.url).href;
    for (const { name, settings } of cases.slice(0, 3))
      for (const engine of ['simd', 'scalar'])
        await t.test(`${name}, ${engine}`, async () => {
          const job = { text, settings, updates };
          const options = { engine, worker: true };
          assert.equal(
            await page.evaluate(trainedHash, { ...job, index: '/wasm/index.js', options }),
            await trainedHash({ ...job, index, options: { engine, worker: false } }),
          );
        });
  });

  const file = pathToFileURL(join(root, 'dist/sluice.html')).href;
  for (const workers of [1, 2])
    await t.test(`one file from disk, ${workers} workers`, async (t) => {
      const { page, requests } = await openPage(
        t,
        browser,
        `${file}?hidden=16&until=1000000&workers=${workers}`,
      );
      await trains(page);
      assert.deepEqual(
        requests.filter((url) => !/^(file|data|blob):/.test(url)),
        [],
      );
    });
});

test('every chapter of the lesson comes alive in Firefox, in one file from disk', async (t) => {
  const browser = await launchFirefox(t);
  const file = pathToFileURL(join(root, 'dist/sluice.html')).href;
  const { page } = await openPage(t, browser, `${file}#learn`);
  for (const name of CHAPTERS) {
    await page.locator(`#learn nav a[href="#learn=${name}"]`).click();
    await page.waitForSelector(aliveIn(name));
  }
});
