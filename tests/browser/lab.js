// What a visitor does on the page, for the tests of it.
import assert from 'node:assert/strict';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Locator} Locator
 */

/** Buttons and fields by what they say. @param {Page} page @param {string | RegExp} name */
export const button = (page, name) => page.getByRole('button', { name, exact: true });

/** Opens what stands behind the button of all figures. @param {Page} page */
export const openFigures = (page) =>
  page.evaluate(() => {
    const button = document.querySelector('#details-button[aria-expanded="false"]');
    if (button instanceof HTMLElement) button.click();
  });

/** The page when the engine is there, the text is read and the chart has come, with all its figures. @param {Page} page */
export async function ready(page) {
  await page.locator('#train:enabled').waitFor();
  await openFigures(page);
  await page.locator('#sample-text:not(:empty)').waitFor();
  await page.locator('#chart canvas').waitFor({ state: 'attached' });
  await page.locator('#setting-hidden').waitFor({ state: 'attached' });
  return page;
}

/** @param {Page} page @param {string} id */
export const textOf = (page, id) => page.locator(`#${id}`).innerText();

/** A number as the page writes it; NaN while there is only a dash. @param {Page} page @param {string} id */
export const numberOf = async (page, id) => Number((await textOf(page, id)).replaceAll(',', ''));

/** @param {Page} page */
export const updates = (page) => numberOf(page, 'updates');

/**
 * Waits until so many updates are done.
 * @param {Page} page
 * @param {number} least
 */
export async function trained(page, least) {
  await page.waitForFunction((wanted) => {
    const shown = document.getElementById('updates')?.textContent ?? '';
    return Number(shown.replaceAll(',', '')) >= wanted;
  }, least);
}

/**
 * Trains to the end. The page may have said "Done" already of the training before, and a small model may get there
 * between two frames, so that nothing else is ever seen: the updates are others then.
 *
 * @param {Page} page
 * @returns {Promise<number>} updates
 */
export async function trainToEnd(page) {
  const before = await page.locator('#updates').textContent();
  await button(page, /^Train/).click();
  await page.waitForFunction((before) => {
    const said = (/** @type {string} */ id) => document.getElementById(id)?.textContent ?? '';
    return said('status').startsWith('Done') && said('updates') !== before;
  }, before);
  return updates(page);
}

/** Trains until an update, instead of for a minute. @param {Page} page @param {number} update */
export async function setTarget(page, update) {
  await page.locator('#limit').selectOption('updates');
  await page.locator('#target').fill(String(update));
  await page.keyboard.press('Enter');
}

/** @param {Page} page @param {number} update */
export async function trainTo(page, update) {
  await setTarget(page, update);
  assert.equal(await trainToEnd(page), update);
}

/**
 * Presses Pause and waits until nothing moves any more. A small model may have come to its end by then, and the
 * button to another word: it is pressed only where it says Pause.
 * @param {Page} page
 */
export async function pause(page) {
  await page.locator('#train').evaluate((button) => {
    if (button.classList.contains('training')) /** @type {HTMLElement} */ (button).click();
  });
  await page.locator('#status', { hasText: /^(Paused|Done)/ }).waitFor();
}

/** Lets a training go on, but from now on with an update a second, so that it takes nothing from what is looked at. @param {Page} page */
export async function slowDown(page) {
  await button(page, 'In class').click();
  await page.locator('#pace').selectOption('1');
  await button(page, 'In class').click();
}

/** What is written after so many updates: it is drawn when a training has come to its end. @param {Page} page @param {number} update */
export async function sampleAfter(page, update) {
  const drawn = `Drawn from the weights after ${update.toLocaleString('en')} update`;
  await page.locator('#sample-meaning', { hasText: drawn }).waitFor();
  return (await page.locator('#sample-text').textContent()) ?? '';
}

/** What the weights write that the page stands at. @param {Page} page */
export const sampleOf = async (page) => sampleAfter(page, await updates(page));

/** Waits until the sample shown is this one. @param {Page} page @param {string} text */
export const shows = (page, text) =>
  page.waitForFunction(
    (wanted) => document.querySelector('#sample-text')?.textContent === wanted,
    text,
  );

/** What the training takes, which is found out when it is looked at. @param {Page} page */
export async function forecastOn(page) {
  const forecast = page.locator('#forecast');
  await forecast.scrollIntoViewIfNeeded();
  await forecast.filter({ hasText: 'of engine memory' }).waitFor();
  return forecast.innerText();
}

/** A text of the visitor's own. */
export const OWN_TEXT = 'The cat sat on the mat and looked at the moon. '.repeat(60);

/** @param {Page} page @param {string} text */
export async function paste(page, text) {
  await page.getByLabel('A text of your own').fill(text);
  await button(page, 'Use the pasted text').click();
}

/** Waits until the page has no worker but its own: trials and races leave none behind. @param {Page} page */
export async function alone(page) {
  while (page.workers().length > 1) await page.workers()[1]?.waitForEvent('close');
}

/** The distinct symbols of the text, as the page has it. @param {Page} page */
export const alphabetOf = async (page) => Number.parseInt(await textOf(page, 'text-symbols'), 10);
