// The held-out reading when a copy of the model learns on from what it reads.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { createSession, presets } from '../../wasm/index.js';
import { faults } from './axe.js';
import { button, numberOf, ready, textOf, trained, trainTo, updates } from './lab.js';
import { openPage, root } from './serve.js';
import { address, browser, LAPTOP, onPage } from './site.js';

/** A training that takes a second, and equal bits everywhere. */
const SMALL = 'engine=simd&hidden=24&seed=5';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const box = (page) => page.getByRole('checkbox', { name: 'learning on' });

/** Waits until it says so. @param {Page} page @param {RegExp} what */
const says = (page, what) => page.locator('#learn-on-meaning', { hasText: what }).waitFor();

/** Both readings after 100 updates, and the loss of the training up to 200, apart from the page. */
async function apart() {
  const session = await createSession({ engine: 'simd' });
  try {
    await session.loadText(await readFile(join(root, 'web/texts/english.txt'), 'utf8'));
    await session.createModel({ ...presets.first.settings, hidden: 24, seed: 5 });
    for await (const _ of session.train({ updates: 100 }));
    const still = await session.measure('validation', { tokens: 2000 });
    const learning = await session.measure('validation', { tokens: 2000, learnOn: true });
    for await (const _ of session.train({ updates: 200 }));
    const later = await session.measure('validation', { tokens: 2000 });
    return [still, learning, later].map(({ perplexity }) =>
      perplexity.toFixed(perplexity < 10 ? 2 : 1),
    );
  } finally {
    await session.dispose();
  }
}

onPage('what it reads off, and the model is left as it was', `?${SMALL}`, async (page) => {
  const [still, learning, later] = await apart();
  assert.ok(!(await box(page).isChecked()));
  await says(page, /^a copy learns from what it has just read; the model itself stays as it is/);
  await trainTo(page, 100);
  await box(page).check();
  await says(page, new RegExp(`^${learning} instead of ${still} at update 100;`));
  assert.equal(await textOf(page, 'held-out-perplexity'), still);
  await trainTo(page, 200);
  await says(page, new RegExp(`instead of ${later} at update 200;`));
  assert.equal(await textOf(page, 'held-out-perplexity'), later);
  assert.deepEqual(await faults(page, '#figures'), []);
  await box(page).uncheck();
  await says(page, /^a copy learns/);
});

onPage('follows the training, and begins anew with it', `?${SMALL}`, async (page) => {
  await box(page).focus();
  await page.keyboard.press('Space');
  await says(page, /at update 0;/);
  await button(page, 'Train').click();
  await says(page, /at update [1-9][\d,]*00;/);
  await trained(page, 100 + (await updates(page)));
  await button(page, 'Reset').click();
  await says(page, /at update 0;/);
});

test('says where it cannot be', async (t) => {
  const page = await ready(await openPage(t, browser, `${address}?${SMALL}`, LAPTOP));
  await box(page).check();
  await page.locator('#preset').selectOption('quick-bidirectional');
  await says(page, /^not with this model, which reads in both directions/);
  assert.ok(await box(page).isDisabled());
  await page.locator('#preset').selectOption('classic-gru');
  await says(page, /^not without a held-out part/);
  assert.ok(await box(page).isDisabled());
  await page.locator('#preset').selectOption('first');
  await says(page, /at update 0;/);
  assert.ok(await box(page).isEnabled());
});

onPage('in Chinese', `?${SMALL}&lang=zh&batch=4`, async (page) => {
  await page.getByRole('checkbox', { name: '边读边学' }).check();
  await says(page, /困惑度 [\d.,]+，不学时 [\d.,]+（第 0 次更新时）。模型的一个副本/);
  assert.ok((await numberOf(page, 'updates')) === 0);
});
