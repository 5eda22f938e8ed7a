// What a visitor does in the lesson, for the tests of its chapters.
import assert from 'node:assert/strict';
import test from 'node:test';
import { faults } from './axe.js';
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

/** The cells of a table's rows. @param {Page} page @param {string} [part] */
export const rowsOf = async (page, part = '#learn .figure') => {
  const rows = await page.locator(`${part} tbody tr`).all();
  return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
};

/** @param {string} chapter @param {string} alive selector of what its figure has when it is alive */
export function opensToAll(chapter, alive) {
  for (const lang of ['en', 'zh'])
    inChapter(
      `${chapter}: open to all, ${lang}`,
      `?lang=${lang}&learn=${chapter}`,
      async (page) => {
        await page.locator(`#learn ${alive}`).first().waitFor();
        for (const summary of await page.locator('#learn summary').all()) await summary.click();
        assert.deepEqual(await faults(page), []);
      },
    );
}

/** @param {string} chapter @param {() => boolean} done when its figure is filled, and has learned */
export const staysStill = (chapter, done) =>
  inChapter(`${chapter}: nothing moves while it fills`, `?learn=${chapter}`, async (page) => {
    assert.equal(await moved(page, done), 0);
  });

/** Whether the model of the open chapter has learned as long as it will. */
export const hasLearned = () =>
  [...document.querySelectorAll('#learn .help')].some(({ textContent }) =>
    /after 600 updates/.test(String(textContent)),
  );
