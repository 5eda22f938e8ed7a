// What visitors type and paste, in any notation and any script, and what is said of it.
import assert from 'node:assert/strict';
import { presets } from '../../wasm/index.js';
import { button, paste, pause, trained, trainToEnd } from './lab.js';
import { onPage } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

/** Types as fingers do, over what is there. @param {import('playwright-core').Locator} field @param {string} text */
async function typeInto(field, text) {
  await field.click();
  await field.press('Control+A');
  await field.press('Delete');
  await field.pressSequentially(text);
}

onPage('a comma is a decimal mark in every field of numbers', '', async (page) => {
  const rate = page.getByLabel('Learning rate');
  for (const [typed, read] of [
    ['0,5', '0.5'],
    ['1,25', '1.25'],
    [',75', '.75'],
  ]) {
    await typeInto(rate, typed ?? '');
    assert.equal(await rate.inputValue(), read);
    await rate.press('Enter');
    await page.locator('#lr-error:empty').waitFor({ state: 'attached' });
    await page.waitForFunction(
      (wanted) => new URLSearchParams(location.search).get('lr') === String(Number(wanted)),
      read,
    );
  }
  await page.getByRole('link', { name: 'Race' }).click();
  const share = page.getByLabel('Held out, %');
  await typeInto(share, '2,5');
  assert.equal(await share.inputValue(), '2.5');
});

onPage('a comma in a whole number is refused, not left out', '', async (page) => {
  for (const typed of ['0,5', '1,000', '12,5']) {
    await typeInto(page.getByLabel('Hidden size'), typed);
    await page.locator('#hidden-error', { hasText: 'whole number from 1' }).waitFor();
  }
  await typeInto(page.getByLabel('Hidden size'), '64');
  await page.locator('#hidden-error:empty').waitFor({ state: 'attached' });
  await page.locator('#limit').selectOption('updates');
  const target = page.getByLabel('until update');
  await typeInto(target, '1,000');
  await target.press('Enter');
  assert.equal(await target.inputValue(), String(presets.first.updates));
  const length = page.getByLabel('Symbols', { exact: true });
  await typeInto(length, '1,000');
  await button(page, 'Write').click();
  assert.equal(await length.inputValue(), '400');
});

onPage('Enter in what takes effect at once restarts nothing', '?hidden=24', async (page) => {
  await button(page, 'Step').click();
  await trained(page, 1);
  await page.getByLabel('Hidden size').fill('32'); // not applied
  const rate = page.getByLabel('Learning rate');
  for (const typed of ['-1', '5000', '1e99']) {
    await typeInto(rate, typed);
    await rate.press('Enter');
    await page.locator('#lr-error', { hasText: 'at most 1000' }).waitFor();
    assert.equal(await rate.inputValue(), typed);
  }
  await button(page, 'Undo the changes').click();
  await page.getByLabel('Hidden size').press('Enter'); // nothing is changed
  await button(page, 'Step').click();
  await trained(page, 2);
});

onPage('an emptied field asks for a number', '', async (page) => {
  await page.getByText('All settings').click();
  for (const [label, id] of [
    ['Learning rate', 'lr'],
    ['Clip', 'clip'],
    ['Dropout', 'dropout'],
  ]) {
    const field = page.getByLabel(label ?? '', { exact: true });
    const before = await field.inputValue();
    await field.fill('');
    await field.blur();
    await page.locator(`#${id}-error`, { hasText: /^A number is needed here/ }).waitFor();
    await field.fill(before);
    await field.blur();
    await page.locator(`#${id}-error:empty`).waitFor({ state: 'attached' });
  }
});

