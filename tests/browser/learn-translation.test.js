// The lesson's chapters from the LSTM to the beam: their figures say what the core says, and refuse what makes no sense.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { after, before } from 'node:test';
import { createSession } from '../../wasm/index.js';
import { bestOf, EVERYTHING, searchBeam } from '../../web/learn/beam-search/beam.js';
import { bookRows, lookUp, STEPS, SYMBOLS } from '../../web/learn/beam-search/probabilities.js';
import { faults } from './axe.js';
import { inChapter, learned, moved, press } from './learn.js';

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
        for (const summary of await page.locator('#learn summary').all()) await summary.click();
        assert.deepEqual(await faults(page), []);
      },
    );
}

/** @param {string} chapter @param {() => boolean} done when its figure is filled, and has learned */
const staysStill = (chapter, done) =>
  inChapter(`${chapter}: nothing moves while it fills`, `?learn=${chapter}`, async (page) => {
    assert.equal(await moved(page, done), 0);
  });

/** Whether the model of the open chapter has learned as long as it will. */
const hasLearned = () =>
  [...document.querySelectorAll('#learn .help')].some(({ textContent }) =>
    /after 600 updates/.test(String(textContent)),
  );

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

staysStill('bleu', () =>
  /^\d/.test(document.querySelector('#learn .bleu tr:last-child td:last-child')?.textContent ?? ''),
);

// ---- Beam search ----

opensToAll('beam-search', '.beam');

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
  const logs = new Map(
    tree.map(({ log_probability }, i) => [pathOf(i).join(' '), log_probability]),
  );
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
      assert.ok(Math.abs(Number(best?.logP) - right.log_probability) < 1e-9);
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

// ---- LSTM ----

opensToAll('lstm', '.written:not(:empty)');
staysStill('lstm', hasLearned);

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

// ---- Deep and in both directions ----

opensToAll('deep', '.deep .written:not(:empty)');
staysStill('deep', hasLearned);

const ENGLISH = new URL('../../web/texts/english.txt', import.meta.url);

/** A small model as the chapters train it, in Node. @param {import('../../wasm/sluice.d.ts').Settings} settings */
async function trainedLike(settings) {
  const session = await createSession();
  await session.loadText(await readFile(ENGLISH, 'utf8'), { maxTokens: 10000 });
  const base = /** @type {const} */ ({ batch: 16, steps: 24, seed: 1, optimizer: 'adamw' });
  await session.createModel({ ...base, lr: 0.005, init: 'pytorch', cell: 'gru', ...settings });
  for await (const _ of session.train({ updates: 600, workers: 1 }));
  const { layers } = await session.inspect('The river Arrel begins');
  const { perplexity } = await session.measure('training', { tokens: 1000 });
  await session.dispose();
  return { layers, perplexity };
}

/** The last column of each strip, as far as its colours tell. @param {Page} page */
const lastColumns = (page) =>
  page
    .locator('#learn .strip')
    .evaluateAll((strips) =>
      strips.map((strip) =>
        [...strip.querySelectorAll('rect')]
          .slice(-24)
          .map(
            (rect) => Number(rect.getAttribute('fill-opacity')) * (rect.matches('.below') ? -1 : 1),
          ),
      ),
    );

/** @param {number[] | undefined} shown @param {Float32Array | undefined} states */
function showsEnd(shown = [], states = new Float32Array()) {
  const right = [...states.subarray(-24)];
  assert.equal(shown.length, 24);
  for (const [i, value] of right.entries())
    assert.ok(Math.abs(Number(shown[i]) - value) < 0.1, `${shown} against ${right}`);
}

/** Where frames are: the first column and how many. @param {Page} page */
const framed = (page) =>
  page
    .locator('#learn .returned')
    .evaluateAll((frames) =>
      frames.map((frame) =>
        ['--from', '--count'].map((name) =>
          Number(/** @type {HTMLElement} */ (frame).style.getPropertyValue(name)),
        ),
      ),
    );

/** Waits until both networks of the chapter have learned. @param {Page} page */
const bothLearned = (page) =>
  page.waitForFunction(
    () =>
      [...document.querySelectorAll('#learn .deep .help')].filter(({ textContent }) =>
        textContent?.includes('after 600 updates'),
      ).length === 2,
  );

/** @param {Page} page @param {string} network */
const perplexityOf = async (page, network) =>
  Number(
    /[\d.]+$/.exec(await page.locator(`#learn .deep .${network} > p`).first().innerText())?.[0],
  );

inChapter('deep: strips and frames are what the core has', '?learn=deep', async (page) => {
  const [deep, both] = [
    await trainedLike({ hidden: 24, layers: 2 }),
    await trainedLike({ hidden: 24, bidirectional: true }),
  ];
  await bothLearned(page);
  await page.waitForFunction(
    (wanted) => document.querySelector('#learn .both > p')?.textContent?.endsWith(wanted),
    both.perplexity.toFixed(2),
  );
  assert.ok(Math.abs((await perplexityOf(page, 'deep')) - deep.perplexity) < 0.1);
  assert.ok(deep.perplexity > 3 && both.perplexity < 1.2);
  const [upper, lower] = await lastColumns(page);
  showsEnd(upper, deep.layers[1]?.[0]?.hidden);
  showsEnd(lower, deep.layers[0]?.[0]?.hidden);
  assert.deepEqual(await framed(page), [
    [0, 22],
    [0, 0],
  ]);

  await press(page, 'no');
  await page.getByText(/^As you guessed\. No\. Compare/).waitFor();
  await page.getByRole('heading', { name: 'Backwards: read from the right' }).waitFor();
  const [forwards, backwards] = await lastColumns(page);
  showsEnd(forwards, both.layers[0]?.[0]?.hidden);
  showsEnd(backwards, both.layers[0]?.[1]?.hidden);
  assert.deepEqual(await framed(page), [
    [0, 22],
    [0, 22],
  ]);

  await press(page, 'at the first letter');
  await page.locator('#learn .strip[aria-label$="Column 1 is framed."]').waitFor();
  assert.deepEqual(await framed(page), [
    [21, 1],
    [0, 1],
  ]);
  await press(page, 'each layer, the last step');
  await page.getByRole('heading', { name: 'Layer 2, the top one' }).waitFor();
  assert.deepEqual(await framed(page), [
    [21, 1],
    [21, 1],
  ]);
});
