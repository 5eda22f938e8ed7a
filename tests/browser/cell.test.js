// The cell as a drawing: it says what the equations say, for every cell and variant, and follows the model.
import assert from 'node:assert/strict';
import { faults } from './axe.js';
import { open } from './inside.js';
import { trained } from './lab.js';
import { onPage } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

const SMALL = 'hidden=16&seed=5';

/** The numbers in the boxes, by the term of each. @param {Page} page @returns {Promise<Record<string, string>>} */
const boxes = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('.cell .gate')].map((box) => [
        box.getAttribute('data-term'),
        box.querySelector('.value')?.textContent,
      ]),
    ),
  );

/** The results of the equations, in their order. @param {Page} page */
const results = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#inside .figures')]
      .map((line) => line.querySelector('math:last-of-type .value:last-of-type')?.textContent)
      .filter(Boolean),
  );

/** @param {Page} page @param {string} flow words before the number */
const flow = async (page, flow) => {
  const said = await page.locator('.cell .flow', { hasText: flow }).textContent();
  return Number(said?.replace('−', '-').match(/-?[\d.]+$/)?.[0]);
};

/** @param {Page} page */
async function step(page) {
  await open(page);
  await page.locator('.cell .value:not(:empty)').first().waitFor();
  for (let i = 0; i < 6; i++)
    await page.locator('#inside').getByRole('button', { name: 'Step', exact: true }).click();
  await page.locator('#inside .at', { hasText: 'Position 7 ' }).waitFor();
}

/** What each draws, in the order of its equations. @type {[string, string, string[]][]} */
const CELLS = [
  ['a GRU', 'cell=gru&reset=before', ['r', 'z', 'n']],
  ['a GRU with the reset after the product', 'cell=gru&reset=after', ['r', 'z', 'n']],
  ['a GRU without a reset gate', 'cell=gru&gates=update&reset=before', ['z', 'n']],
  ['a GRU without an update gate', 'cell=gru&gates=reset&reset=before', ['r', 'n']],
  ['an LSTM', 'cell=lstm', ['i', 'f', 'o', 'g']],
  ['a plain RNN', 'cell=rnn', ['h']],
];
for (const [name, query, terms] of CELLS)
  onPage(
    `the drawing of ${name} has the numbers of its equations`,
    `?${SMALL}&${query}`,
    async (page) => {
      await step(page);
      const shown = await boxes(page);
      assert.deepEqual(Object.keys(shown).sort(), [...terms].sort());
      const computed = await results(page);
      assert.deepEqual(
        terms.map((term) => shown[term]),
        computed.slice(0, terms.length),
      );
      const items = await page.locator('.cell [role="listitem"]').all();
      assert.equal(items.length, terms.length);
      for (const item of items)
        assert.match(String(await item.locator('title').textContent()), /: −?\d\.\d\d\. \w/);
    },
  );

for (const [update, keep] of /** @type {const} */ ([
  ['keeps', (/** @type {number} */ z) => z],
  ['takes', (/** @type {number} */ z) => 1 - z],
]))
  onPage(
    `what is kept and what is added make the new state, where Z ${update}`,
    `?${SMALL}&cell=gru&reset=before&update=${update}`,
    async (page) => {
      await step(page);
      const { z = '', n = '' } = await boxes(page);
      const share = keep(Number(z));
      const [before, kept, added, h] = [
        await flow(page, 'state before'),
        await flow(page, 'keeps'),
        await flow(page, 'adds'),
        await flow(page, /** @type {any} */ (/^state [−\d]/)),
      ];
      assert.ok(Math.abs(kept - share * before) < 0.02, `${kept}: ${share} of ${before}`);
      assert.ok(Math.abs(added - (1 - share) * Number(n.replace('−', '-'))) < 0.02, `${added}`);
      assert.ok(Math.abs(h - kept - added) < 0.02, `${h}`);
    },
  );

onPage(
  'arrows and terms light up together; by keyboard too',
  `?${SMALL}&cell=gru`,
  async (page) => {
    await step(page);
    await page.locator('.cell .gate[data-term="z"]').hover();
    await page.locator('#inside .formula .lit[data-term="z"]').first().waitFor();
    assert.equal(await page.locator('#inside .lit:not([data-term="z"])').count(), 0);
    await page.locator('#inside .formula [data-term="before"]').first().hover();
    await page
      .locator('.cell .lit[data-term="before"] .wire')
      .first()
      .waitFor({ state: 'attached' });
    await page.locator('.cell .gate[data-term="n"]').focus();
    await page.locator('#inside .formula .lit[data-term="n"]').first().waitFor();
    assert.deepEqual(await faults(page, '#inside'), []);
  },
);

onPage('reads by itself, and follows the training', `?${SMALL}&cell=gru`, async (page) => {
  await step(page);
  const before = await boxes(page);
  await page.locator('#train').click();
  await trained(page, 20);
  await page.waitForFunction(
    (z) => document.querySelector('.cell .gate[data-term="z"] .value')?.textContent !== z,
    before.z,
  );
  await page.locator('#inside .at', { hasText: 'Position 7 ' }).waitFor(); // it stays where one looks
});
