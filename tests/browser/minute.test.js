// The first minute: what is in view, that it lives, and how it ends.
import assert from 'node:assert/strict';
import test from 'node:test';
import { faults } from './axe.js';
import { FIRST_VIEW, haveMoved, moving, outOfView, SIZES } from './first-view.js';
import { button, numberOf, setTarget, textOf, trained, trainTo, updates } from './lab.js';
import { MOVING, openPage } from './serve.js';
import { address, browser, LAPTOP, onPage, PHONE } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

/** Trains in seconds. */
const SMALL = 'hidden=24&seed=5';

/** As a first visit finds it: all figures closed. @param {import('node:test').TestContext} t @param {string} query @param {import('playwright-core').BrowserContextOptions} options */
async function visit(t, query, options) {
  const page = await openPage(t, browser, `${address}${query}`, options);
  await page.locator('#train:enabled').waitFor();
  await page.locator('#chart canvas').waitFor({ state: 'attached' });
  await page.locator('#sample-text .ahead, #sample-text [title]').first().waitFor();
  return page;
}

/** @param {Page} page */
const lettersWritten = (page) => page.locator('#sample-text > :not(.ahead)').count();

/** @param {Page} page */
const stripOf = (page) =>
  page.locator('#strip').evaluate((strip) => /** @type {any} */ (strip).toDataURL());

const VISITS = [
  ...Object.entries(SIZES).map(([name, viewport]) => ({ name, viewport, lang: 'en', guess: 63 })),
  { name: 'a phone, in Chinese,', viewport: SIZES['a phone'], lang: 'zh', guess: 1421 },
];

for (const { name, viewport, lang, guess } of VISITS)
  test(`on ${name} writing, strip, number and curve are in view while it trains`, async (t) => {
    const page = await visit(t, `?lang=${lang}`, { viewport, ...MOVING });
    assert.deepEqual(await page.evaluate(outOfView, FIRST_VIEW), []);
    assert.equal(await numberOf(page, 'held-out-perplexity'), guess);
    const before = await page.evaluate(moving);
    await page.locator('#train').click();
    await trained(page, 3);
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.deepEqual(await page.evaluate(outOfView, FIRST_VIEW), []);
    await page.waitForFunction(haveMoved, before);
    assert.match(await page.locator('#going').innerText(), /^(update|更新) \d/);
  });

test('before Train it writes, letter by letter, and the strip moves', async (t) => {
  const page = await visit(t, `?${SMALL}`, { ...LAPTOP, ...MOVING });
  await page.waitForFunction(
    () => document.querySelectorAll('#sample-text > :not(.ahead)').length > 2,
  );
  const [written, strip] = [await lettersWritten(page), await stripOf(page)];
  assert.ok(written < 280, `${written} at once`);
  await page.waitForFunction(
    ([written, strip]) =>
      document.querySelectorAll('#sample-text > :not(.ahead)').length > Number(written) &&
      /** @type {any} */ (document.querySelector('#strip')).toDataURL() !== strip,
    [written, strip],
  );
  const title = await page.locator('#sample-text > .shot-3').first().getAttribute('title');
  assert.match(String(title), /^“.”: [\d.]+%$/s);
  assert.equal(await updates(page), 0);
});

test('with less motion it is all there at once', async (t) => {
  const page = await visit(t, `?${SMALL}`, LAPTOP);
  assert.equal(await page.locator('#sample-text > .ahead').count(), 0);
  assert.equal(await lettersWritten(page), 280);
});

onPage(
  'while paused it goes on behind the passage',
  `?${SMALL}`,
  async (page) => {
    await trainTo(page, 60);
    await page.locator('#sample-more > :not(.ahead)').first().waitFor();
    assert.equal(await page.locator('#sample .pen').count(), 1);
    assert.deepEqual(await faults(page, '#sample'), []);
  },
  { ...LAPTOP, ...MOVING },
);

test('all figures are behind a button that remembers', async (t) => {
  const page = await visit(t, `?${SMALL}`, LAPTOP);
  const figures = button(page, 'All figures');
  assert.ok(!(await page.locator('#training-perplexity').isVisible()));
  await figures.click();
  await page.locator('#training-perplexity').waitFor();
  await page.reload();
  await page.locator('#training-perplexity').waitFor();
  await figures.click();
  await page.reload();
  await page.locator('#train:enabled').waitFor();
  assert.ok(!(await page.locator('#training-perplexity').isVisible()));
});

test('a minute is what a first visit trains for, and each choice says so', async (t) => {
  const page = await visit(t, '', PHONE);
  assert.equal(await page.locator('#limit').inputValue(), '1');
  assert.ok(!(await page.locator('#minutes').isVisible()));
  await page.locator('#limit').selectOption('3');
  await page.waitForURL(/minutes=3/);
  await page.locator('#preset').selectOption('quick-gru');
  await page.waitForURL(/until=5000/);
  assert.equal(await page.locator('#limit').inputValue(), 'updates');
  await page.locator('#preset').selectOption('first');
  await page.locator('#limit').selectOption('1');
  await page.waitForURL((url) => url.search === '');
});

onPage(
  'when it ends it says what happened, and what could come next',
  `?${SMALL}`,
  async (page) => {
    await setTarget(page, 120);
    const ending = page.locator('#ending');
    assert.ok(!(await ending.isVisible()));
    await button(page, 'Train').click();
    await ending.waitFor();
    assert.match(await ending.innerText(), /of training, \d+ passe?s? over the text.*What next/);
    assert.equal(await textOf(page, 'announcer'), await textOf(page, 'ending-text'));
    assert.deepEqual(await faults(page, '#ending'), []);
    await button(page, 'Let it continue your own words').click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'prompt');
    await button(page, 'Give it a text of your own').click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'paste');
    await page.getByRole('link', { name: 'Look inside' }).click();
    await page.locator('#inside h2').first().waitFor();
    await page.getByRole('link', { name: 'Write' }).click();
    await button(page, 'Train on').click();
    await ending.waitFor({ state: 'hidden' });
  },
  { ...LAPTOP, ...MOVING },
);
