// The curve and its baselines, the time-lapse, presets, all settings, links and tabs: what the page
// says against what is counted and trained apart from it.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { createSession, presets } from '../../wasm/index.js';
import { excesses, faults, violations } from './axe.js';
import {
  button,
  numberOf,
  paste,
  pause,
  ready,
  sampleOf,
  shows,
  textOf,
  trained,
  trainTo,
} from './lab.js';
import { openPage, root } from './serve.js';
import { address, browser, LAPTOP, onPage } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

const BOOK = join(root, '../shared/corpora/timemachine.txt');
const text = await readFile(join(root, 'web/texts/english.txt'), 'utf8');

/** What the book prints: training perplexity, and in v1.0 that of its validation windows. @type {[string, number, number?][]} */
const FIGURES = [
  ['classic-rnn', 1.0],
  ['classic-gru', 1.1],
  ['classic-lstm', 1.3],
  ['classic-deep', 1.0],
  ['classic-bidirectional', 1.1],
  ['v1-rnn', 6.2, 7.2],
  ['v1-gru', 4.9, 6.55],
  ['v1-lstm', 5.8, 6.7],
  ['v1-deep', 4.1, 6.1],
];

/** A training that takes a second, and equal bits everywhere. */
const SMALL = 'engine=simd&hidden=24&seed=5';
/** What the page makes of it: the first settings with these. */
const small = { ...presets.first.settings, hidden: 24, seed: 5 };

