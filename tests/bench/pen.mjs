// What the writing costs the training, by hand: `node tests/bench/pen.mjs [ROUNDS]` (default 10). Two pages train in
// turns, one with the pen and its strip, one that cannot fetch them. Prints the updates a second of both, the median of the ratios of
// neighbouring turns, and the longest task of the main thread beside the pen. Needs `npm run build`.
import { launchBrowser, lifetime, MOVING, openContext, serveSite } from '../browser/serve.js';

const TURN_MS = 4000;
const rounds = Number(process.argv[2] ?? 10);

/** In the page, before its own scripts. */
function watchTasks() {
  const seen = { longest: 0, tasks: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longest = Math.max(seen.longest, duration);
      seen.tasks++;
    }
  }).observe({ type: 'longtask' });
}

/** Updates a second over a turn. @param {import('playwright-core').Page} page @returns {Promise<number>} */
const turn = (page) =>
  page.evaluate(async (milliseconds) => {
    const train = /** @type {HTMLButtonElement} */ (document.getElementById('train'));
    const updates = () =>
      Number(document.getElementById('updates')?.textContent?.replaceAll(',', ''));
    const frame = () => new Promise(requestAnimationFrame);
    const before = updates();
    train.click();
    while (updates() === before) await frame();
    const [from, start] = [updates(), performance.now()];
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    const rate = (1000 * (updates() - from)) / (performance.now() - start);
    train.click();
    while (train.classList.contains('training')) await frame();
    return rate;
  }, TURN_MS);

/** @param {number[]} values */
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const { t, end } = lifetime();
try {
  const address = await serveSite(t);
  const context = await openContext(t, await launchBrowser(t), MOVING);
  const pages = [];
  for (const isBare of [false, true]) {
    const page = await context.newPage();
    await page.addInitScript(watchTasks);
    if (isBare) await page.route('**/pen-*.js', (route) => route.abort());
    await page.goto(`${address}?workers=1&until=1000000`);
    await page.locator('#train:enabled').waitFor();
    await page.locator('#chart canvas').waitFor({ state: 'attached' });
    pages.push(page);
  }
  const [pen, bare] =
    /** @type {[import('playwright-core').Page, import('playwright-core').Page]} */ (pages);
  const rates = [];
  for (let round = -1; round < rounds; round++) {
    if (round === 0)
      await pen.evaluate(() =>
        Object.assign(Reflect.get(globalThis, 'seen'), { longest: 0, tasks: 0 }),
      );
    await pen.bringToFront();
    const withPen = await turn(pen);
    await bare.bringToFront();
    const without = await turn(bare);
    if (round >= 0) rates.push({ withPen, without });
  }
  const seen = await pen.evaluate(() => Reflect.get(globalThis, 'seen'));
  console.log({
    withPen: median(rates.map(({ withPen }) => withPen)),
    without: median(rates.map(({ without }) => without)),
    ratio: median(rates.map(({ withPen, without }) => withPen / without)),
    ...seen,
  });
} finally {
  await end();
}
