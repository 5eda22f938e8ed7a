// The lesson on the LSTM: the drawing says what the cell computes, whatever is held.
import assert from 'node:assert/strict';
import { inChapter, learned, press } from './learn.js';

/** @typedef {import('playwright-core').Page} Page */

/** The numbers that a drawing of a cell shows, by box and by wire. @param {Page} page */
const numbersIn = (page) =>
  page.locator('#learn .cell').evaluate((cell) => {
    const read = (/** @type {Element} */ text) =>
      Number(text.textContent?.match(/[−\d.]+$/)?.[0].replace('−', '-'));
    const boxes = [...cell.querySelectorAll('.gate')].map((gate) => [
      gate.querySelector('tspan')?.textContent,
      read(gate.querySelector('.value') ?? gate),
    ]);
    const flows = [...cell.querySelectorAll('.flow')].map((flow) => [
      flow.textContent?.replace(/ [−\d.]+$/, ''),
      read(flow),
    ]);
    return Object.fromEntries([...boxes, ...flows]);
  });

/** @param {number} one @param {number} other */
const about = (one, other) => assert.ok(Math.abs(one - other) < 0.03, `${one} against ${other}`);

/** Presses a button of the row that holds a gate. @param {Page} page @param {string} gate @param {string} value */
const hold = (page, gate, value) =>
  page
    .getByRole('group', { name: `Hold ${gate} at` })
    .getByRole('button', { name: value, exact: true })
    .click();

/** Waits until a box of the drawing shows this. @param {Page} page @param {string} term @param {string} value */
const boxShows = (page, term, value) =>
  page.locator(`#learn .cell .gate[data-term="${term}"] .value`, { hasText: value }).waitFor();

inChapter('lstm: the drawing says what the cell computes', '?learn=lstm', async (page) => {
  await learned(page);
  await page.waitForFunction(() => {
    const [one, other] = document.querySelectorAll('#learn .written');
    return one?.textContent !== '' && one?.textContent === other?.textContent;
  });
  const check = async () => {
    const now = await numbersIn(page);
    about(now.keeps, now.F * now['memory before']);
    about(now.adds, now.I * now['C̃']);
    about(now.memory, now.keeps + now.adds);
    about(now.state, now.O * Math.tanh(now.memory));
    return now;
  };
  await check();
  await hold(page, 'F', '1');
  await boxShows(page, 'f', '1.00');
  const kept = await check();
  about(kept.keeps, kept['memory before']);
  await hold(page, 'I', '0');
  await boxShows(page, 'i', '0.00');
  assert.equal((await check()).adds, 0);
  await hold(page, 'O', '0');
  await boxShows(page, 'o', '0.00');
  assert.equal((await check()).state, 0);
});

inChapter('lstm: what the tries say', '?learn=lstm', async (page) => {
  await learned(page);
  await press(page, 'no, all memory is gone');
  await page.getByText(/^Not quite.*resembles a plain network/).waitFor();
  await boxShows(page, 'f', '0.00');
  await press(page, 'at most 1');
  await boxShows(page, 'i', '1.00');
  const sizes = String(await page.locator('#learn .sizes').textContent());
  const [memory = 0, state = 9] = [...sizes.matchAll(/is (\d+\.\d+)/g)].map(([, size]) =>
    Number(size),
  );
  assert.ok(memory > 2 && state <= 1, sizes);
  await press(page, 'it goes on, unseen');
  await boxShows(page, 'o', '0.00');
  await page.locator('#learn .sizes', { hasText: 'largest |H| is 0.00' }).waitFor();
  await page.waitForFunction(() => {
    const [one, other] = document.querySelectorAll('#learn .written');
    return one?.textContent !== other?.textContent;
  });
  const unseen = String(await page.locator('#learn .sizes').textContent());
  assert.doesNotMatch(unseen, /\|C\| is 0\.00/);
  const formula = page.locator('#learn .formulas [data-term="o"]');
  await formula.hover();
  await page.locator('#learn .cell .gate.lit[data-term="o"]').waitFor();
});
