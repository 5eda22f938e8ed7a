// The lesson's chapters from the LSTM to the beam: their figures say what the core says, and refuse what makes no sense.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { createSession } from '../../wasm/index.js';
import { faults } from './axe.js';
import { inChapter, moved, press } from './learn.js';

/** @typedef {import('playwright-core').Page} Page */

/** @type {import('../../wasm/sluice.d.ts').Session} */
let core;
before(async () => {
  core = await createSession();
});
after(() => core.dispose());

/** The cells of a table's rows. @param {Page} page @param {string} [part] */
const rowsOf = async (page, part = '#learn .figure') => {
  const rows = await page.locator(`${part} tbody tr`).all();
  return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
};

/** @param {string} chapter @param {string} alive selector of what its figure has when it is alive */
function opensToAll(chapter, alive) {
  for (const lang of ['en', 'zh'])
    inChapter(
      `${chapter}: open to all, ${lang}`,
      `?lang=${lang}&learn=${chapter}`,
      async (page) => {
        await page.locator(`#learn ${alive}`).first().waitFor();
        await page.locator('#learn details summary').last().click();
        assert.deepEqual(await faults(page), []);
      },
    );
}

// ---- BLEU ----

opensToAll('bleu', '.bleu table');

/** Waits for the core's scores of a sentence. @param {Page} page */
const scored = (page) =>
  page.waitForFunction(() => {
    const cells = [...document.querySelectorAll('#learn .bleu td')];
    return cells.length > 0 && cells.every(({ textContent }) => textContent !== '…');
  });

/** The last column of numbers, and the book's. @param {Page} page */
async function scoresOf(page) {
  await scored(page);
  const [product = [], standard = []] = (await rowsOf(page)).slice(-2);
  return { book: Number(product[3]), equal: Number(product[4]), standard: Number(standard[4]) };
}

inChapter('bleu: the scores of known sentences', '?learn=bleu', async (page) => {
  assert.deepEqual(await scoresOf(page), { book: 0.658, equal: 0.5, standard: 0 });
  const met = page.locator('#learn .grams .met');
  assert.deepEqual(await met.allInnerTexts(), ['✓ il', '✓ est', '✓ .', '✓ il est']);
  await press(page, '0.5');
  await page.getByText(/^Not quite.*counts these shares as 0/).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('#learn .grams').length === 4);
  assert.deepEqual(await scoresOf(page), { book: 1, equal: 0, standard: 0 });
  await page
    .locator('#learn .tries')
    .getByRole('button', { name: '1', exact: true })
    .last()
    .click();
  await page.getByText(/^As you guessed\. One\./).waitFor();
  assert.deepEqual(await met.allInnerTexts(), ['✓ il']);
});

inChapter('bleu: as the core scores what is typed', '?learn=bleu', async (page) => {
  const sentences = [
    ['the cat sat on a mat', 'the cat sat on the mat today'],
    ['a b c d e', 'a b c d f e'],
    ['the the the cat', 'the cat the dog'],
  ];
  for (const [said = '', wanted = ''] of sentences) {
    await page.locator('#learn-candidate').fill(said);
    await page.locator('#learn-reference').fill(wanted);
    await page.locator('#learn .bleu').getByRole('button', { name: '4', exact: true }).click();
    const { book, equal, standard } = await scoresOf(page);
    const [right, bookRight] = [
      await core.bleu([said], [[wanted]]),
      await core.bookBleu(said, wanted, 4),
    ];
    assert.ok(Math.abs(standard - right) < 0.0006, `${said}: ${standard} against ${right}`);
    assert.ok(Math.abs(equal - right) < 0.0006, `${said}: product ${equal} against ${right}`);
    assert.ok(Math.abs(book - bookRight) < 0.0006, `${said}: ${book} against ${bookRight}`);
    const factors = (await rowsOf(page)).slice(0, 5).map((row) => Number(row[3]));
    const product = factors.reduce((a, b) => a * b);
    assert.ok(Math.abs(product - bookRight) < 0.002, `${said}: ${factors} against ${bookRight}`);
  }
});

inChapter('bleu: refuses sentences that are empty or too long', '?learn=bleu', async (page) => {
  const input = page.locator('#learn-candidate');
  await input.fill('  ');
  await page.getByText('type at least one word').waitFor();
  assert.equal(await input.getAttribute('aria-invalid'), 'true');
  await input.fill('a b c d e f g h i j k l m');
  await page.getByText('These are 13 words; the figure has room for 12').waitFor();
  await input.fill('il est calme .');
  await page.waitForFunction(() => document.querySelector('#learn-candidate-error:empty'));
  await page.waitForFunction(() =>
    /^1$/.test(
      document.querySelector('#learn .bleu tr:nth-last-child(2) td:last-child')?.textContent ?? '',
    ),
  );
});

inChapter('bleu: nothing moves while it fills', '?learn=bleu', async (page) => {
  const done = () =>
    document.querySelector('#learn .bleu tr:last-child td:last-child')?.textContent === '0';
  assert.equal(await moved(page, done), 0);
});
