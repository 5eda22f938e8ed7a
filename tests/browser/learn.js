// What a visitor does in the lesson, for the tests of its chapters.
import test from 'node:test';
import { openPage } from './serve.js';
import { address, browser, LAPTOP } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

/**
 * A test with a chapter open.
 * @param {string} name
 * @param {string} query of the address
 * @param {(page: Page) => Promise<void>} body
 */
export const inChapter = (name, query, body) =>
  test(name, async (t) => {
    const page = await openPage(t, browser, `${address}${query}`, LAPTOP);
    await page.locator('#learn article').waitFor();
    await body(page);
  });

/** Waits until the model of the chapter has learned as long as it will. @param {Page} page */
export const learned = (page) =>
  page.locator('#learn .help', { hasText: 'after 600 updates' }).waitFor();

/** @param {Page} page @param {string | RegExp} name */
export const press = (page, name) =>
  page.locator('#learn').getByRole('button', { name, exact: true }).click();

/** The strip by its colours: a column of values for each letter. @param {Page} page */
export const stripOf = (page) =>
  page.locator('#learn .strip').evaluate((strip) => {
    const rects = [...strip.querySelectorAll('rect')];
    const columns = new Map();
    for (const rect of rects) {
      const x = rect.getAttribute('x');
      const size = Number(rect.getAttribute('fill-opacity'));
      columns.set(x, [...(columns.get(x) ?? []), rect.matches('.below') ? -size : size]);
    }
    return /** @type {number[][]} */ ([...columns.values()]);
  });

/**
 * What of the lesson moves by itself until `done` holds: the sum of the browser's layout shifts.
 * @param {Page} page
 * @param {() => boolean} done
 */
export async function moved(page, done) {
  await page.evaluate(() => {
    const shifts = { sum: 0 };
    Object.assign(globalThis, { shifts });
    const isOurs = (/** @type {any} */ { node }) =>
      document.querySelector('#learn')?.contains(node);
    new PerformanceObserver((list) => {
      for (const entry of /** @type {any[]} */ (list.getEntries()))
        if (entry.sources.some(isOurs)) shifts.sum += entry.value;
    }).observe({ type: 'layout-shift' });
  });
  await page.waitForFunction(done);
  return page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return Number(Reflect.get(globalThis, 'shifts').sum);
  });
}