/** As the page writes perplexities. @param {number} value */
const shown = (value) => (value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** What is trained here, on the same text. @param {(session: import('../../wasm/sluice.d.ts').Session) => Promise<void>} body */
async function apart(body) {
  const session = await createSession({ engine: 'simd' });
  try {
    await session.loadText(text);
    await session.createModel(small);
    await body(session);
  } finally {
    await session.dispose();
  }
}

/** @param {import('../../wasm/sluice.d.ts').Session} session @param {number} updates */
async function train(session, updates) {
  for await (const _ of session.train({ updates }));
}

/** Perplexity of n-grams on the very symbols they were counted on. @param {string[]} symbols @param {number} n */
function countedPerplexity(symbols, n) {
  /** @type {Map<string, number>} */
  const whole = new Map();
  /** @type {Map<string, number>} */
  const before = new Map();
  const add = (/** @type {Map<string, number>} */ map, /** @type {string} */ key) =>
    map.set(key, (map.get(key) ?? 0) + 1);
  const runs = symbols.slice(n - 1).map((_, i) => symbols.slice(i, i + n).join(''));
  for (const run of runs) {
    add(whole, run);
    add(before, run.slice(0, -1));
  }
  const nats = runs.reduce(
    (sum, run) => sum - Math.log((whole.get(run) ?? 0) / (before.get(run.slice(0, -1)) ?? 0)),
    0,
  );
  return Math.exp(nats / runs.length);
}

/** The value that a line of the chart stays at. @param {Page} page @param {string} line */
async function baseline(page, line) {
  const title = await page.locator(`[data-line="${line}"]`).getAttribute('title');
  return Number(title?.match(/: ([\d.]+)$/)?.[1]);
}

/** @param {Page} page @param {string} name of a button */
async function downloaded(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** @param {Page} page */
const picture = (page) =>
  page.evaluate(() => document.getElementById('chart')?.querySelector('canvas')?.toDataURL());

/** Waits until an element says something else than it did. @param {Page} page @param {string} id @param {string | null} before */
const changed = (page, id, before) =>
  page.waitForFunction(
    ([id, before]) => document.getElementById(String(id))?.textContent !== before,
    [id, before],
  );

/** @param {Page} page @param {string} id */
async function choosePreset(page, id) {
  const hint = await page.locator('#look-for').textContent();
  await page.locator('#preset').selectOption(id);
  await changed(page, 'look-for', hint);
  assert.equal(await page.locator('#preset').inputValue(), id);
}

onPage('n-gram lines are those of a count by hand', '?validation=0', async (page) => {
  const symbols = [...text];
  await page.locator('[data-line="4-gram"]').waitFor();
  assert.equal(await baseline(page, 'uniform'), 1 + new Set(symbols).size);
  for (const n of [1, 2, 3, 4]) {
    const [drawn, counted] = [await baseline(page, `${n}-gram`), countedPerplexity(symbols, n)];
    assert.ok(Math.abs(drawn / counted - 1) < 0.01, `${n}-grams: ${drawn}, counted ${counted}`);
  }
  assert.equal(await page.locator('[data-line="held-out"]').count(), 0);
});

onPage('measures what frozen weights know, as elsewhere', `?${SMALL}`, async (page) => {
  await apart(async (session) => {
    const { heldOut, uniform } = await session.baselines({ order: 4, validation: 0.1 });
    await page.locator('[data-line="4-gram"]').waitFor();
    for (const [i, value] of heldOut.entries())
      assert.equal(await baseline(page, `${i + 1}-gram`), Number(shown(value)));
    await trainTo(page, 200);
    await train(session, 200);
    const frozen = await session.measure('training', { tokens: 2000 });
    const unseen = await session.measure('validation', { tokens: 2000 });
    const [onTraining, onHeldOut] = [shown(frozen.perplexity), shown(unseen.perplexity)];
    assert.equal(await textOf(page, 'frozen-perplexity'), onTraining);
    assert.equal(await textOf(page, 'held-out-perplexity'), onHeldOut);

    const beaten = heldOut.filter((value) => unseen.perplexity < value).at(-1) ?? Number.NaN;
    const verdict = await textOf(page, 'verdict');
    assert.match(verdict, /^Underfitting/);
    for (const number of [onTraining, onHeldOut, shown(beaten)])
      assert.ok(verdict.includes(number), `${number}: ${verdict}`);

    await page.getByText('The curve as a table').click();
    const row = await page.locator('#curve-rows tr').last().innerText();
    assert.deepEqual(
      row.split('\t').filter((_, i) => i !== 1),
      ['200', onTraining, onHeldOut],
    );

    const { name, bytes } = await downloaded(page, 'CSV');
    assert.equal(name, 'sluice-curve-lstm-24-200.csv');
    const [head = '', ...rows] = bytes.toString().trim().split('\n');
    const last = rows.at(-1)?.split(',') ?? [];
    const cell = (/** @type {string} */ id) =>
      Number(last[head.split(',').indexOf(`${id} perplexity`)]);
    assert.equal(Number(last[0]), 200);
    for (const [id, value] of /** @type {[string, number][]} */ ([
      ['frozen', frozen.perplexity],
      ['held-out', unseen.perplexity],
      ['uniform', uniform],
      ['3-gram', heldOut[2]],
    ]))
      assert.ok(Math.abs(cell(id) / value - 1) < 1e-12, `${id}: ${cell(id)}, not ${value}`);
  });
});

onPage('reads the curve by keys and by pointer', `?${SMALL}`, async (page) => {
  const chart = page.locator('#chart');
  assert.equal(await chart.getAttribute('aria-valuetext'), 'No values yet');
  await trainTo(page, 100);
  await chart.focus();
  await page.keyboard.press('End');
  const readout = page.locator('#chart-readout');
  const heldOut = await textOf(page, 'held-out-perplexity');
  assert.match(await readout.innerText(), new RegExp(`^update 100: .*held-out ${heldOut}$`));
  assert.equal(await chart.getAttribute('aria-valuenow'), '100');
  assert.match(String(await chart.getAttribute('aria-valuetext')), /uniform|guess 63/);
  await page.keyboard.press('Home');
  const first = Number(await chart.getAttribute('aria-valuenow'));
  assert.ok(first < 100, `the first is ${first}`);
  await page.keyboard.press('ArrowRight');
  assert.ok(Number(await chart.getAttribute('aria-valuenow')) > first);
  await page.locator('#train').focus();
  assert.ok(!(await readout.isVisible()));
  const box = await chart.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  assert.match(await readout.innerText(), /^update \d+: training \d/);
  await page.mouse.move(box.x + box.width / 2, box.y - 200);
  assert.ok(!(await readout.isVisible()));
});

onPage('leaves lines out, turns linear, saves a picture', `?${SMALL}`, async (page) => {
  await trainTo(page, 100);
  const all = await picture(page);
  const chip = page.getByRole('button', { name: 'held-out', exact: true });
  await chip.click();
  await page.locator('[data-line="held-out"][aria-pressed="false"]').waitFor();
  await page.waitForFunction(
    (was) => document.getElementById('chart')?.querySelector('canvas')?.toDataURL() !== was,
    all,
  );
  const valuetext = () => page.locator('#chart').getAttribute('aria-valuetext');
  assert.doesNotMatch(String(await valuetext()), /held-out/);
  await chip.click();
  await page.waitForFunction(
    (was) => document.getElementById('chart')?.querySelector('canvas')?.toDataURL() === was,
    all,
  );
  assert.match(String(await valuetext()), /held-out/);
  await button(page, 'log').click();
  await page.waitForFunction(
    (was) => document.getElementById('chart')?.querySelector('canvas')?.toDataURL() !== was,
    all,
  );
  await page.locator('#log-scale[aria-pressed="false"]').waitFor();
  const { name, bytes } = await downloaded(page, 'PNG');
  assert.equal(name, 'sluice-curve-lstm-24-100.png');
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  const width = await page.evaluate(
    () => document.getElementById('chart')?.querySelector('canvas')?.width,
  );
  assert.equal(bytes.readUInt32BE(16), width);
});

onPage('keeps what it wrote at 0, 50, 100, 200 updates', `?${SMALL}`, async (page) => {
  assert.ok(!(await page.locator('#lapse').isVisible()));
  await trainTo(page, 200);
  const prompt = await textOf(page, 'sample-prompt');
  const title = page.locator('#sample-title');
  assert.equal(await title.innerText(), 'What it writes now');
  assert.equal(await textOf(page, 'lapse-update'), 'now');
  for (const update of [200, 100, 50, 0]) {
    await button(page, 'Earlier').click();
    assert.equal(await textOf(page, 'lapse-update'), String(update));
  }
  assert.match(await title.innerText(), /What it wrote after 0 updates/);
  await apart(async (session) => {
    for (const update of [0, 50, 100, 200]) {
      await train(session, update);
      let written = '';
      const sample = { prompt, length: 280, temperature: 0.6, seed: 1 };
      for await (const symbol of session.generate(sample)) written += symbol;
      assert.equal(await page.locator('#sample-text').textContent(), written, `at ${update}`);
      await button(page, 'Later').click();
    }
  });
  assert.equal(await title.innerText(), 'What it writes now');
  await page.locator('#lapse-slider').focus();
  await page.keyboard.press('Home');
  assert.equal(await page.locator('#lapse-slider').getAttribute('aria-valuetext'), 'update 0');
  await button(page, 'Reset').click();
  await page.locator('#lapse').waitFor({ state: 'hidden' });
  assert.equal(await title.innerText(), 'What it writes now');
});

onPage('draws the models of its presets, and says what to look for', '', async (page) => {
  const symbols = 1 + new Set(text).size;
  const parameters = (/** @type {number} */ gates, /** @type {number} */ hidden) =>
    gates * (symbols * hidden + hidden * hidden + hidden) + hidden * symbols + symbols;
  assert.equal(await page.locator('#preset').inputValue(), 'first');
  assert.deepEqual(await page.locator('#preset > option').allInnerTexts(), [
    'First run, letters',
    'First run, large alphabet',
    'own settings',
  ]);
  const chapters = page.locator('#preset optgroup');
  assert.deepEqual(
    await chapters.evaluateAll((all) => all.map((one) => one.children[0]?.textContent)),
    ['RNN, quick', 'GRU, quick', 'LSTM, quick', 'Deep, quick', 'Bidirectional, quick'],
  );
  const said = new Set([await textOf(page, 'look-for')]);
  for (const [kind, gates] of /** @type {[string, number][]} */ ([
    ['rnn', 1],
    ['lstm', 4],
  ])) {
    await choosePreset(page, `quick-${kind}`);
    assert.equal(await numberOf(page, 'parameters'), parameters(gates, 128));
    said.add(await textOf(page, 'look-for'));
  }
  await choosePreset(page, 'quick-bidirectional');
  said.add(await textOf(page, 'look-for'));
  assert.equal(said.size, 4);
  assert.match(await textOf(page, 'look-for'), /fails on purpose.*means nothing/);
  await trainTo(page, 100);
  assert.match(await textOf(page, 'verdict'), /^No verdict.*sees what it should predict/);
  assert.ok((await numberOf(page, 'frozen-perplexity')) < 2);
  await choosePreset(page, 'classic-gru');
  assert.equal(await page.getByLabel('until update').inputValue(), '4000');
  assert.equal(await numberOf(page, 'text-length'), 10000);
  assert.equal(await textOf(page, 'text-held'), 'nothing');
  assert.equal(await page.locator('[data-line="book"]').count(), 0); // another text than the book's
  assert.match(await textOf(page, 'book-remark'), /are for its own text, The Time Machine/);
  await choosePreset(page, 'unseen-deep');
  assert.match(await textOf(page, 'look-for'), /falls below every n-gram line/);
  const { settings, updates: length } = presets['unseen-deep'];
  const shown = ['until update', 'DropConnect', 'Token dropout'].map((name) =>
    page.getByLabel(name).inputValue(),
  );
  const wanted = [length, settings.dropconnect, settings.token_dropout];
  assert.deepEqual((await Promise.all(shown)).map(Number), wanted);
  await trainTo(page, 1);
  await page.getByLabel('Hidden size').fill('20');
  await button(page, 'Apply and restart').click();
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector('#preset')).value === 'own',
  );
  assert.equal(await textOf(page, 'look-for'), '');
});

