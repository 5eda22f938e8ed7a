// The built page for a file of tests: one server and one Chromium serve them all.
import test, { after, before } from 'node:test';
import { ready } from './lab.js';
import { launchBrowser, lifetime, openPage, serveSite } from './serve.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('./serve.js').PageOptions} PageOptions
 */

export const LAPTOP = { viewport: { width: 1280, height: 720 } };
export const PHONE = { viewport: { width: 360, height: 740 } };

/** Where the page is, ending in "/". */
export let address = '';
/** @type {import('playwright-core').Browser} */
export let browser;

const { t: file, end } = lifetime();
before(async () => {
  address = await serveSite(file);
  browser = await launchBrowser(file);
});
after(end);

/**
 * A test with a page of its own, ready when it begins.
 * @param {string} name
 * @param {string} query of the address, and hash
 * @param {(page: Page) => Promise<void>} body
 * @param {PageOptions} [options]
 */
export const onPage = (name, query, body, options = LAPTOP) =>
  test(name, async (t) => {
    await body(await ready(await openPage(t, browser, `${address}${query}`, options)));
  });
