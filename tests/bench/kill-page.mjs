// Ends trainings in Chromium at random moments, and goes on with what the page kept of them:
//   node tests/bench/kill-page.mjs [--runs 100] [--seed N]       (needs `npm run build`)
import test from 'node:test';
import { parseArgs } from 'node:util';
import { killMany } from '../browser/kill.js';
import { ready } from '../browser/lab.js';
import { launchBrowser, openContext, serveSite } from '../browser/serve.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string' } },
});
const runs = Number(values.runs);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);

test(`${runs} trainings ended at random moments, seed ${seed}`, async (t) => {
  const address = await serveSite(t);
  const browser = await launchBrowser(t);
  const page = await (await openContext(t, browser)).newPage();
  await page.goto(`${address}?hidden=64&optimizer=adam&lr=0.01&engine=simd&lang=en&until=1000000`);
  await killMany(await ready(page), runs, seed, console.log);
});
