// What a visitor does on the page, for the tests of it.
import assert from 'node:assert/strict';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Locator} Locator
 */

/** Buttons and fields by what they say. @param {Page} page @param {string | RegExp} name */
export const button = (page, name) => page.getByRole('button', { name, exact: true });

/** The page when the engine is there, the text is read and the chart has come. @param {Page} page */
export async function ready(page) {
  await page.locator('#train:enabled').waitFor();
  await page.locator('#sample-text:not(:empty)').waitFor();
  await page.locator('#chart canvas').waitFor({ state: 'attached' });
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
 * What an element says from an action on, until something else was said and then what matches. A text may stand
 * there for a moment only, between two looks at the page: the page itself notes it as it happens.
 *
 * @param {Locator} element
 * @param {RegExp} last
 * @param {() => Promise<unknown>} act
 * @returns {Promise<string[]>}
 */
export async function saidUntil(element, last, act) {
  const noted = await element.evaluateHandle((element, last) => {
    /** @type {string[]} */
    const all = [];
    const done = new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        all.push(element.textContent ?? '');
        if (all.length < 2 || !new RegExp(last).test(all.at(-1) ?? '')) return;
        observer.disconnect();
        resolve(all);
      }).observe(element, { childList: true, characterData: true, subtree: true });
    });
    return { done };
  }, last.source);
  await act();
  return /** @type {Promise<string[]>} */ (noted.evaluate(({ done }) => done));
}

/** Trains to the end, which the page may have said already of the training before. @param {Page} page @returns {Promise<number>} updates */
export async function trainToEnd(page) {
  await saidUntil(page.locator('#status'), /^Done/, () => button(page, /^Train/).click());
  return updates(page);
}

/** @param {Page} page @param {number} update */
export async function trainTo(page, update) {
  await page.getByLabel('until update').fill(String(update));
  await page.keyboard.press('Enter');
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