const withoutBook = existsSync(BOOK) ? {} : { skip: 'no timemachine.txt here' };
test("draws the book's figure on the book's text alone", withoutBook, async (t) => {
  const page = await ready(await openPage(t, browser, address, LAPTOP));
  const book = page.locator('[data-line="book"]');
  await page.locator('#file').setInputFiles(BOOK);
  await page.getByText('timemachine.txt', { exact: true }).waitFor();
  assert.equal(await book.count(), 0);
  await choosePreset(page, 'classic-gru');
  await book.waitFor();
  assert.ok(Math.abs((await baseline(page, '1-gram')) / 17.41 - 1) < 0.02);
  assert.ok(Math.abs((await baseline(page, '4-gram')) / 2.7 - 1) < 0.02);
  for (const [id, training, windows] of FIGURES) {
    await choosePreset(page, id);
    assert.equal(await baseline(page, 'book'), training, id);
    const other = page.locator('[data-line="book-windows"]');
    if (windows) assert.equal(await baseline(page, 'book-windows'), windows, id);
    else assert.equal(await other.count(), 0, id);
    const remark = windows ? /is no held-out figure of ours/ : /on the training text only/;
    assert.match(await textOf(page, 'book-remark'), remark);
  }
  assert.equal(await textOf(page, 'text-held'), 'the last 5,000 symbols (33%)');
  await page.getByLabel('Learning rate').fill('3');
  await page.getByLabel('Learning rate').blur();
  await book.waitFor({ state: 'detached' });
});

