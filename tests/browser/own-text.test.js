// A text of the visitor's own, in one step.
import assert from 'node:assert/strict';
import { numberOf, paste, textOf, trained } from './lab.js';
import { onPage } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

/** Pastes where no field has the focus. @param {Page} page @param {string} text */
const pasteAnywhere = (page, text) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);

const RIGHT_TO_LEFT = 'كان النهر يجري تحت الجسر القديم، وكان الحارس يضبط ساعته على صوته. '.repeat(
  20,
);

onPage('is pasted anywhere, and learned from; the bar names it', '?hidden=24', async (page) => {
  assert.equal(await page.locator('#source').inputValue(), 'en');
  await pasteAnywhere(page, RIGHT_TO_LEFT);
  await page
    .locator('#source option:checked', { hasText: 'The pasted text' })
    .waitFor({ state: 'attached' });
  assert.equal(await numberOf(page, 'text-length'), [...RIGHT_TO_LEFT].length);
  assert.equal(
    await page.locator('#sample').evaluate((one) => getComputedStyle(one).direction),
    'rtl',
  );
  await page.locator('#train').click();
  await trained(page, 5);
  await page.locator('#source').selectOption('en');
  await page.getByText('The built-in text', { exact: true }).waitFor();
});

onPage(
  'a short one gets settings that fit it, which is said; a long one the first ones again',
  '',
  async (page) => {
    await paste(page, 'She sells sea shells by the sea shore. '.repeat(8));
    await page.locator('#look-for', { hasText: 'batch 16 and steps 16' }).waitFor();
    assert.equal(await page.locator('#setting-batch').inputValue(), '16');
    assert.equal(await page.locator('#setting-steps').inputValue(), '16');
    assert.equal(await textOf(page, 'text-error'), '');
    await page.locator('#train').click();
    await trained(page, 5);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByText('Ready. Press Train.').waitFor();
    await page.locator('#look-for', { hasText: 'batch 16 and steps 16' }).waitFor();
    await paste(page, 'The cat sat on the mat and looked at the moon. '.repeat(60));
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('#preset')).value === 'first',
    );
    assert.equal(await page.locator('#setting-batch').inputValue(), '16');
  },
);

onPage('the bar leads to where it is pasted', '', async (page) => {
  await page.locator('#source').selectOption('own');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'paste');
  assert.equal(await page.locator('#source').inputValue(), 'en');
  await page.locator('#tabs a[href="#inside"]').click();
  await page.locator('#source').selectOption('own');
  await page.waitForFunction(() => document.activeElement?.id === 'paste');
});

onPage(
  'a short one in a link is learned from as if it were pasted',
  `?text=${encodeURIComponent('She sells sea shells by the sea shore. '.repeat(8))}`,
  async (page) => {
    assert.equal(await page.locator('#setting-steps').inputValue(), '16');
    await page.locator('#text-name', { hasText: 'link' }).waitFor({ state: 'attached' });
    await page.locator('#look-for', { hasText: 'batch 16 and steps 16' }).waitFor();
    assert.equal(await textOf(page, 'notice-text'), '');
  },
);
