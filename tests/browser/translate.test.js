// Translation: what the panel shows against what the engine says apart.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { BOOK, starts, tasks } from '../../web/translate/starts.js';
import { faults, overflow, violations } from './axe.js';
import { alone } from './lab.js';
import { openPage } from './serve.js';
import { address, browser, LAPTOP, PHONE } from './site.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 */

/** @param {Page} page */
const panel = (page) => page.locator('#translate');

/** @param {Page} page @param {string} name */
const press = (page, name) => panel(page).getByRole('button', { name, exact: true }).click();

/** @param {Page} page @param {string} label @param {string} value */
async function fill(page, label, value) {
  await panel(page).getByLabel(label, { exact: true }).fill(value);
  await page.keyboard.press('Tab');
}

/** Waits until the panel says so. @param {Page} page @param {RegExp | string} text */
const says = (page, text) => panel(page).locator('.going .meaning', { hasText: text }).waitFor();

/** @param {Page} page @param {string} name */
async function begin(page, name) {
  await press(page, name);
  await panel(page).locator('.facts', { hasText: name }).first().waitFor();
  await says(page, 'Fresh weights');
}

/** @param {Page} page */
async function train(page) {
  await press(page, 'Train');
  await says(page, 'Done');
}

/** Rows of a table, their cells. @param {Page} page @param {string} table */
const rows = (page, table) =>
  panel(page)
    .locator(`${table} tbody tr`)
    .evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
    );

/** A number as the panel writes it. @param {string | undefined} text */
const numberIn = (text) => Number((text ?? '').replace('−', '-').replace(/[^0-9.-]/g, ''));

/** @param {Page} page @param {string} id */
const shown = async (page, id) => numberIn(await page.locator(`#translate-${id}`).innerText());

/** @param {number | undefined} actual @param {number} expected @param {number} [by] */
function near(actual, expected, by = 0.00051) {
  assert.ok(Math.abs((actual ?? NaN) - expected) <= by, `${actual} is not ${expected}`);
}

/** The tiny task in this process. @returns {Promise<{ session: Session, test: [string, string][], size: number }>} */
async function tinyApart() {
  const session = await createSession({ engine: 'simd' });
  const { task, parameters } = tasks.tiny;
  const { train: known, test: kept } = task.generate({ ...parameters, ...starts.tiny.counts }, 1);
  const all = [...known, ...kept];
  const lines = all.map((pair) => pair.join('\t')).join('\n');
  await session.loadPairs(lines, { tokens: 'char', minimum: 1 });
  const validation = (kept.length + 0.5) / all.length;
  await session.createTranslator({ ...starts.tiny.settings, validation });
  return { session, test: kept, size: all.length };
}

/** Losses at every 25 updates. @param {Session} session @param {number} first of the held-out pairs */
async function lossesApart(session, first) {
  const points = [];
  let tokens = 0;
  for (let at = 25; at <= starts.tiny.target; at += 25) {
    let sum = 0;
    const before = tokens;
    for await (const report of session.train({ updates: at, reportEvery: 1 })) {
      sum += report.loss * (report.tokens - tokens);
      tokens = report.tokens;
    }
    points.push({
      at,
      training: sum / (tokens - before),
      unseen: (await session.pairsLoss({ first })).loss,
    });
  }
  return points;
}

const joined = (/** @type {{ tokens: string[] }} */ { tokens }) =>
  tokens.filter((token) => token !== '<eos>').join(' ');

/** A test with a page of its own, where a fresh translator waits. @param {string} name @param {(page: Page) => Promise<void>} body */
const onPage = (name, body) =>
  test(name, async (t) => {
    const page = await openPage(t, browser, `${address}?engine=simd#translate`, LAPTOP);
    await says(page, 'Fresh weights');
    await body(page);
  });

