// How long a visitor waits: from the start of loading the page to its first update, in Chromium,
// when the page has been there before.
import { launchBrowser, lifetime, MOVING, openPage, previewSite } from '../browser/serve.js';
import { rates } from './contest.mjs';

/** In the page, before its own scripts: presses Train when it can be, and keeps the times. */
function watchFirstUpdate() {
  /** @type {{ ready?: number, updated?: number }} */
  const times = {};
  Object.assign(globalThis, { times });
  const look = () => {
    const train = /** @type {HTMLButtonElement | null} */ (document.getElementById('train'));
    if (times.ready === undefined && train && !train.disabled) {
      times.ready = performance.now();
      train.click();
    }
    const updates = document.getElementById('updates')?.textContent?.replaceAll(',', '');
    if (times.ready !== undefined && Number(updates) >= 1) times.updated ??= performance.now();
  };
  const options = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(look).observe(document, options);
}

/**
 * What this thread has asked for until then, a time since 1970.
 *
 * @param {number} then
 */
function askedFor(then) {
  const all = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'));
  const taken = all.filter(
    // Chromium says of a worker's script that it began after it had ended
    ({ startTime, responseEnd }) =>
      performance.timeOrigin + Math.min(startTime, responseEnd) < then,
  );
  return taken.map(({ name }) => new URL(name).pathname.split('/').at(-1) ?? '');
}

/** The scripts and styles that this visit, its workers too, has asked for until then. @param {import('playwright-core').Page} page @param {number} then */
async function filesOf(page, then) {
  const end = (await page.evaluate(() => performance.timeOrigin)) + then;
  const asked = await Promise.all(
    [page, ...page.workers()].map((thread) =>
      /** @type {import('playwright-core').Page} */ (thread).evaluate(askedFor, end),
    ),
  );
  // Replicas start where there are cores for them, and have a script of their own.
  return [...new Set(asked.flat())].filter((file) => /^(?!replica-).*\.(js|css)$/.test(file));
}

/** @param {import('playwright-core').Page} page */
async function timesOf(page) {
  const handle = await page.waitForFunction(() => {
    const { times } = /** @type {any} */ (globalThis);
    return times.updated !== undefined && times;
  });
  return /** @type {Promise<{ ready: number, updated: number }>} */ (handle.jsonValue());
}

/**
 * Milliseconds until training can begin (`ready`) and until the first update is shown, with the
 * cache as earlier visits leave it; and the scripts and styles that it asks for till then (`files`).
 *
 * @param {number} visits
 */
export async function firstUpdates(visits) {
  const { t, end } = lifetime();
  try {
    const address = await previewSite(t);
    const page = await openPage(t, await launchBrowser(t), address, MOVING);
    await page.addInitScript(watchFirstUpdate);
    const all = [];
    /** @type {string[]} */
    let files = [];
    for (let visit = -2; visit < visits; visit++) {
      await page.goto(address);
      const times = await timesOf(page);
      if (visit >= 0) all.push(times);
      files = await filesOf(page, times.updated);
      await page.goto('about:blank');
    }
    return {
      ready: rates(all.map(({ ready }) => ready)),
      updated: rates(all.map(({ updated }) => updated)),
      files,
    };
  } finally {
    await end();
  }
}