onPage('text runs in the direction of its script', '?hidden=24', async (page) => {
  await paste(page, 'הנהר הקטן זורם ליד טחנה ושבע סירות. '.repeat(60));
  await page.getByText('The pasted text', { exact: true }).waitFor();
  await button(page, 'Write').click();
  await page.locator('#written').click();
  const fields = ['sample', 'text-preview', 'paste', 'prompt', 'written'];
  const directions = await page.evaluate(
    (ids) =>
      ids.map((id) => getComputedStyle(/** @type {any} */ (document.getElementById(id))).direction),
    fields,
  );
  assert.deepEqual(
    directions,
    fields.map(() => 'rtl'),
  );
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'ltr');
  await page.getByRole('link', { name: 'Inside' }).click();
  await button(page, 'Look inside').click();
  for (const part of ['#inside-sentence', '#inside .symbols']) {
    await page.locator(part).waitFor();
    const direction = await page.locator(part).evaluate((one) => getComputedStyle(one).direction);
    assert.equal(direction, 'rtl', part);
  }
});

/** Pastes pairs in the room for translating. @param {Page} page @param {string} text */
async function pastePairs(page, text) {
  await page.getByText('Pairs of your own: a tab-separated file').click();
  await page.locator('#translate-paste').fill(text);
  await button(page, 'Use the pasted pairs').click();
}

onPage('pairs run in the direction of their script', '', async (page) => {
  await page.getByRole('link', { name: 'Translate' }).click();
  await page.locator('#translate .examples li').first().waitFor();
  const lines = Array.from({ length: 40 }, (_, i) => `go ${i}\tלך ${i} לשם\n`);
  await pastePairs(page, lines.join(''));
  await page.locator('#translate .target', { hasText: 'לשם' }).first().waitFor();
  const directionOf = (/** @type {string} */ part) =>
    page
      .locator(part)
      .first()
      .evaluate((one) => getComputedStyle(one).direction);
  assert.equal(await directionOf('#translate .target'), 'rtl');
  assert.equal(await directionOf('#translate .source'), 'ltr');
});

onPage('a sentence that is too long is named, not the steps it would take', '', async (page) => {
  await page.getByRole('link', { name: 'Translate' }).click();
  await page.locator('#translate .examples li').first().waitFor();
  await pastePairs(page, `${'a '.repeat(100_001)}\tb\n`);
  const said = page.locator('#translate-table-error', { hasText: 'longest sentence' });
  await said.waitFor();
  assert.match(await said.innerText(), /has 100,001 tokens; one may have [\d,]+ at most/);
});

onPage('the end of writing is announced', '?hidden=24', async (page) => {
  const announcer = page.locator('#announcer');
  await page.getByLabel('Symbols', { exact: true }).fill('30');
  for (const seed of [1, 2]) {
    await button(page, 'Write').click();
    await announcer
      .filter({ hasText: `Done writing: 30 symbols at temperature 0.7, seed ${seed},` })
      .waitFor();
  }
  assert.equal(await announcer.getAttribute('role'), 'status');
});

onPage('a slider says its value', '?hidden=24', async (page) => {
  await button(page, 'Step').click();
  await page.locator('#lapse').waitFor();
  const slider = page.locator('#lapse-slider');
  await slider.focus();
  await slider.press('Home');
  assert.equal(await slider.getAttribute('aria-valuetext'), 'update 0');
  await slider.press('End');
  assert.equal(await slider.getAttribute('aria-valuetext'), 'now');
});

onPage(
  'a text of the page bears its name in the language of the page',
  '?hidden=24',
  async (page) => {
    await button(page, 'Train').click();
    await trained(page, 20);
    await pause(page);
    await page.locator('#runs li', { hasText: 'The built-in text' }).waitFor();
    await page.goto(`${page.url().split('?')[0]}?lang=zh`);
    await page.locator('#runs li', { hasText: '内置英文文本' }).waitFor();
    const offer = page.locator('#offer-text', { hasText: '内置英文文本' });
    await offer.waitFor();
    assert.doesNotMatch(await offer.innerText(), /built-in/);
  },
);

onPage('what is typed stands while the page repaints', '?hidden=24&until=1000000', async (page) => {
  const target = page.locator('#target');
  await target.fill('40');
  await page.locator('#limit').evaluate(async (limit) => {
    limit.dispatchEvent(new Event('change')); // as it is, and so the target is set once more
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  });
  assert.equal(await target.inputValue(), '40');
  await page.keyboard.press('Enter');
  assert.equal(await trainToEnd(page), 40);
});