onPage('shows its pairs before anything is trained', async (page) => {
  const { task, parameters } = tasks.french;
  const { train: known, test: kept } = task.generate({ ...parameters, pairs: 2000, unseen: 200 });
  const words = (/** @type {0 | 1} */ side) =>
    new Set([...known, ...kept].flatMap((pair) => pair[side].split(' '))).size;
  const facts = await panel(page).locator('dd.fact').allInnerTexts();
  assert.deepEqual(facts, [
    ...['2,000 pairs', '200 pairs', `${words(0)} words`, `${words(1)} words`],
    'all are kept',
  ]);
  const examples = await panel(page).locator('.examples li').allInnerTexts();
  assert.deepEqual(
    examples,
    known.slice(0, 3).map((pair) => pair.join(' → ')),
  );
  assert.equal(await page.locator('#train').isVisible(), false, 'the other model is not trained');
  await fill(page, 'Pairs', '50');
  await fill(page, 'Pair seed', '7');
  await press(page, 'Draw these pairs');
  await panel(page)
    .locator('dd.fact', { hasText: /^50 pairs/ })
    .waitFor();
  const [other] = task.generate({ ...parameters, pairs: 50, unseen: 200 }, 7).train;
  assert.equal(await panel(page).locator('.examples li').first().innerText(), other?.join(' → '));
  await fill(page, 'Pairs', '20000');
  await press(page, 'Draw these pairs');
  await panel(page)
    .getByText(/Pairs and unseen are 20,200 together; this task has no more than [\d,]+ /)
    .waitFor();
});

onPage('trains and searches as the engine does apart', async (page) => {
  const { session, test: kept, size } = await tinyApart();
  await begin(page, 'Reversing, tiny');
  await trainInTwoVisits(page);
  const points = await lossesApart(session, size - kept.length);
  await panel(page).getByText('The curves as a table').click();
  const curve = await rows(page, '.curve-table');
  assert.deepEqual(
    curve.map(([at]) => Number(at)),
    points.map(({ at }) => at),
  );
  for (const [i, { training, unseen }] of points.entries()) {
    near(numberIn(curve[i]?.[1]), training);
    near(numberIn(curve[i]?.[2]), unseen);
  }
  near(await shown(page, 'unseen-loss'), points.at(-1)?.unseen ?? NaN);

  const said = await Promise.all(kept.map(([source]) => session.translate(source)));
  const wanted = kept.map(([, target]) => [...target].join(' '));
  const right = said.map((one, i) => joined(one) === wanted[i]);
  const exact = `${right.filter(Boolean).length} / ${kept.length}`;
  assert.equal(await page.locator('#translate-exact').innerText(), exact);
  const references = wanted.map((one) => [one]);
  near(await shown(page, 'bleu'), await session.bleu(said.map(joined), references));
  const scores = await Promise.all(
    said.map((one, i) => session.bookBleu(joined(one), wanted[i] ?? '')),
  );
  near(await shown(page, 'book-bleu'), scores.reduce((a, b) => a + b, 0) / scores.length);
  assert.deepEqual(
    await rows(page, '.answers:not(.book)'),
    kept
      .slice(0, 8)
      .map(([source, target], i) => [
        ...[source, target, said[i]?.text || '(nothing)'],
        right[i] ? '✓ right' : '✗ wrong',
      ]),
  );
  await searchesAgree(page, session);
  await session.dispose();
});

/** Half of the training, a look elsewhere, and the rest. @param {Page} page */
async function trainInTwoVisits(page) {
  await fill(page, 'until update', '40');
  await train(page);
  await page.locator('#tabs').getByText('Race').click();
  await alone(page);
  await page.locator('#tabs').getByText('Translate').click();
  await fill(page, 'until update', String(starts.tiny.target));
  await press(page, 'Train on');
  await says(page, `Done: update ${starts.tiny.target}`);
}

