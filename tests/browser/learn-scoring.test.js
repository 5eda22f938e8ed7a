// The lesson on BLEU and on beam search: the figures score and search as the core does, and refuse what makes no sense.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { after, before } from 'node:test';
import { createSession } from '../../wasm/index.js';
import { bestOf, EVERYTHING, searchBeam } from '../../web/learn/beam-search/beam.js';
import { bookRows, lookUp, STEPS, SYMBOLS } from '../../web/learn/beam-search/probabilities.js';
import { inChapter, press, rowsOf } from './learn.js';

/** @typedef {import('playwright-core').Page} Page */

/** @type {import('../../wasm/sluice.d.ts').Session} */
let core;
before(async () => {
  core = await createSession();
});
after(() => core.dispose());

// ---- BLEU ----

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

/** By sacreBLEU: tests/vectors/make_bleu.py. @type {{ pairs: { said: string, wanted: string, bleu: number }[] }} */
const { pairs: judged } = JSON.parse(
  await readFile(new URL('../vectors/bleu.json', import.meta.url), 'utf8'),
);

inChapter('bleu: what sacreBLEU says, the figure and the core say', '?learn=bleu', async (page) => {
  for (const { said, wanted, bleu } of judged) {
    const right = await core.bleu([said], [[wanted]]);
    assert.ok(Math.abs(right - bleu) < 1e-9, `${said}: ${right} against ${bleu}`);
    await page.locator('#learn-candidate').fill(said);
    await page.locator('#learn-reference').fill(wanted);
    const { standard } = await scoresOf(page);
    assert.ok(Math.abs(standard - bleu) < 0.0006, `${said}: ${standard} against ${bleu}`);
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

// ---- Beam search ----

const BOOK_TABLE = { symbols: SYMBOLS, steps: STEPS, sharesAfter: lookUp(bookRows()) };

/** Every sentence of a table with its probability, one by one. @param {typeof BOOK_TABLE} table @returns {number[]} */
function sentencesOf({ symbols, steps, sharesAfter }) {
  /** @param {string[]} tokens @param {number} p @returns {number[]} */
  const goOn = (tokens, p) =>
    sharesAfter(tokens).flatMap((share, i) =>
      i === symbols.length - 1 || tokens.length + 1 === steps
        ? [p * share]
        : goOn([...tokens, String(symbols[i])], p * share),
    );
  return goOn([], 1);
}

test('beam-search: the book’s table has the book’s numbers', () => {
  const shares = sentencesOf(BOOK_TABLE);
  assert.equal(shares.length, 121);
  assert.ok(Math.abs(shares.reduce((a, b) => a + b) - 1) < 1e-12);
  for (const { shares } of bookRows())
    assert.ok(Math.abs(shares.reduce((a, b) => a + b) - 1) < 1e-12);
  const p = (/** @type {number} */ width, /** @type {number} */ alpha) =>
    Math.exp(Number(bestOf(searchBeam(BOOK_TABLE, width), alpha)?.logP)).toFixed(6);
  assert.equal(p(1, 0.75), '0.048000');
  assert.equal(p(2, 0.75), '0.054000');
  assert.equal(p(EVERYTHING, 0.75), '0.054000');
  assert.equal(p(EVERYTHING, 0), Math.max(...shares).toFixed(6));
});

test('beam-search: the figure searches as the core does', async () => {
  const session = await createSession();
  await session.loadPairs('a\tx y z\nb\ty x\nc\tz\nd\tz y x', { tokens: 'word', minimum: 1 });
  await session.createTranslator({
    hidden: 8,
    embedding: 4,
    steps: 4,
    seed: 3,
    batch: 4,
    lr: 0.05,
  });
  for await (const _ of session.train({ updates: 40 }));
  const { tree } = await session.translate('a', { width: EVERYTHING });
  const pathOf = (/** @type {number} */ at) => {
    /** @type {string[]} */
    const path = [];
    for (let i = at; i >= 0; i = Number(tree[i]?.parent)) path.unshift(String(tree[i]?.token));
    return path;
  };
  const logs = new Map(tree.map(({ logProbability }, i) => [pathOf(i).join(' '), logProbability]));
  const symbols = ['x', 'y', 'z', '<eos>'];
  const table = {
    symbols,
    steps: 4,
    sharesAfter: (/** @type {string[]} */ tokens) =>
      symbols.map((symbol) =>
        Math.exp(
          Number(logs.get([...tokens, symbol].join(' '))) - (logs.get(tokens.join(' ')) ?? 0),
        ),
      ),
  };
  for (const width of [1, 2, 3, 5])
    for (const alpha of [0, 0.75, 1]) {
      const right = await session.translate('a', { width, alpha });
      const kept = searchBeam(table, width);
      const shown = kept.flat().map(({ tokens }) => tokens.at(-1));
      assert.deepEqual(
        shown,
        right.tree.map(({ token }) => token),
        `k = ${width}`,
      );
      const best = bestOf(kept, alpha);
      assert.deepEqual(
        best?.tokens.filter((token) => token !== '<eos>'),
        right.tokens.filter((token) => token !== '<eos>'),
      );
      assert.ok(Math.abs(Number(best?.logP) - right.logProbability) < 1e-9);
    }
  await session.dispose();
});

/** What the three searches found: sentence, P and score. @param {Page} page */
const foundIn = (page) => rowsOf(page, '#learn .found');

inChapter('beam-search: greedy, beam and all', '?learn=beam-search', async (page) => {
  const bests = async () => (await foundIn(page)).map(([, sentence, p]) => `${sentence}: ${p}`);
  const [greedy, better] = ['A B C <eos>: 0.048', 'A C B <eos>: 0.054'];
  assert.deepEqual(await bests(), [greedy, greedy, better]);
  await press(page, 'yes');
  await page.getByText(/^As you guessed\. Yes: 0\.054/).waitFor();
  assert.deepEqual(await bests(), [greedy, better, better]);
  const label = await page.locator('#learn .beam').getAttribute('aria-label');
  assert.match(
    String(label),
    /Step 2 keeps A B 0\.2, A C 0\.15\. Step 3 keeps A C B 0\.09, A B C 0\.08\./,
  );
  await press(page, 'a long one');
  await page.getByText(/^Not quite.*A short one: A <eos>/).waitFor();
  const [, beam, all] = await foundIn(page);
  assert.deepEqual(beam?.slice(1), ['A <eos>', '0.1', '−2.3']);
  assert.equal(all?.[2], '0.1');
});

inChapter('beam-search: a table of one’s own', '?learn=beam-search', async (page) => {
  await page.locator('#learn .searching summary').click();
  const share = (/** @type {string} */ name) => page.getByRole('spinbutton', { name, exact: true });
  const before = await foundIn(page);
  await share('Step 2, after A: probability of B').fill('0.2');
  await page.getByText('Step 2, after A: the row adds up to 0.8; change a number').waitFor();
  assert.deepEqual(await foundIn(page), before);
  await share('Step 2, after A: probability of C').fill('1.5');
  await page.getByText('Step 2, after A: a probability is a number from 0 to 1.').waitFor();
  await share('Step 2, after A: probability of C').fill('0.5');
  await page.waitForFunction(() => document.querySelector('#learn-rows-error:empty'));
  const [greedy] = await foundIn(page); // C is now what greedy search takes: 0.5 · 0.5 · 0.6 · 0.6
  assert.deepEqual(greedy?.slice(1, 3), ['A C B <eos>', '0.09']);
  await press(page, 'Back to the book’s table');
  assert.deepEqual(await foundIn(page), before);
});