onPage('sets everything: layers, optimizer, share held out', `?${SMALL}`, async (page) => {
  await page.getByText('All settings').click();
  await page.getByLabel('Layers', { exact: true }).fill('2');
  await page.getByLabel('Optimizer').selectOption('adam');
  await page.getByLabel('Biases').uncheck();
  await page.getByLabel('Held-out share').fill('0.25');
  await page.getByLabel('Learning rate').fill('0.01');
  await button(page, 'Apply and restart').click();
  await button(page, 'Apply and restart').waitFor({ state: 'hidden' });
  const symbols = 1 + new Set(text).size;
  const { embedding: e = 0 } = presets.first.settings;
  const lstm = 4 * (e * 24 + 24 * 24) + 4 * (24 * 24 + 24 * 24);
  assert.equal(await numberOf(page, 'parameters'), e * symbols + lstm + 24 * symbols);
  assert.match(await textOf(page, 'text-held'), /25%/);
  await page.getByLabel('Dropout', { exact: true }).fill('3');
  await button(page, 'Apply and restart').click();
  await page.locator('#settings-error', { hasText: /Dropout.*0.95/ }).waitFor();
  await button(page, 'Undo the changes').click();
  await page.getByLabel('Engine').selectOption('scalar');
  await button(page, 'Apply and restart').click();
  await page.locator('#engine', { hasText: 'scalar' }).waitFor();
  await button(page, 'Apply and restart').waitFor({ state: 'hidden' });
  await page.getByLabel('Letters', { exact: true }).selectOption('d2l');
  await button(page, 'Apply and restart').click();
  await page.locator('#text-symbols', { hasText: '27' }).waitFor();
});

const BLOWING_UP = '?cell=rnn&optimizer=sgd&schedule=constant&lr=1&clip=0&steps=32&init=xavier';
onPage('explains a loss that blows up, and helps', BLOWING_UP, async (page) => {
  await button(page, 'Train').click();
  await page.locator('#notice', { hasText: /blown up by update \d.*no clip shortens/ }).waitFor();
  assert.deepEqual(await violations(page), []);
  await button(page, 'Start again with clip 1, learning rate 1').click();
  await page.locator('#notice').waitFor({ state: 'hidden' });
  assert.equal(await page.getByLabel('Clip').inputValue(), '1');
  await page.getByText(/As unsure as picking one of \d+\.\d+ symbols/).waitFor();
});

onPage('two workers learn the same as one', `?${SMALL}`, async (page) => {
  await trainTo(page, 60);
  const alone = await sampleOf(page);
  await button(page, 'Reset').click();
  await page.getByText('Ready. Press Train.').waitFor();
  await page.getByLabel('Workers').selectOption('2');
  await button(page, 'Train').click();
  await page.getByText(/^Done/).waitFor();
  assert.equal(await sampleOf(page), alone);
});