/** @param {Page} page @param {Session} session */
async function searchesAgree(page, session) {
  const [sentence, width, alpha] = ['abcab', 3, 1.2];
  await panel(page).getByLabel('Sentence to translate').fill(sentence);
  await panel(page)
    .getByLabel(/^Beam width k/)
    .fill(String(width));
  await panel(page).getByLabel(/^α/).fill(String(alpha));
  await panel(page).getByText('The tree as a table').click();
  await panel(page).locator('.searches', { hasText: 'beam, k = 3' }).waitFor();
  const greedy = await session.translate(sentence, { alpha });
  const beam = await session.translate(sentence, { width, alpha });
  // With <eos> 4 tokens and 6 steps: 3^5 open beginnings at most, times 4.
  const all = await session.translate(sentence, { width: 972, alpha });
  assert.equal(all.hypotheses.length, 1093);
  await panel(page).getByText('scored all 1,093 possible translations').waitFor();
  await page.waitForFunction(
    (wanted) =>
      document.querySelector('#translate .hypotheses li .sum')?.textContent?.includes(wanted),
    `^${alpha}`,
  );
  const table = await rows(page, '.searches');
  const best = Math.max(...[greedy, beam, all].map(({ score }) => score));
  for (const [i, one] of [greedy, beam, all].entries()) {
    const [, text, tokens, log, score] = table[i] ?? [];
    assert.equal(text, one.text || '(nothing)');
    assert.equal(Number(tokens), one.tokens.length);
    near(numberIn(log), one.logProbability);
    near(numberIn(score), one.score);
    assert.equal(score?.includes('★'), one.score === best);
  }
  const finished = panel(page).locator('.hypotheses li .text');
  assert.deepEqual(
    await finished.allInnerTexts(),
    beam.hypotheses.slice(0, 8).map(({ text }) => text || '(nothing)'),
  );
  await treeAgrees(page, beam);
}

/** @param {Page} page @param {import('../../wasm/sluice.d.ts').Translation} beam */
async function treeAgrees(page, { tree, tokens }) {
  const last = Math.max(...tree.map(({ step }) => step));
  const nodes = panel(page).locator('.lattice .node');
  assert.equal(await nodes.count(), tree.length);
  assert.equal(await panel(page).locator('.lattice .node.best').count(), tokens.length);
  const listed = await rows(page, '.tree-table');
  assert.equal(listed.length, tree.length);
  for (const [i, { step, logProbability, finished, score }] of tree.entries()) {
    assert.equal(Number(listed[i]?.[0]), step);
    near(numberIn(listed[i]?.[2]), logProbability);
    if (finished) near(numberIn(listed[i]?.[3]), score);
    else assert.equal(listed[i]?.[3], '');
  }
  await press(page, 'To the start');
  await panel(page).getByText(`step 0 of ${last}`).waitFor();
  assert.equal(await nodes.count(), 0);
  await press(page, 'One step forward');
  await panel(page).getByText('Step 1: 1 × 4 = 4 continuations').waitFor();
  await press(page, 'One step forward');
  await panel(page).getByText(`step 2 of ${last}`).waitFor();
  assert.equal(await nodes.count(), tree.filter(({ step }) => step <= 2).length);
  const gone = tree.filter(
    (node, i) => node.step === 1 && !node.finished && !tree.some(({ parent }) => parent === i),
  );
  assert.equal(await panel(page).locator('.lattice .dropped').count(), gone.length);
  await press(page, 'Play the steps');
  await panel(page).getByText(`step ${last} of ${last}`).waitFor();
  await panel(page).getByText('The search is over').waitFor();
}

test('speaks Chinese', async (t) => {
  const page = await openPage(t, browser, `${address}?lang=zh&engine=simd#translate`, PHONE);
  await panel(page).locator('.lattice').waitFor();
  await panel(page).getByRole('button', { name: '倒序（极小）', exact: true }).click();
  await says(page, '全新的权重');
  await panel(page).getByText('穷举搜索给全部 1,093 个可能的译文都打了分').waitFor();
  const latin = await panel(page).locator('h3, h4, summary, dt, .help').allInnerTexts();
  for (const text of latin) assert.match(text, /[\u4e00-\u9fff]|^$/, text);
  assert.deepEqual(await violations(page), []);
  assert.equal(await overflow(page), 0);
  await fill(page, '训练对数', '20000');
  await press(page, '生成这些数据');
  await panel(page).getByText('训练对数与留出对数共 20,').waitFor();
  await panel(page).locator('summary', { hasText: '设置' }).click();
  await fill(page, '隐藏单元数', '4096');
  await fill(page, '层数', '8');
  await press(page, '用全新权重应用');
  await panel(page).getByText('内存不足').waitFor();
});

