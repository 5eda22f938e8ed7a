// How the page bears a long training, by hand: `node tests/bench/endurance.mjs [MINUTES]` (default 10)
// trains hidden size 256 in Chromium and prints the longest task of the main thread in the first
// minute, the time from Stop to stopped, memory by the minute, requests and violations of the
// Content-Security-Policy. Needs `npm run build`; its figures need a quiet machine.
import { launchBrowser, lifetime, MOVING, openPage, serveSite } from '../browser/serve.js';

const MINUTE = 60000;

/** In the page, before its own scripts. */
function watchPage() {
  const seen = { longest: 0, tasks: 0, violations: 0 };
  Object.assign(globalThis, { seen });
  addEventListener('securitypolicyviolation', () => seen.violations++);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longest = Math.max(seen.longest, duration);
      seen.tasks++;
    }
  }).observe({ type: 'longtask', buffered: true });
}

/** @param {import('playwright-core').Page} page */
const seenIn = (page) => page.evaluate(() => ({ .../** @type {any} */ (globalThis).seen }));

/** Milliseconds from the click on Pause until nothing runs. @param {import('playwright-core').Page} page */
const stopTime = (page) =>
  page.evaluate(async () => {
    const train = /** @type {HTMLButtonElement} */ (document.getElementById('train'));
    const start = performance.now();
    train.click();
    while (train.classList.contains('training')) await new Promise(requestAnimationFrame);
    return performance.now() - start;
  });

const minutes = Number(process.argv[2] ?? 10);
const { t, end } = lifetime();
try {
  const address = await serveSite(t);
  const page = await openPage(t, await launchBrowser(t), address, MOVING);
  await page.addInitScript(watchPage);
  await page.goto(`${address}?hidden=256&until=1000000`);
  await page.locator('#train:enabled').waitFor();
  let requests = 0;
  page.context().on('request', () => requests++);
  await page.evaluate(() =>
    Object.assign(/** @type {any} */ (globalThis).seen, { longest: 0, tasks: 0 }),
  );
  await page.locator('#train').click();
  const session = await page.context().newCDPSession(page);
  for (let minute = 1; minute <= Math.ceil(minutes); minute++) {
    await page.waitForTimeout(Math.min(1, minutes) * MINUTE);
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { longest, tasks } = await seenIn(page);
    const updates = await page.locator('#updates').innerText();
    console.log({ minute, updates, heapMB: usedSize / 1e6, longest, tasksOver50ms: tasks });
  }
  const stop = await stopTime(page);
  const { violations } = await seenIn(page);
  console.log({ stopMilliseconds: stop, requests, violations });
} finally {
  await end();
}
