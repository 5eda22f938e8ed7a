// Ends a training at moments that nobody chose, and goes on with what was kept of it.
import assert from 'node:assert/strict';
import { Random } from '../../web/tasks/random.js';
import { button, ready, trained, updates } from './lab.js';

/** @typedef {import('playwright-core').Page} Page */

/** The longest wait before the end, in milliseconds. */
const LONGEST = 300;

/** Has the page save as often as it can: it is hidden again and again, as before it is closed. @param {Page} page */
const saveAlways = (page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 5);
  });

/** Up to which update the page says that the run is kept. @param {Page} page */
async function keptUpdate(page) {
  const text = await page.locator('#runs').innerText();
  return Number(/saved up to update ([\d,]+)\./.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
}

/** The ways a training ends before its time; each gives the page to go on with. */
const ENDS = {
  /** @param {Page} page */
  async closed(page) {
    const next = await page.context().newPage();
    await page.close();
    return next;
  },
  /** Its process dies. @param {Page} page */
  async crashed(page) {
    const next = await page.context().newPage();
    const protocol = await page.context().newCDPSession(page);
    const gone = page.waitForEvent('crash');
    protocol.send('Page.crash').catch(() => {});
    await gone;
    await page.close();
    return next;
  },
  /** The worker of the engine ends with an error. @param {Page} page */
  async workerLost(page) {
    await page.workers()[0]?.evaluate(() => {
      setTimeout(() => {
        throw new Error('lost on purpose');
      });
    });
    await button(page, 'Start anew').waitFor();
    return page;
  },
};

const WAYS = /** @type {(keyof typeof ENDS)[]} */ (Object.keys(ENDS));

/** Waits until more is kept than this. @param {Page} page @param {number} update */
const keptMore = (page, update) =>
  page.waitForFunction((least) => {
    const said = /saved up to update ([\d,]+)\./.exec(document.body.innerText);
    return Number(said?.[1]?.replaceAll(',', '')) > least;
  }, update);

/**
 * Trains on, ends it, and goes on from what was kept: no less than the page had said.
 * @param {Page} page
 * @param {keyof typeof ENDS} how
 * @param {Random} random
 * @returns {Promise<{ page: Page, line: string }>} the page that went on, and what happened
 */
async function killOnce(page, how, random) {
  const address = page.url();
  const before = await updates(page);
  await button(page, /^Train/).click();
  await saveAlways(page);
  await trained(page, before + 1);
  await keptMore(page, before);
  await page.waitForTimeout(random.below(LONGEST));
  const kept = await keptUpdate(page);
  const next = await ENDS[how](page);
  if (next !== page) {
    await next.goto(address);
    await ready(next);
  }
  await next.locator('.offer').getByRole('button', { name: 'Continue' }).click();
  await next.getByText(/^(Paused|Done)\./).waitFor();
  const back = await updates(next);
  const notice = next.locator('#notice');
  assert.ok(
    !(await notice.isVisible()),
    (await notice.isVisible()) ? await notice.innerText() : '',
  );
  assert.ok(back >= kept, `${how}: ${kept} was kept, and ${back} came back`);
  return { page: next, line: `${how}: ${kept} was kept, ${back} came back` };
}

/**
 * Trains, and ends that before its time, in each way as often as in the others.
 * @param {Page} page with a fresh model
 * @param {number} runs
 * @param {number} seed
 * @param {(line: string) => void} [say]
 * @returns {Promise<Page>} the page with the model, which has come through all of it
 */
export async function killMany(page, runs, seed, say = () => {}) {
  const random = new Random(seed);
  let last = page;
  /** @type {(keyof typeof ENDS)[]} */
  let left = [];
  for (let i = 0; i < runs; i++) {
    if (left.length === 0) left = random.shuffle(WAYS);
    const { page: next, line } = await killOnce(last, left.pop() ?? 'closed', random);
    say(`${i + 1}: ${line}`);
    last = next;
  }
  return last;
}
