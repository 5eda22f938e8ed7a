// The race of several networks: what it shows against what the engine says apart.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession, presets } from '../../wasm/index.js';
import { faults } from './axe.js';
import { parseCsv } from './csv.js';
import { alone, button, paste, textOf } from './lab.js';
import { openPage } from './serve.js';
import { address, browser, LAPTOP } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

const BUILT_IN = new URL('../../web/texts/english.txt', import.meta.url);

/** Symbols in an update. */
const quick = presets['quick-gru'].settings;
const quickTokens = Number(quick.batch) * Number(quick.steps);

/** @param {Page} page @param {string} name */
const inRace = (page, name) => page.locator('#race').getByRole('button', { name, exact: true });

/** @param {Page} page @param {Partial<Record<string, string>>} rules labels and values */
async function setRules(page, rules) {
  for (const [label, value] of Object.entries(rules)) {
    await page.locator('#race').getByLabel(label, { exact: true }).fill(String(value));
    await page.keyboard.press('Tab');
  }
}

/** Runs the first race of a page to its end. @param {Page} page */
async function run(page) {
  await inRace(page, 'Start the race').click();
  await inRace(page, 'Race again').waitFor();
}

/** One row of the standings. @param {Page} page @param {string} name */
const row = (page, name) => page.locator(`#race [data-row="${name}"] td`).allInnerTexts();

/** @param {Page} page @param {string} name */
const numbers = async (page, name) =>
  (await row(page, name)).map((text) => Number(text.replaceAll(',', '').replace(/\s*s$/, '')));

/** @param {Page} page */
const sentences = (page) => page.locator('#race .verdict li').allInnerTexts();

/** Waits until the lanes at the start have these names. @param {Page} page @param {string[]} wanted */
const named = (page, wanted) =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('#race .lane .label')]
        .map(({ textContent }) => textContent)
        .join('|') === wanted,
    wanted.join('|'),
  );

/** The names of the lanes at the start. @param {Page} page */
const names = (page) => page.locator('#race .lane .label').allInnerTexts();

/** @param {Page} page @param {string} lane @param {string} label */
const field = (page, lane, label) =>
  page
    .locator('#race .lane')
    .filter({ has: page.locator(`[data-slot="${lane}"]`) })
    .getByLabel(label, { exact: true });

/**
 * The same training in this process.
 * @param {import('../../wasm/sluice.d.ts').Settings} settings
 * @param {number} updates
 * @param {import('../../wasm/sluice.d.ts').Engine} engine
 * @param {number} [maxTokens]
 */
async function trainApart(settings, updates, engine, maxTokens) {
  const session = await createSession({ engine });
  await session.loadText(await readFile(BUILT_IN, 'utf8'), { maxTokens });
  await session.createModel({ ...quick, optimizer: 'adam', lr: 0.003, ...settings });
  const losses = [];
  for await (const { loss } of session.train({ updates, reportEvery: 1 })) losses.push(loss);
  const { perplexity } = await session.measure('validation', { tokens: 4000 });
  await session.dispose();
  return { losses, heldOut: perplexity };
}

/** A test with a page of its own, open at the race. @param {string} name @param {(page: Page) => Promise<void>} body */
const onPage = (name, body, query = '') =>
  test(name, async (t) => {
    const page = await openPage(t, browser, `${address}${query}#race`, LAPTOP);
    await page.locator('#race .lane').first().waitFor();
    await body(page);
  });

onPage('offers the exercises, and runs nothing by itself', async (page) => {
  const exercises = /** @type {const} */ ([
    ['RNN, GRU, LSTM', ['RNN', 'GRU', 'LSTM'], /equal seconds/],
    [
      'GRU: one gate or both',
      ['both gates', 'only the reset gate', 'only the update gate'],
      /one gate away/,
    ],
    [
      'GRU: reset before or after',
      ['reset before the product', 'reset after the product'],
      /PyTorch/,
    ],
    ['Hidden 32 to 256', ['hidden 32', 'hidden 64', 'hidden 128', 'hidden 256'], /held-out/],
    ['One layer or two', ['1 layer', '2 layers'], /seconds/],
    [
      'Learning rate 0.1, 1, 4',
      ['learning rate 0.1', 'learning rate 1', 'learning rate 4'],
      /learns slowly/,
    ],
    ['Clip on and off', ['RNN, clip 1', 'RNN, no clip', 'GRU, clip 1', 'GRU, no clip'], /blow up/],
    ['Luck: four seeds', ['seed 1', 'seed 2', 'seed 3', 'seed 4'], /mean nothing/],
  ]);
  for (const [title, lanes, look] of exercises) {
    await inRace(page, title).click();
    await page.locator('#race .look', { hasText: look }).waitFor();
    await named(page, [...lanes]);
    assert.equal(await inRace(page, title).getAttribute('aria-pressed'), 'true');
  }
  await alone(page);
  assert.ok(!(await page.locator('#race .standings').isVisible()));
});

