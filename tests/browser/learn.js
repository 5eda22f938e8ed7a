// The lesson, for the tests of it: its chapters, and what a student does in them.
import test from 'node:test';
import { aliveIn } from './chapters.js';
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

/** @param {Page} page @param {string} name */
export const alive = (page, name) => page.locator(aliveIn(name)).first().waitFor();

/** Waits until the model of the chapter has learned as long as it will. @param {Page} page */
export const learned = (page) =>
  page.locator('#learn .learned', { hasText: 'after 600 updates' }).waitFor();

/** @param {Page} page @param {string | RegExp} name */
export const press = (page, name) =>
  page.locator('#learn').getByRole('button', { name, exact: true }).click();

/** Takes one of a few choices side by side. @param {Page} page @param {string} name */
export const choose = (page, name) =>
  page.locator('#learn label.choice').getByText(name, { exact: true }).click();

/** What stands in a box of the drawn cell. @param {Page} page @param {string} term */
export const drawn = (page, term) =>
  page.locator(`#learn .cell .gate[data-term="${term}"] .value`).textContent();

/** @param {Page} page @param {string} term @param {string} value */
export const drawnIs = (page, term, value) =>
  page
    .locator(`#learn .cell .gate[data-term="${term}"] .value`, { hasText: value })
    .waitFor({ state: 'attached' });

/** A number in a wire of the drawn cell. @param {Page} page @param {string} name */
export const flow = async (page, name) =>
  String(await page.locator('#learn .cell .flow', { hasText: name }).textContent());

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

/** Mean change of a unit from one column to the next. @param {number[][]} columns */
export const unrest = (columns) => {
  const changes = columns
    .slice(1)
    .flatMap((column, t) =>
      column.map((value, unit) => Math.abs(value - Number(columns[t]?.[unit]))),
    );
  return changes.reduce((sum, change) => sum + change, 0) / changes.length;
};

/** A chapter whose figure is alive, with all that is folded in it. @param {Page} page @param {string} name */
export async function show(page, name) {
  await alive(page, name);
  await page.locator('#learn details').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '');
  });
}

/** The number that 0.05 or 6.8·10⁻⁶ is. @param {string} text */
export const shareOf = (text) =>
  Number(
    text
      .replace('·10', 'e')
      .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (sign) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign)).replace('-1', '-')),
  );

/** The cells of a table's rows. @param {Page} page @param {string} [part] */
export const rowsOf = async (page, part = '#learn .figure') => {
  const rows = await page.locator(`${part} tbody tr`).all();
  return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
};
