// What is left of a training when the page is closed, the engine is lost, or the disk is full.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import axe from 'axe-core';
import { button, pause, ready, trained, updates } from './lab.js';
import { launchBrowser, openPage, serveSite } from './serve.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').BrowserContextOptions} ContextOptions
 */

/** Small enough to be quick, with moments and dropout to be brought back. */
const SMALL =
  '?hidden=24&batch=8&steps=16&optimizer=adam&lr=0.01&dropout=0.2&layers=2&engine=simd&lang=en';
const UNTIL = 400;

/** @param {Page} page */
const runs = (page) => page.locator('#runs li');
/** @param {Page} page */
const offer = (page) => page.locator('.offer');
/** A button of the only run. @param {Page} page @param {string} name */
const onRun = (page, name) => runs(page).getByRole('button', { name, exact: true });

/** @param {Page} page @param {string} press name of a button */
async function downloaded(page, press) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, press).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** @param {Page} page */
const curveOf = async (page) => (await downloaded(page, 'CSV')).bytes.toString();

/** What was measured with frozen weights, which does not depend on when reports came. @param {string} csv */
function measurements(csv) {
  const [head = '', ...rows] = csv.trim().split('\n');
  const columns = ['frozen perplexity', 'held-out perplexity'].map((name) =>
    head.split(',').indexOf(name),
  );
  assert.ok(!columns.includes(-1), head);
  const measured = rows
    .map((row) => row.split(','))
    .filter(([update]) => Number(update) % 100 === 0);
  return measured.map((row) => [row[0], ...columns.map((column) => row[column])]);
}

/** Trains until at least so many updates, and pauses. @param {Page} page @param {number} least */
async function trainSome(page, least) {
  await button(page, /^Train/).click();
  await trained(page, least);
  await pause(page);
  await kept(page, await updates(page));
}

/** Waits until the run is kept up to this update. @param {Page} page @param {number} update */
const kept = (page, update) =>
  page.getByText(`The present run is kept up to update ${update.toLocaleString('en')}.`).waitFor();

/** @param {Page} page @param {number} until */
async function trainTo(page, until) {
  await page.getByLabel('until update').fill(String(until));
  await page.keyboard.press('Enter');
  await button(page, /^Train/).click();
  await page.getByText(/^Done/).waitFor();
  assert.equal(await updates(page), until);
}

/** Comes back, and goes on where the last visit ended. @param {Page} page */
async function comeBack(page) {
  await page.reload();
  await ready(page);
  await offer(page).getByRole('button', { name: 'Continue' }).click();
  await offer(page).waitFor({ state: 'hidden' });
}

/** What axe finds, each as RULE: ELEMENT. @param {Page} page @returns {Promise<string[]>} */
async function violations(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await /** @type {any} */ (globalThis).axe.run();
    return found.violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map((/** @type {any} */ node) => `${id}: ${node.html}`),
    );
  });
}

test('the store', async (t) => {
  const address = await serveSite(t);
  const browser = await launchBrowser(t);

  /**
   * A test with a browser profile of its own.
   * @param {string} name
   * @param {(page: Page) => Promise<void>} body
   * @param {ContextOptions} [options]
   */
  const onPage = (name, body, options = { viewport: { width: 1280, height: 900 } }) =>
    t.test(name, async (t) => {
      await body(await ready(await openPage(t, browser, address + SMALL, options)));
    });

  await onPage('goes on to the bit where the last visit ended', async (page) => {
    assert.ok(!(await offer(page).isVisible()));
    await trainSome(page, 120);
    const before = await updates(page);
    const curve = await curveOf(page);
    await comeBack(page);
    assert.equal(await updates(page), before);
    assert.equal(await curveOf(page), curve);
    await trainTo(page, UNTIL);
    const resumed = await curveOf(page);
    const weights = (await downloaded(page, 'Save the model')).bytes;

    await button(page, 'Reset').click();
    await page.getByText('Ready. Press Train.').waitFor();
    await trainTo(page, UNTIL);
    assert.ok(measurements(resumed).length >= 4);
    assert.deepEqual(measurements(resumed), measurements(await curveOf(page)));
    assert.deepEqual(weights, (await downloaded(page, 'Save the model')).bytes);
  });

  await onPage('names, renames, downloads and deletes runs by keyboard', async (page) => {
    await trainSome(page, 20);
    await onRun(page, 'Rename').press('Enter');
    await page.getByLabel('Name of the run').fill('The first');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Enter');
    await runs(page).getByText('The first').waitFor();
    assert.ok(await onRun(page, 'Rename').evaluate((one) => one === document.activeElement));
    const { name } = await downloaded(page, 'Download');
    assert.equal(name, `sluice-gru-24-${await updates(page)}.safetensors`);
    await onRun(page, 'Delete').press('Enter');
    await onRun(page, 'Delete for good').press('Enter');
    await page.getByText('Nothing is kept yet').waitFor();
    assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /Your runs/);
    await page.reload();
    await ready(page);
    await page.getByText('Nothing is kept yet').waitFor();
    assert.ok(!(await offer(page).isVisible()));
  });
});