test('a link brings settings, seed and text along', async (t) => {
  const page = await ready(await openPage(t, browser, `${address}?hidden=24&seed=9`, LAPTOP));
  assert.equal(await page.getByLabel('Hidden size').inputValue(), '24');
  assert.equal(await page.getByLabel('Seed').inputValue(), '9');
  const own = 'Alpha, beta & gamma = three letters; \u03b1\u03b2\u03b3. '.repeat(35).slice(0, 1400);
  await paste(page, own);
  await page.getByText('The pasted text', { exact: true }).waitFor();
  await page.getByRole('radio', { name: 'GRU' }).check({ force: true });
  const before = await page.locator('#sample-text').textContent();
  await button(page, 'Apply and restart').click();
  await page.waitForURL(/cell=gru/);
  await changed(page, 'sample-text', before);
  const sample = await sampleOf(page);
  const other = await ready(await openPage(t, browser, page.url(), LAPTOP));
  assert.equal(await textOf(other, 'text-name'), 'The text of the link');
  assert.equal(await numberOf(other, 'text-length'), [...own].length);
  assert.equal(await textOf(other, 'parameters'), await textOf(page, 'parameters'));
  await shows(other, sample);
  await button(other, 'English').click();
  await other.waitForURL((url) => !url.searchParams.has('text'));
});

onPage(
  'says what a link asks for in vain',
  '?hidden=many&cell=elm&seed=4&until=2.5&builtin=xx',
  async (page) => {
    const inVain = /builtin=xx, cell=elm, hidden=many, until=2\.5/;
    await page.locator('#notice', { hasText: inVain }).waitFor();
    assert.equal(await page.getByLabel('until update').inputValue(), String(presets.first.updates));
    assert.equal(await page.getByLabel('Seed').inputValue(), '4');
    const { hidden } = presets.first.settings;
    assert.equal(await page.getByLabel('Hidden size').inputValue(), String(hidden));
    await page.goto(`${address}?batch=4096&steps=4096`);
    await page.locator('#notice', { hasText: /too short/ }).waitFor();
    await button(page, 'Step').click();
    await trained(page, 1);
  },
);

onPage(
  'copies the link',
  '?hidden=24',
  async (page) => {
    await button(page, 'Copy link').click();
    await button(page, 'Copied').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  },
  { ...LAPTOP, permissions: ['clipboard-read', 'clipboard-write'] },
);

onPage('opens its parts by link, key and address', `?${SMALL}`, async (page) => {
  /** @type {string[]} */
  const requests = [];
  page.context().on('request', (request) => requests.push(new URL(request.url()).pathname));
  const write = page.locator('#write');
  for (const name of ['Inside', 'Race']) {
    await page.getByRole('link', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
    const section = page.locator(`#${name.toLowerCase()}`);
    await section.getByRole('heading').first().waitFor();
    assert.ok(!(await write.isVisible()));
    const own = name === 'Inside'; // the race has a Start of its own
    assert.equal(await button(page, 'Train').isVisible(), own);
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.evaluate(() => scrollTo(0, 500));
    assert.equal(await page.locator('#train').isVisible(), own);
    assert.match(page.url(), new RegExp(`hidden=24.*#${name.toLowerCase()}$`));
  }
  // Chromium asks for the icon again when the address changes.
  assert.deepEqual(
    requests.filter((path) => !/^\/assets\/[\w-]+\.(js|css|svg|wasm)$/.test(path)),
    [],
  );
  await page.goBack();
  await page.locator('#inside').waitFor();
  await page.reload();
  await page.locator('#inside').getByRole('heading').first().waitFor();
  await page.getByRole('link', { name: 'Write' }).click();
  await write.waitFor();
  assert.ok(!(await page.locator('#inside').isVisible()));
});

onPage('is accessible and fits its width', `?${SMALL}`, async (page) => {
  await button(page, 'Train').click();
  await trained(page, 120);
  await pause(page);
  await page.locator('#chart').focus();
  await page.keyboard.press('ArrowLeft');
  await button(page, 'Earlier').click();
  await button(page, '2-gram').click();
  await page.getByText('All settings').click();
  assert.deepEqual(await faults(page), []);
  for (const part of ['Inside', 'Race']) {
    await page.getByRole('link', { name: part, exact: true }).click();
    await page.locator(`#${part.toLowerCase()}`).getByRole('heading').first().waitFor();
    assert.equal(await button(page, 'Train on').isVisible(), part === 'Inside');
    assert.deepEqual(await excesses(page), [], part);
  }
});