onPage('by equal updates shows what the engine gives apart', async (page) => {
  const updates = 20;
  await setRules(page, { 'Updates each': String(updates) });
  await run(page);
  assert.deepEqual(await numbers(page, 'updates'), [updates, updates, updates]);
  const engine = await page.evaluate(() =>
    document.querySelector('#engine')?.textContent?.split(' ').at(-1),
  );
  const cells = /** @type {const} */ (['rnn', 'gru', 'lstm']);
  const apart = [];
  for (const cell of cells)
    apart.push(await trainApart({ cell }, updates, /** @type {any} */ (engine)));
  const shown = (/** @type {number} */ value) => value.toFixed(value < 10 ? 2 : 1);
  assert.deepEqual(
    await row(page, 'heldOut'),
    apart.map(({ heldOut }) => shown(heldOut)),
  );
  const twentieth = updates / 20;
  const lastMean = (/** @type {number[]} */ losses) =>
    Math.exp(losses.slice(-twentieth).reduce((sum, loss) => sum + loss, 0) / twentieth);
  assert.deepEqual(
    await row(page, 'training'),
    apart.map(({ losses }) => shown(lastMean(losses))),
  );
  const symbols = 1 + new Set(await readFile(BUILT_IN, 'utf8')).size;
  const hidden = 128;
  assert.deepEqual(
    await numbers(page, 'parameters'),
    [1, 3, 4].map((gates) => gates * (symbols + hidden + 1) * hidden + (hidden + 1) * symbols),
  );

  const order = [...apart.entries()].sort(([, a], [, b]) => a.heldOut - b.heldOut);
  const [first = 0] = order[0] ?? [];
  const told = (await sentences(page))[0] ?? '';
  const winner = ['RNN (A)', 'GRU (B)', 'LSTM (C)'][first] ?? '';
  assert.ok(told.startsWith(`After ${updates} updates each, `), told);
  assert.ok(told.indexOf(winner) > 0, told);
  for (const other of ['RNN (A)', 'GRU (B)', 'LSTM (C)'])
    assert.ok(told.indexOf(winner) <= told.indexOf(other), told);
  for (const { heldOut } of apart) assert.ok(told.includes(shown(heldOut)), told);
  assert.match((await sentences(page)).at(-1) ?? '', /One text, one seed/);

  await page.locator('#race').getByText('The curves as a table').click();
  const last = await page.locator('#race .curve-table tbody tr').last().innerText();
  const [training, heldOut] = [await row(page, 'training'), await row(page, 'heldOut')];
  const pairs = training.flatMap((value, i) => [value, heldOut[i]]);
  assert.deepEqual(last.split('\t'), [String(updates), ...pairs]);

  const samples = await page.locator('#race .samples-list .prose').allInnerTexts();
  assert.equal(new Set(samples).size, 3);
  const start = (await page.locator('#race .samples-list .prompt').first().innerText()) ?? '';
  assert.ok(start.length > 5);
  for (const sample of samples) assert.ok(sample.startsWith(start) && sample.length > 200);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    inRace(page, 'Standings as CSV').click(),
  ]);
  const file = parseCsv(await readFile(await download.path(), 'utf8'));
  assert.deepEqual(
    file.map(({ lane, cell }) => `${lane} ${cell}`),
    ['A rnn', 'B gru', 'C lstm'],
  );
  assert.deepEqual(
    file.map((line) => shown(Number(line.held_out_perplexity))),
    heldOut,
  );
  assert.deepEqual(
    file.map(({ sample }) => sample?.replaceAll('\n', ' ').slice(0, 40)),
    samples.map((sample) => sample.replaceAll('\n', ' ').slice(0, 40)),
  );
  await alone(page);
});

