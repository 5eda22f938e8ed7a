// A page that only loads a model and writes 20,000 symbols into a field, by hand: `node tests/bench/writing.mjs`. Prints
// the longest frame meanwhile, and how long a page with a warm cache takes until its first symbol. Needs a quiet machine.
import { preview } from 'vite';
import { launchBrowser, lifetime, openContext } from '../browser/serve.js';
import { buildWriteOnlyPage, watchWriting } from '../package/write-only-page.js';

const ROUNDS = 5;
/** What is promised, in milliseconds. */
const MOST = { longestFrame: 32, firstSymbol: 150 };

const { t, end } = lifetime();
/** @type {(() => unknown)[]} */
const closing = [];
try {
  const dist = await buildWriteOnlyPage({ after: (close) => closing.push(close) });
  const root = dist.replace(/\/dist$/, '');
  const server = await preview({
    ...{ root, configFile: false, logLevel: 'error' },
    preview: { host: 'localhost', port: 0, open: false },
  });
  closing.push(() => server.close());
  const address = server.resolvedUrls?.local[0] ?? '';
  const context = await openContext(t, await launchBrowser(t));
  const page = await context.newPage();
  /** @type {{ longestFrame: number, firstSymbol: number }[]} */
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round++) {
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    await page.evaluate(watchWriting);
    await page.evaluate(async () => {
      const find = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
      find('prompt').value = 'e~';
      while (find('state').value !== 'ready') await new Promise(requestAnimationFrame);
      find('write').click();
    });
    await page.getByText('done', { exact: true }).waitFor();
    const { longest, first } = await page.evaluate(() => /** @type {any} */ (globalThis).counts);
    if (round > 0) rounds.push({ longestFrame: longest, firstSymbol: first }); // the first one fills the cache
  }
  const median = (/** @type {number[]} */ values) =>
    values.sort((a, b) => a - b)[values.length >> 1];
  for (const what of /** @type {const} */ (['longestFrame', 'firstSymbol'])) {
    const values = rounds.map((round) => Math.round(round[what]));
    console.log(
      `${what}: median ${median(values)} ms of ${values.join(', ')}; promised: ${MOST[what]} ms`,
    );
  }
} finally {
  await end();
  for (const close of closing.reverse()) await close();
}
