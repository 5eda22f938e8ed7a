// The lesson's chapters on numbers: parameters and updates, perplexity, and the exercises.
import assert from 'node:assert/strict';
import { alive, inChapter, learned, press } from './learn.js';

/** @typedef {import('playwright-core').Page} Page */

/** The cells of a row of a table, as numbers. @param {Page} page @param {string} head of the row @param {string} part */
async function rowOf(page, head, part = '#learn .figure') {
  const row = page.locator(`${part} tr`, {
    has: page.getByRole('rowheader', { name: head, exact: true }),
  });
  const cells = await row.first().locator('td').allInnerTexts();
  return cells.map((text) => Number(text.replaceAll(',', '').replace('−', '-')));
}

inChapter(
  'from scratch: sizes are counted, and refused in words',
  '?learn=from-scratch',
  async (page) => {
    await alive(page, 'from-scratch');
    const total = async () => (await rowOf(page, 'Together')).at(-1);
    assert.equal(await total(), 6780);
    await press(page, 'GRU, 2 layers');
    await press(page, 'twofold');
    await page.getByText(/^Not quite.*19,676/).waitFor();
    assert.equal(await total(), 19676);
    await press(page, 'LSTM');
    assert.equal(await total(), 4 * (28 * 64 + 64 * 64 + 64) + 28 * 64 + 28);
    await press(page, 'GRU, 2 layers');
    assert.equal(await total(), 19676 + 3 * (2 * 64 * 64 + 64));
    for (const [name, wrong, said] of [
      ['hidden', '0', 'A whole number from 1 to 2,048.'],
      ['alphabet', '2.5', 'A whole number from 2 to 10,000.'],
    ]) {
      await page.locator(`#learn-${name}`).fill(String(wrong));
      await page.getByText(String(said)).waitFor();
    }
  },
);

inChapter('from scratch: an update is taken apart', '?learn=from-scratch', async (page) => {
  await alive(page, 'from-scratch');
  await page.getByText(/^Update 1: /).waitFor();
  const [norm = 0, scale = 0, rate = 0, step = 0] = await rowOf(page, 'linear.weight', '.steps');
  assert.ok(Math.abs(norm * scale * rate - step) < 0.02 * step, `${norm} ${scale} ${rate} ${step}`);
  const first = await page.getByText(/^Update 1: /).innerText();
  await press(page, 'Make one update');
  await page.getByText(/^Update 2: /).waitFor();
  await press(page, 'From the start');
  assert.equal(await page.getByText(/^Update 1: /).innerText(), first);
});

inChapter('perplexity: what is memorised is worth nothing', '?learn=perplexity', async (page) => {
  await alive(page, 'perplexity');
  await learned(page);
  const [training = 0, heldOut = 0] = await rowOf(page, 'the network');
  assert.ok(training < heldOut && heldOut < 15, `${training}, ${heldOut}`);
  const [, trigram = 0] = await rowOf(page, '3-grams');
  assert.ok(trigram > 5 && trigram < 12, `${trigram}`);
  await press(page, 'training falls towards 1, held out it rises');
  await page.locator('#learn .learned:visible', { hasText: 'after 600 updates' }).waitFor();
  await page.waitForFunction(() => {
    const cells = document.querySelectorAll('#learn .steps tbody tr:first-child td');
    return Number(cells[0]?.textContent) < 1.5 && Number(cells[1]?.textContent) > 63;
  });
});

inChapter('perplexity: probabilities of one’s own', '?learn=perplexity', async (page) => {
  await alive(page, 'perplexity');
  const input = page.locator('#learn-probabilities');
  await page.getByText('Geometric mean 0.25, perplexity 4:').waitFor();
  await press(page, '3.7');
  await page.getByText('perplexity 3.72:').waitFor();
  for (const [text, said] of [
    ['0.5 maybe', '“maybe” is not a number'],
    ['0.5 0', '“0” will not do'],
    ['2', '“2” will not do'],
    ['', 'at least one probability'],
  ]) {
    await input.fill(String(text));
    await page.getByText(String(said)).waitFor();
    assert.equal(await input.getAttribute('aria-invalid'), 'true');
  }
  await input.fill('1 1');
  await page.getByText('perplexity 1:').waitFor();
});

inChapter(
  'exercises: gates set by hand are judged by what they do',
  '?learn=exercises',
  async (page) => {
    await alive(page, 'exercises');
    const gate = (/** @type {string} */ name) => page.getByRole('button', { name }).press('Enter');
    await press(page, 'on the letter of t alone');
    await page.getByText('At step 7 both gates are 0').waitFor();
    for (let step = 4; step <= 7; step++) await gate(`Z at step ${step}: 0`);
    await press(page, 'Check');
    await page.getByText('Right: the state after step 7').waitFor();
    const states = await page.locator('#learn .by-hand td:last-child').allInnerTexts();
    assert.equal(states[6], states[2]);
    assert.equal(states[6], Math.tanh(1.2).toFixed(2));
    await gate('R at step 3: 0');
    await press(page, 'Check');
    await page.getByText('at step 3 R is 1').waitFor();
    await gate('Z at step 3: 0');
    await press(page, 'Check');
    await page.getByText('never gets in').waitFor();
  },
);

inChapter(
  'exercises: networks learn side by side, and Race goes on',
  '?learn=exercises',
  async (page) => {
    await alive(page, 'exercises');
    await press(page, 'the size');
    // whatever is learned while another chapter is read is there afterwards
    await page.locator('#learn nav a[href="#learn=letters"]').click();
    await learned(page);
    await page.locator('#learn nav a[href="#learn=exercises"]').click();
    await page.waitForFunction(() => {
      const rows = [...document.querySelectorAll('#learn .figure tbody tr')].slice(-3);
      return rows.every((row) => row.querySelector('td')?.textContent === '600');
    });
    const [, small = 0] = await rowOf(page, 'GRU, 16 units');
    const [, large = 0, heldOut = 0] = await rowOf(page, 'GRU, 96 units');
    const [, , middle = 0] = await rowOf(page, 'GRU, 48 units');
    assert.ok(large < small && heldOut > middle, `${small}, ${large}; ${middle}, ${heldOut}`);
    await page.getByRole('link', { name: 'The same in Race' }).click();
    await page
      .locator('#race .line-ups button[aria-pressed="true"]', { hasText: 'Hidden' })
      .waitFor();
    const inRace = page.locator('#race');
    await inRace.getByRole('button', { name: 'Luck: four seeds' }).click();
    await page.waitForURL(/#race=luck$/); // the address names what is lined up now
    await inRace.getByRole('button', { name: 'Remove lane A' }).click();
    await page.waitForURL(/#race$/);
    await page.locator('#tabs a[href="#learn"]').click();
    await alive(page, 'exercises'); // not the first chapter
  },
);
