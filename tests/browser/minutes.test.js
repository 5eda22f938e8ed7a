// Training for so many minutes: how many updates that are is found out once, and repeats the same.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { createSession, presets } from '../../wasm/index.js';
import { faults } from './axe.js';
import { button, pause, ready, sampleOf, textOf, trained, trainToEnd, updates } from './lab.js';
import { openPage, root } from './serve.js';
import { address, browser, LAPTOP, onPage, PHONE } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

/** A training that takes a second, and equal bits everywhere. */
const SMALL = 'engine=simd&hidden=24&seed=5';
const settings = { ...presets.first.settings, hidden: 24, seed: 5 };

/** @param {Page} page */
const limit = (page) => page.getByRole('combobox', { name: 'How long it trains' });
/** @param {Page} page */
const minutes = (page) => page.getByRole('spinbutton', { name: 'minutes', exact: true });
/** @param {Page} page */
const target = (page) => page.getByRole('spinbutton', { name: 'until update', exact: true });
/** @param {Page} page */
const horizonOf = async (page) => Number(await page.locator('#setting-horizon').inputValue());
/** @param {Page} page @param {string} name */
const inLink = (page, name) => new URL(page.url()).searchParams.get(name);

/** @param {Page} page @param {string} wanted */
async function trainFor(page, wanted) {
  await limit(page).selectOption('minutes');
  await minutes(page).fill(wanted);
  await minutes(page).press('Enter');
  await page.waitForURL(new RegExp(`minutes=${wanted}\\b`));
}

/** @param {Page} page */
async function modelOf(page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Save the model').click(),
  ]);
  return readFile(await download.path());
}

/** What so many updates make of it, apart from the page. @param {number} updates */
async function apart(updates) {
  const session = await createSession({ engine: 'simd' });
  try {
    await session.loadText(await readFile(join(root, 'web/texts/english.txt'), 'utf8'));
    await session.createModel({ ...settings, horizon: updates });
    for await (const _ of session.train({ updates }));
    return Buffer.from(await session.save());
  } finally {
    await session.dispose();
  }
}

test('trains for so long; link, settings and Reset repeat it to the bit', async (t) => {
  const page = await ready(await openPage(t, browser, `${address}?${SMALL}`, LAPTOP));
  assert.equal(await limit(page).inputValue(), '1');
  await trainFor(page, '0.05');
  assert.equal(inLink(page, 'until'), null);
  const done = await trainToEnd(page);
  await page.waitForURL(new RegExp(`until=${done}\\b`));
  assert.deepEqual([inLink(page, 'minutes'), inLink(page, 'horizon')], ['0.05', String(done)]);
  assert.equal(await horizonOf(page), done);
  assert.match(
    await textOf(page, 'forecast'),
    new RegExp(`^For 0\\.05 minutes: ${done.toLocaleString('en')} updates, at the speed`),
  );
  const model = await modelOf(page);
  assert.ok(model.equals(await apart(done)));
  await button(page, 'Reset').click();
  await page.getByText('Ready. Press Train.').waitFor();
  assert.equal(await trainToEnd(page), done);
  assert.ok(model.equals(await modelOf(page)));
  const other = await ready(await openPage(t, browser, page.url(), LAPTOP));
  assert.equal(await minutes(other).inputValue(), '0.05');
  assert.equal(await trainToEnd(other), done);
  assert.ok(model.equals(await modelOf(other)));
});

onPage('trains on for as long once more', `?${SMALL}&minutes=0.02`, async (page) => {
  const done = await trainToEnd(page);
  assert.equal(await trainToEnd(page), 2 * done);
  assert.equal(await horizonOf(page), 2 * done);
  await page.waitForURL((url) => !url.searchParams.has('minutes'));
  await button(page, 'Reset').click();
  await page.getByText('Ready. Press Train.').waitFor();
  assert.equal(await trainToEnd(page), done);
});

