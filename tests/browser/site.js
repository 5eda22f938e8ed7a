// The built page for a file of tests: one server and one Chromium serve them all.
import test, { after } from 'node:test';
import { ready } from './lab.js';
import { launchBrowser, openPage, serveSite } from './serve.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').BrowserContextOptions} ContextOptions
 */

export const LAPTOP = { viewport: { width: 1280, height: 720 } };
export const PHONE = { viewport: { width: 360, height: 740 } };

/** The file lives as long as a test would. */
const file = /** @type {import('node:test').TestContext} */ (
  /** @type {Pick<import('node:test').TestContext, 'after'>} */ ({ after })
);
/** Where the page is, ending in "/". */
export const address = await serveSite(file);
export const browser = await launchBrowser(file);

/**
 * A test with a page of its own, ready when it begins.
 * @param {string} name
 * @param {string} query of the address, and hash
 * @param {(page: Page) => Promise<void>} body
 * @param {ContextOptions} [options]
 */
export const onPage = (name, query, body, options = LAPTOP) =>
  test(name, async (t) => {
    await body(await ready(await openPage(t, browser, `${address}${query}`, options)));
  });