onPage('finds a sentence that greedy search gets wrong', async (page) => {
  await begin(page, 'Reversing, tiny');
  await fill(page, 'until update', '50');
  await train(page);
  await press(page, 'Find a sentence where they differ');
  // until then there are the searches of another sentence, which may end either way
  const found = await page.waitForFunction(() => {
    const table = [...document.querySelectorAll('#translate .searches tbody tr')];
    const cells = table.map((row) => [...row.children].map(({ textContent }) => textContent ?? ''));
    const [greedy = 0, beam = 0] = cells.map((row) =>
      Number(row[4]?.replace('−', '-').replace(/[^-.\d]/g, '')),
    );
    return cells.length === 3 && beam > greedy && cells; // as they are at this moment
  });
  const [greedy, beam] = /** @type {string[][]} */ (await found.jsonValue());
  assert.notEqual(greedy?.[1], beam?.[1]);
  assert.ok(numberIn(beam?.[4]) > numberIn(greedy?.[4]), 'the beam has the better score');
});

onPage('pauses, steps, starts anew and rests when it is left', async (page) => {
  await fill(page, 'until update', '2000000');
  await press(page, 'Train');
  const until = panel(page).getByLabel('until update');
  assert.ok(await until.evaluate((field) => field === document.activeElement), 'refused');
  await until.fill('600');
  await press(page, 'Train');
  await says(page, /update [1-9]\d* of 600/);
  await press(page, 'Pause');
  await says(page, /Paused: update \d+ of 600/);
  const at = async () =>
    numberIn((await panel(page).locator('.going .meaning').innerText()).split(' of ')[0]);
  const before = await at();
  await press(page, 'Step');
  await says(page, `update ${before + 1} of`);
  await press(page, 'Train on');
  await page.locator('#tabs').getByText('Race').click();
  await page.locator('#tabs').getByText('Translate').click();
  await says(page, 'Paused');
  await press(page, 'Reset');
  await says(page, 'Fresh weights');
  await panel(page).locator('summary', { hasText: 'Settings' }).click();
  await fill(page, 'Hidden size', '8');
  await press(page, 'Apply with fresh weights');
  await panel(page).locator('summary', { hasText: '1 layer of 8' }).waitFor();
  await fill(page, 'Hidden size', '0');
  await panel(page).getByText('A whole number from 1 to 4,096.').waitFor();
  await page.locator('#tabs').getByText('Race').click();
  await page.locator('#tabs').getByText('Translate').click();
  await press(page, 'Step');
  await says(page, 'update 1 of');
  assert.equal(await panel(page).getByLabel('Hidden size').inputValue(), '0', 'typed, and kept');
});

onPage('reads pairs of one’s own, and says what is wrong with them', async (page) => {
  await panel(page).getByText('Pairs of your own: a tab').click();
  const paste = async (/** @type {string} */ text) => {
    await panel(page).getByLabel('Paste pairs, or drop a file here').fill(text);
    await press(page, 'Use the pasted pairs');
  };
  await paste('go\tva\nno tab here');
  await panel(page).getByText('Line 2 has no tab').waitFor();
  assert.deepEqual(await violations(page), [], 'an error');
  await panel(page)
    .locator('.own input[type="file"]')
    .setInputFiles({
      name: 'own.tsv',
      mimeType: 'text/plain',
      buffer: Buffer.from([0xff, 0x41]),
    });
  await panel(page).getByText('not text in UTF-8').waitFor();
  const lines = Array.from({ length: 20 }, (_, i) => `a b${i % 10}.\tc${i} d.`);
  const buffer = Buffer.from(lines.join('\r\n'));
  await panel(page)
    .locator('.own input[type="file"]')
    .setInputFiles({ name: 'own.tsv', mimeType: 'text/plain', buffer });
  await panel(page).locator('p.facts', { hasText: 'own.tsv' }).waitFor();
  // Ten sentences of two translations each: a tenth of the pairs is one of them.
  const facts = panel(page).locator('dd.fact');
  assert.deepEqual((await facts.allInnerTexts()).slice(0, 3), ['18 pairs', '2 pairs', '12 words']);
  await fill(page, 'Held out, %', '0');
  await facts.getByText('nothing').waitFor();
  await panel(page).getByText('Nothing is held out').first().waitFor();
  const most = panel(page).getByLabel('Pairs to use, at most');
  await most.fill('');
  await most.pressSequentially('150'); // 15 on the way
  await most.press('Tab');
  await panel(page).getByText('A whole number from 1 to 20.').waitFor();
  await press(page, 'Step');
  await says(page, /update 1 of/);
  assert.equal(await facts.first().innerText(), '20 pairs', 'nothing of what is refused is taken');
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x y\tz'], 'dropped.tsv'));
    dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  });
  await panel(page).locator('p.facts', { hasText: 'dropped.tsv' }).waitFor();
  assert.deepEqual((await facts.allInnerTexts()).slice(0, 2), ['1 pair', 'nothing']);
  const longest = panel(page).getByLabel('Longest sentence');
  assert.equal(await longest.inputValue(), '3'); // x y <eos>
  await panel(page).getByLabel('Cut into').selectOption('char');
  await page.waitForFunction(
    (input) => /** @type {HTMLInputElement} */ (input).value === '4', // a space is one, too
    await longest.elementHandle(),
  );
  await page.locator('#tabs').getByText('Write').click();
  assert.match(await page.locator('#text-name').innerText(), /built-in/, 'the text stays');
});