onPage(
  'learns from as much of the text as the page does, and says so',
  async (page) => {
    const said = 'The built-in text, its first 3,000 symbols';
    await page.locator('#race-text', { hasText: said }).waitFor();
    assert.ok(!(await button(page, 'Train').isVisible()), 'one Start is enough');
    await setRules(page, { 'Updates each': '5' });
    await run(page);
    assert.ok((await page.locator('#race .standings caption').innerText()).startsWith(said));
    const { heldOut } = await trainApart({ cell: 'rnn' }, 5, 'simd', 3000);
    assert.equal((await numbers(page, 'heldOut'))[0], Number(heldOut.toFixed(1)));
  },
  '?maxTokens=3000&engine=simd',
);

onPage('by equal seconds gives each lane the same time', async (page) => {
  await page.getByText('Equal seconds', { exact: true }).click();
  await setRules(page, { 'Seconds of training each': '1' });
  await run(page);
  const updates = await numbers(page, 'updates');
  for (const [lane, seconds] of (await numbers(page, 'seconds')).entries()) {
    const most = Math.max(0.5, (20 * seconds) / Number(updates[lane])); // updates may be slow here
    assert.ok(seconds >= 1 && seconds < 1 + most, `${seconds} s`);
  }
  const [rnn = 0, , lstm = 0] = updates;
  assert.ok(rnn > lstm, `${rnn} and ${lstm} updates`);
  const [speed = 0] = await numbers(page, 'speed');
  const [seconds = 1] = await numbers(page, 'seconds');
  const expected = (rnn * quickTokens) / seconds;
  assert.ok(Math.abs(speed / expected - 1) < 0.05, `${speed} tokens a second`);
  assert.match((await sentences(page)).join('\n'), /In the same time RNN \(A\) made/);
});

onPage('adds, copies, changes and removes lanes', async (page) => {
  await inRace(page, 'Remove lane B').click();
  await named(page, ['RNN', 'LSTM']);
  await inRace(page, 'Duplicate lane C').click();
  await named(page, ['RNN', 'LSTM', 'LSTM']);
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.equal(focused, 'Duplicate lane C');
  await page.locator('#race .lane summary').nth(1).click();
  await field(page, 'B', 'Layers').fill('2');
  await page.keyboard.press('Tab');
  await named(page, ['RNN, 1 layer', 'LSTM, 2 layers', 'LSTM, 1 layer']);
  await inRace(page, 'Add the page’s model').click();
  await page.locator('#race .head button:disabled').waitFor();
  assert.ok(await inRace(page, 'Duplicate lane A').isDisabled());
  assert.match((await names(page))[3] ?? '', /^LSTM, hidden 160, 1 layer, learning rate 0.016, /);
  await page.locator('#race .look', { hasText: 'of your own' }).waitFor();
  await page.locator('#race .lane summary').nth(3).click();
  for (const lane of ['B', 'D']) await field(page, lane, 'Cell').selectOption('GRU');
  await field(page, 'B', 'Gates in use').selectOption('only the reset gate');
  await page.locator('#race .lane .label', { hasText: 'only the reset gate' }).waitFor();
  await setRules(page, { 'Updates each': '6' });
  await run(page);
  const heads = await page.locator('#race .standings th[scope="col"]').allInnerTexts();
  assert.deepEqual(
    heads.map((head) => head.replace(/^\S\s*/, '')),
    await names(page),
  );
  const parameters = await numbers(page, 'parameters');
  assert.equal(new Set(parameters).size, 4, parameters.join());
  await inRace(page, 'Remove lane D').click();
  await page.getByText('The lanes have changed since this race').waitFor();
});

