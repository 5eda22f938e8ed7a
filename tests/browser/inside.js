// What a visitor does in the room Inside, for its tests.

/** @typedef {import('playwright-core').Page} Page */

/** Chooses the panel's tab. @param {Page} page */
export async function open(page) {
  await page.locator('nav a[href$="#inside"]').click();
  await page.locator('#inside h2', { hasText: 'Inside the gates' }).waitFor();
}

export const panel = (/** @type {Page} */ page) => page.locator('#inside');

export const press = (/** @type {Page} */ page, /** @type {string} */ name) =>
  panel(page).getByRole('button', { name, exact: true });