onPage('other settings are measured anew', `?${SMALL}&minutes=0.02`, async (page) => {
  await trainToEnd(page);
  await page.waitForURL(/until=/);
  await page.getByLabel('Hidden size').fill('100');
  await button(page, 'Apply and restart').click();
  await page.waitForURL((url) => !url.searchParams.has('until'));
  const done = await trainToEnd(page);
  assert.equal(await horizonOf(page), done);
});

onPage('pauses while the speed is measured', `?${SMALL}&minutes=5`, async (page) => {
  await page.evaluate(async () => {
    const train = /** @type {HTMLElement} */ (document.querySelector('#train'));
    const said = () => document.querySelector('#status')?.textContent ?? '';
    train.click();
    while (!said().startsWith('Measuring how fast')) {
      if (location.search.includes('until=')) throw new Error('no frame showed the measuring');
      await new Promise(requestAnimationFrame);
    }
    train.click();
  });
  await page.locator('#status', { hasText: /^(Ready|Paused)/ }).waitFor();
  assert.ok((await updates(page)) <= Number(presets.first.settings.warmup));
  assert.equal(inLink(page, 'until'), null);
  await button(page, /^Train/).click();
  await page.waitForURL(/until=/);
  const planned = inLink(page, 'until');
  await pause(page);
  await button(page, 'Train on').click();
  await trained(page, (await updates(page)) + 20);
  assert.equal(inLink(page, 'until'), planned); // what was planned goes on
});

onPage('choosing updates again undoes it', `?${SMALL}&until=70`, async (page) => {
  const link = page.url();
  await trainFor(page, '2');
  assert.ok(await target(page).isHidden());
  await limit(page).selectOption('updates');
  await page.waitForURL(link);
  assert.ok(await minutes(page).isHidden());
  assert.equal(await target(page).inputValue(), '70');
});

onPage('a training under way goes on for so long', `?${SMALL}&until=60`, async (page) => {
  assert.equal(await trainToEnd(page), 60);
  await trainFor(page, '0.02');
  const done = await trainToEnd(page);
  assert.ok(done > 60);
  assert.equal(await horizonOf(page), done);
});

onPage('says which minutes can be', `?${SMALL}`, async (page) => {
  await trainFor(page, '2');
  const error = page.locator('#limit-error');
  for (const wrong of ['0', '-1', '', '1001']) {
    await minutes(page).fill(wrong);
    await minutes(page).press('Enter');
    await error.filter({ hasText: /number of minutes from 0\.01 to 1,000/ }).waitFor();
    assert.equal(inLink(page, 'minutes'), '2', wrong);
  }
  assert.deepEqual(await faults(page, '#controls'), []);
  await minutes(page).fill('0.5');
  await page.locator('#limit-error:empty').waitFor({ state: 'attached' });
  for (const wrong of ['0', '-1', 'long']) {
    await page.goto(`${address}?${SMALL}&minutes=${wrong}`);
    await page.locator('#notice', { hasText: `minutes=${wrong}` }).waitFor();
    assert.equal(await limit(page).inputValue(), '1');
  }
});

onPage(
  'by keyboard alone, on a phone',
  `?${SMALL}`,
  async (page) => {
    await limit(page).focus();
    for (const _ of ['3', '10', 'minutes']) await page.keyboard.press('ArrowDown');
    await minutes(page).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0,02');
    await page.keyboard.press('Enter');
    await page.waitForURL(/minutes=0\.02/);
    assert.deepEqual(await faults(page, '#controls'), []);
    await page.locator('#train').focus();
    await page.keyboard.press('Enter');
    await page.getByText(/^Done/).waitFor();
  },
  PHONE,
);

onPage(
  'beyond the end of its schedule it trains on with a longer one',
  `?${SMALL}&warmup=5&horizon=60&until=60`,
  async (page) => {
    assert.equal(await trainToEnd(page), 60);
    const before = await sampleOf(page);
    await button(page, 'Train on').click();
    await trained(page, 100);
    await pause(page);
    const end = 60 + presets.first.updates;
    assert.deepEqual([await horizonOf(page), await target(page).inputValue()], [end, String(end)]);
    assert.notEqual(await sampleOf(page), before);
  },
);
