// The lesson, by hand: `node tests/bench/lesson.mjs [QUERY]` (such as `lang=zh`). Prints, for each chapter in a browser that has
// kept nothing, the seconds from asking for its address until its figure is there, and until it is alive; and the bytes, gzipped, of each script and style
// that the chapters need beside the first view, with their sum. Needs `npm run build`.
import { aliveIn, CHAPTERS, shownIn } from '../browser/chapters.js';
import { launchBrowser, lifetime, MOVING, openContext, serveSite } from '../browser/serve.js';
import { gzippedBytes } from './bytes.mjs';

const query = process.argv[2] ?? '';

/** Scripts and styles that a page has asked for. @param {import('playwright-core').Page} page */
const filesOf = (page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname.split('/').at(-1) ?? '')
      .filter((file) => /\.(js|css)$/.test(file)),
  );

const { t, end } = lifetime();
try {
  const address = await serveSite(t);
  const browser = await launchBrowser(t);
  /** @param {string} asked @param {string[]} awaited one after the other */
  async function visit(asked, ...awaited) {
    const context = await openContext(t, browser, MOVING);
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(`${address}?${query}${asked}`);
    const seconds = [];
    for (const one of awaited) {
      await page.locator(one).first().waitFor();
      seconds.push(`${((performance.now() - start) / 1000).toFixed(2)} s`);
    }
    await page.waitForLoadState('networkidle');
    const files = await filesOf(page);
    await context.close();
    return { seconds, files };
  }
  const first = await visit('', '#chart canvas');
  const lesson = new Set();
  for (const name of CHAPTERS) {
    const { seconds, files } = await visit(`&learn=${name}`, shownIn(name), aliveIn(name));
    console.log(name.padEnd(16), ...seconds);
    for (const file of files) if (!first.files.includes(file)) lesson.add(file);
  }
  const { page } = await gzippedBytes();
  for (const file of [...lesson].sort()) console.log(`${String(page[file]).padStart(6)} ${file}`);
  const bytes = [...lesson].reduce((sum, file) => sum + (page[file] ?? 0), 0);
  console.log(`${(bytes / 1000).toFixed(1)} KB beside the first view`);
} finally {
  await end();
}
