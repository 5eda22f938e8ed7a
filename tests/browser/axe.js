// What every state of the page is asked: is anything barred from somebody, does anything stick out?
import axe from 'axe-core';

/** @typedef {import('playwright-core').Page | import('playwright-core').Frame} Page */

/**
 * What axe finds, each as RULE: ELEMENT.
 * @param {Page} page
 * @param {string} [part] selector of what to look at [the whole page]
 * @returns {Promise<string[]>}
 */
export async function violations(page, part = 'html') {
  await page.evaluate(axe.source);
  return page.evaluate(async (part) => {
    const found = await /** @type {any} */ (globalThis).axe.run(part);
    return found.violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map((/** @type {any} */ node) => `${id}: ${node.html}`),
    );
  }, part);
}

/** Pixels by which the page is wider than the window. @param {Page} page */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
