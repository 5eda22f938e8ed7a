// What the browser tests stand on: servers on free ports, and pages of Debian's Chromium that fail
// their test when anything goes wrong in them or leaves their origin.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { chromium } from 'playwright-core';

/**
 * @typedef {import('node:test').TestContext} TestContext
 * @typedef {import('playwright-core').Browser} Browser
 * @typedef {import('playwright-core').BrowserContext} BrowserContext
 */

export const root = resolve(import.meta.dirname, '../..');

/** How long a page may take for what it is asked: only what never comes takes so long. */
export const PATIENCE_MS = 5 * 60 * 1000;

/** A page with nothing on it, for what is tested without the page. */
export const BLANK = '<!doctype html><title>blank</title><link rel="icon" href="data:," />';

/** @type {Record<string, string>} */
const MIME = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** What each test has to close. @type {WeakMap<TestContext, (() => unknown)[]>} */
const openThings = new WeakMap();

/** Closes from the last opened to the first, all of them, whatever fails. @param {(() => unknown)[]} things */
async function closeAll(things) {
  const close = things.pop();
  if (!close) return;
  try {
    await close();
  } finally {
    await closeAll(things);
  }
}

/** @param {TestContext} t @param {() => unknown} close */
function atEnd(t, close) {
  const things = openThings.get(t) ?? [];
  if (things.push(close) > 1) return;
  openThings.set(t, things);
  t.after(() => closeAll(things));
}

/** What the browser tests' helpers take for a test, and its end. */
export function lifetime() {
  /** @type {() => unknown} */
  let end = () => {};
  const after = (/** @type {() => unknown} */ closing) => {
    end = closing;
  };
  return { t: /** @type {any} */ ({ after }), end: () => end() };
}

/**
 * Serves the built page (dist/) until the test ends.
 * @param {TestContext} t
 * @returns {Promise<string>} its address, ending in "/"
 */
export async function serveSite(t) {
  const dist = join(root, 'dist');
  return serveFolder(t, dist, { '/': await readFile(join(dist, 'index.html'), 'utf8') });
}

/**
 * As hosts serve it, with tags by which a browser knows what it has: for measuring.
 * @param {TestContext} t
 * @returns {Promise<string>} its address, ending in "/"
 */
export async function previewSite(t) {
  const { preview } = await import('vite'); // which takes as long to load as a test
  const server = await preview({
    configFile: join(root, 'web/build/vite.config.js'),
    logLevel: 'error',
    preview: { host: 'localhost', port: 0, open: false },
  });
  atEnd(t, () => server.close());
  const address = server.resolvedUrls?.local[0];
  assert.ok(address, 'vite preview has no address');
  return address;
}

/**
 * Serves `pages` (by path, as HTML) and the files below `folder` as they are, until the test ends.
 * @param {TestContext} t
 * @param {string} folder
 * @param {Record<string, string>} [pages]
 * @returns {Promise<string>} its address, ending in "/"
 */
export async function serveFolder(t, folder, pages = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = resolve(folder, `.${decodeURIComponent(pathname)}`);
    try {
      if (!path.startsWith(folder + sep) && !(pathname in pages)) throw new Error('outside');
      const body = pages[pathname] ?? (await readFile(path));
      const type = pathname in pages ? '.html' : extname(path);
      response.setHeader('Content-Type', MIME[type] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, 'localhost', () => listening(undefined)));
  atEnd(t, () => {
    server.closeAllConnections();
    server.close();
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://localhost:${address.port}/`;
}

/** Chromium without its own windows and menus starts twice as fast, and opens pages in half the time. */
export const CHROMIUM = 'command -v chromium-headless-shell || command -v chromium';

/**
 * Debian's Chromium, until the test ends.
 * @param {TestContext} t
 * @param {import('playwright-core').LaunchOptions} [options]
 */
export async function launchBrowser(t, options = {}) {
  const browser = await chromium.launch({
    executablePath: execFileSync('sh', ['-c', CHROMIUM], { encoding: 'utf8' }).trim(),
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    ...options,
  });
  atEnd(t, () => browser.close());
  return browser;
}

/**
 * Collects what must not happen in any page or worker of a context: errors on the console, uncaught
 * errors, and requests that leave `origin`. The list fills while the test runs.
 * @param {BrowserContext} context
 * @param {string} origin
 * @param {string[]} problems
 */
function watch(context, origin, problems) {
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error().stack}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:|^wss?:/.test(url.href) && url.origin !== origin)
      problems.push(`request to ${url.href}`);
  });
}

/** What a visitor has who asks for nothing: the page writes for as long as it is open, which a test pays for. */
export const MOVING = /** @type {const} */ ({ reducedMotion: 'no-preference' });

/**
 * A browser context until the test ends, patient with a machine that is busy elsewhere. No service worker
 * comes between its pages and the server, and nothing is written letter by letter, unless the options say so.
 * @param {TestContext} t
 * @param {Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function openContext(t, browser, options = {}) {
  const context = await browser.newContext({
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  atEnd(t, () => context.close());
  return context;
}

/**
 * What a page of a test can be given: options of its context, and what runs in it before its own scripts.
 * @typedef {import('playwright-core').BrowserContextOptions & { first?: () => void }} PageOptions
 */

/**
 * A page of a context of its own, at `address`. What goes wrong in it fails the test when it ends.
 * @param {TestContext} t
 * @param {Browser} browser
 * @param {string} address
 * @param {PageOptions} [options]
 */
export async function openPage(t, browser, address, { first, ...options } = {}) {
  /** @type {string[]} */
  const problems = [];
  atEnd(t, () => assert.deepEqual(problems, []));
  const context = await openContext(t, browser, options);
  watch(context, new URL(address).origin, problems);
  const page = await context.newPage();
  if (first) await page.addInitScript(first);
  await page.goto(address);
  return page;
}