onPage('shows the book’s four sentences when the pairs are the book’s', async (page) => {
  const book = [
    ...['Go.\tVa !', 'I lost.\tJ’ai perdu.', "He's back.\tIl est calme.", 'Go.\tMarche.'],
    ...["I'm home.\tJe suis chez moi.", 'I lost.\tJ’ai perdu !', "He's home.\tIl est chez lui."],
  ].join('\n');
  await panel(page).getByText('Pairs of your own: a tab').click();
  await panel(page).getByLabel('Paste pairs, or drop a file here').fill(book);
  await press(page, 'Use the pasted pairs');
  await panel(page).locator('p.facts', { hasText: 'pasted' }).waitFor();
  await press(page, 'seq2seq (the book’s)');
  await panel(page).locator('.look', { hasText: 'first 600 of your file' }).waitFor();
  await panel(page).locator('summary', { hasText: 'GRU, 2 layers of 32' }).waitFor();
  await fill(page, 'until update', '30');
  await press(page, 'Train');
  await says(page, 'Done');
  const session = await createSession({ engine: 'simd' });
  await session.loadPairs(book, { minimum: 2 });
  await session.createTranslator(BOOK);
  for await (const _ of session.train({ updates: 30 }));
  const table = await rows(page, '.book');
  let sum = 0;
  assert.deepEqual(
    table.map(([, learned]) => learned),
    ['yes', 'yes', 'no', 'yes'],
  );
  for (const [source, , wanted, said, score] of table) {
    const { text } = await session.translate(source ?? '');
    const plain = text.replaceAll('’', "'");
    assert.equal(said, plain || '(nothing)');
    const bleu = await session.bookBleu(plain, wanted ?? '');
    near(numberIn(score), bleu);
    sum += bleu;
  }
  assert.equal(table.length, 4);
  near(await shown(page, 'book-sum'), sum);
  await session.dispose();
});

onPage('is accessible and fits its width', async (page) => {
  await panel(page).locator('.lattice').waitFor();
  assert.deepEqual(await faults(page, 'html', true), [], 'idle');
  await fill(page, 'until update', '100000');
  await panel(page).locator('.driving .primary').focus();
  await page.keyboard.press('Enter');
  await panel(page).getByRole('button', { name: 'Pause', exact: true }).waitFor();
  assert.deepEqual(await faults(page), [], 'training');
  await page.keyboard.press('Enter');
  await says(page, 'Paused');
  await begin(page, 'Reversing, tiny');
  await train(page);
  for (const title of [
    'Settings:',
    'The curves as a table',
    'The tree as a table',
    'Pairs of your own',
  ])
    await panel(page).locator('summary', { hasText: title }).click();
  await press(page, 'One step back');
  assert.deepEqual(await faults(page), [], 'trained');
});