onPage('stops at once, and compares what all have done', async (page) => {
  await setRules(page, { 'Updates each': '100000' });
  await page.locator('#race .primary').click();
  await page.locator('#race [data-row="heldOut"]').waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('#race [data-row="updates"] td')].every(
      (cell) => Number(cell.textContent?.replaceAll(',', '')) > 0,
    ),
  );
  const before = await page.evaluate(() => {
    /** @type {HTMLButtonElement} */ (document.querySelector('#race .primary')).click();
    const cells = [...document.querySelectorAll('#race [data-row="updates"] td')];
    return cells.map(({ textContent }) => Number(textContent?.replaceAll(',', '')));
  });
  await inRace(page, 'Race again').waitFor();
  for (const [lane, updates] of (await numbers(page, 'updates')).entries())
    assert.ok(updates - Number(before[lane]) < 200, `${updates} updates after ${before}`);
  assert.deepEqual(new Set(await row(page, 'fate')), new Set(['stopped']));
  const least = Math.min(...(await numbers(page, 'updates')));
  const told = (await sentences(page))[0] ?? '';
  const count = /Stopped early; after the ([\d,]+) update/.exec(told)?.[1] ?? '';
  assert.equal(Number(count.replaceAll(',', '')), least, told);
  await alone(page);
});

onPage('says at the lane what is wrong with it, and runs nothing', async (page) => {
  await page.locator('#race .lane summary').first().click();
  await field(page, 'A', 'Hidden size').fill('0');
  await inRace(page, 'Start the race').click();
  await page.locator('#race .lane .error', { hasText: 'from 1 to 4,096' }).waitFor();
  const focused = await page.evaluate(() => document.activeElement?.id);
  assert.equal(focused, 'race-A-hidden');
  await field(page, 'A', 'Hidden size').fill('16');
  await field(page, 'A', 'Batch').fill('4096');
  await inRace(page, 'Start the race').click();
  await page.locator('#race .lane .error', { hasText: /too short/ }).waitFor();
  assert.ok(!(await page.locator('#race .standings').isVisible()));
  await alone(page);
  await field(page, 'A', 'Batch').fill('16');
  await setRules(page, { 'Updates each': '3' });
  await run(page);
  assert.deepEqual(await numbers(page, 'updates'), [3, 3, 3]);
});

onPage('explains a loss that blows up without the clip', async (page) => {
  await inRace(page, 'Clip on and off').click();
  await setRules(page, { 'Updates each': '80' });
  await run(page);
  assert.deepEqual(await row(page, 'fate'), ['done', 'blown up', 'done', 'done']);
  const told = (await sentences(page)).join('\n');
  assert.match(told, /The loss of RNN, no clip \(B\) blew up around update \d+/);
  assert.match(told, /Nothing shortens its gradients.*Clipping shortens the step/);
  assert.ok(!/^After.*RNN, no clip/.test(told), 'it takes no place');
});

onPage('runs on the text of the page, which pauses for it', async (page) => {
  await page.goto(`${address}#write`);
  await paste(page, 'The cat sat on the mat and looked at the moon. '.repeat(60));
  await page.getByText('The pasted text', { exact: true }).waitFor();
  await button(page, 'Train').click();
  await page.waitForFunction(() => document.querySelector('#updates')?.textContent !== '0');
  await page.goto(`${address}#race`);
  await setRules(page, { 'Updates each': '5', 'Held out, %': '0' });
  await run(page);
  assert.match(await textOf(page, 'status'), /Paused/);
  const caption = await page.locator('#race .standings caption').innerText();
  assert.match(caption, /^The pasted text; nothing held out/);
  assert.deepEqual(await row(page, 'heldOut'), ['–', '–', '–']);
  assert.match((await sentences(page)).join('\n'), /Nothing is held out/);
  const symbols = 1 + new Set('The cat sat on the mat and looked at the moon. ').size;
  assert.equal((await numbers(page, 'parameters'))[0], (symbols + 129) * 128 + 129 * symbols);
});

onPage('is accessible and fits its width', async (page) => {
  await inRace(page, 'Clip on and off').click();
  await page.locator('#race .lane summary').first().click();
  assert.deepEqual(await faults(page, 'html', true), [], 'idle');
  await setRules(page, { 'Updates each': '30' });
  await page.locator('#race .primary').focus();
  await page.keyboard.press('Enter');
  await page.locator('#race .standings').waitFor();
  assert.deepEqual(await faults(page), [], 'racing');
  await inRace(page, 'Race again').waitFor();
  await page.locator('#race').getByText('The curves as a table').click();
  assert.deepEqual(await faults(page), [], 'over');
});
