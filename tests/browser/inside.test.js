// Inside the gates: every number on the panel against the same computed apart, in plain double
// arithmetic from the weights that the page itself saves.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { median, reachOf, relative, verdictOf } from '../../web/inside/decay.js';
import { createReading } from '../../web/inside/reading.js';
import { openingSentence, unknownIn } from '../../web/inside/sentence.js';
import { faults, violations } from './axe.js';
import { button, pause, trained } from './lab.js';
import { LAPTOP, onPage } from './site.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {number[]} Row
 */

const HIDDEN = 16;
const TEXT = readFile(new URL('../../web/texts/english.txt', import.meta.url), 'utf8');

// ---- a model in plain arithmetic -----------------------------------------------------------------

/** @param {Buffer} file safetensors */
function parse(file) {
  const start = 8 + Number(file.readBigUInt64LE());
  const header = JSON.parse(file.toString('utf8', 8, start));
  /** @param {string} name @returns {Row[]} the rows of a matrix; a vector is one row */
  const rows = (name) => {
    const { shape, data_offsets } = header[name];
    const [first, end] = data_offsets;
    const bytes = file.subarray(start + first, start + end);
    const all = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
    const width = shape[shape.length - 1];
    return Array.from({ length: all.length / width }, (_, i) =>
      all.slice(i * width, (i + 1) * width),
    );
  };
  const { vocabulary } = JSON.parse(header.__metadata__.sluice);
  return { rows, vocabulary: /** @type {string[]} */ (vocabulary) };
}

/** @param {Row} a @param {Row} b */
const dot = (a, b) => a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);

/** @param {number} x */
const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/** @param {Row} logits */
function softmax(logits) {
  const powers = logits.map((one) => Math.exp(one - Math.max(...logits)));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((one) => one / sum);
}

/**
 * A GRU with the reset before the product and an update gate that keeps.
 * @param {Buffer} file
 */
function gruOf(file) {
  const { rows, vocabulary } = parse(file);
  const [wx, wh] = [rows('rnn.weight_ih_l0'), rows('rnn.weight_hh_l0')];
  const [bx = [], bh = []] = [rows('rnn.bias_ih_l0')[0], rows('rnn.bias_hh_l0')[0]];
  const [wq, bq = []] = [rows('linear.weight'), rows('linear.bias')[0]];

  /** @param {Row} x @param {Row} h @param {number} unit @param {number} gate */
  const sum = (x, h, unit, gate) => {
    const row = gate * h.length + unit;
    return [dot(x, wx[row] ?? []), dot(h, wh[row] ?? []), (bx[row] ?? NaN) + (bh[row] ?? NaN)];
  };
  const total = (/** @type {Row} */ parts) => parts.reduce((a, b) => a + b, 0);

  /** @param {Row} x one-hot, or near it @param {Row} h */
  function step(x, h) {
    const units = h.map((_, unit) => unit);
    const r = units.map((unit) => sigmoid(total(sum(x, h, unit, 0))));
    const z = units.map((unit) => sigmoid(total(sum(x, h, unit, 1))));
    const seen = h.map((value, i) => value * (r[i] ?? NaN));
    const n = units.map((unit) => Math.tanh(total(sum(x, seen, unit, 2))));
    const next = h.map((value, i) => (z[i] ?? NaN) * value + (1 - (z[i] ?? NaN)) * (n[i] ?? NaN));
    return { r, z, n, next, seen };
  }
  /** @param {string} text */
  const inputs = (text) =>
    [...text].map((symbol) => vocabulary.map((known) => Number(known === symbol)));
  /** @param {Row[]} xs */
  function read(xs) {
    let h = new Array(HIDDEN).fill(0);
    return xs.map((x) => {
      const before = h;
      const made = step(x, before);
      h = made.next;
      const logits = wq.map((row, i) => dot(row, made.next) + (bq[i] ?? NaN));
      return { x, before, ...made, probabilities: softmax(logits) };
    });
  }
  return { vocabulary, inputs, read, sum };
}

// ---- the page -------------------------------------------------------------------------------------

/** Chooses the panel's tab. @param {Page} page */
async function open(page) {
  await page.locator('nav a[href$="#inside"]').click();
  await page.locator('#inside h2', { hasText: 'Inside the gates' }).waitFor();
}

const panel = (/** @type {Page} */ page) => page.locator('#inside');
const symbols = (/** @type {Page} */ page) => panel(page).locator('.symbol');
const press = (/** @type {Page} */ page, /** @type {string} */ name) =>
  panel(page).getByRole('button', { name, exact: true });

/** A page with a small model trained for a moment; the panel is open. @param {Page} page @param {string} [cell] */
async function prepare(page, cell) {
  if (cell) await page.getByText(cell, { exact: true }).first().click();
  await page.getByLabel('Hidden size').fill(String(HIDDEN));
  await button(page, 'Apply and restart').click();
  await button(page, 'Apply and restart').waitFor({ state: 'hidden' });
  await button(page, 'Train').click();
  await trained(page, 150);
  await pause(page);
}

/** @param {Page} page @param {string} text */
async function look(page, text) {
  await page.getByLabel('A sentence to read').fill(text);
  await panel(page)
    .getByRole('button', { name: /Look inside|Read with the present/ })
    .click();
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('#inside [role="option"]').length === wanted,
    [...text].length,
  );
}

/** @param {Page} page @returns {Promise<Buffer>} */
async function save(page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Save the model').click(),
  ]);
  return readFile(await download.path());
}

/** The numbers of each equation, in order. @param {Page} page @returns {Promise<number[][]>} */
async function figures(page) {
  const lines = await page.locator('#inside .figures').allTextContents();
  return lines
    .map((line) => line.replaceAll('−', '-').match(/[-+]?\d+\.\d\d/g) ?? [])
    .map((found) => found.map(Number))
    .filter(({ length }) => length > 0);
}

/** @param {number[]} shown @param {number[]} expected */
function near(shown, expected) {
  assert.equal(shown.length, expected.length, `${shown} against ${expected}`);
  for (const [i, value] of shown.entries())
    assert.ok(Math.abs(value - (expected[i] ?? NaN)) < 0.0052, `${shown} against ${expected}`);
}

test('finds the sentence to begin with', async () => {
  const text = await TEXT;
  const sentence = openingSentence(text.slice(0, 2000));
  assert.equal(sentence, 'The river Arrel begins as an argument between two springs.');
  assert.equal(openingSentence('too short'), 'too short');
  const endless = 'word '.repeat(60);
  assert.equal(openingSentence(endless), 'word '.repeat(28).trimEnd());
  assert.deepEqual(unknownIn('aXbXc', ['<unk>', 'a', 'b']), ['X', 'c']);
});

test('computes its verdict from the curves', () => {
  assert.equal(median([5, 1, 9]), 5);
  assert.equal(median([4, 1, 9, 6]), 5);
  assert.deepEqual(relative(new Float32Array([1, 2, 4, 0]), 2), [1, 0.5, 0.25]);
  assert.equal(reachOf([1, 0.5, 0.009, 0.5], 0.01), 2);
  assert.equal(reachOf([1, 0.5], 0.01), undefined);
  const decaying = (/** @type {number} */ rate) => Array.from({ length: 61 }, (_, d) => rate ** d);
  const three = (/** @type {number[]} */ ...rates) =>
    ['rnn hidden', 'gru hidden', 'lstm memory'].map((name, i) => ({
      name,
      values: decaying(rates[i] ?? 0),
    }));
  const better = verdictOf(three(0.5, 0.9, 0.95));
  assert.deepEqual(
    better.reaches.map(({ reach }) => reach),
    [7, 44, undefined],
  );
  assert.deepEqual([better.conclusion, better.faint, better.growing], ['help', false, []]);
  assert.ok(Math.abs((better.gated[0]?.times ?? 0) / 1.8 ** 20 - 1) < 1e-9);
  assert.equal(verdictOf(three(0.5, 0.51, 0.9)).conclusion, 'some');
  assert.equal(verdictOf(three(0.5, 0.51, 0.49)).conclusion, 'equal');
  assert.equal(verdictOf(three(0.9, 0.5, 0.5)).conclusion, 'hurt');
  assert.ok(verdictOf(three(0.4, 0.5, 0.6)).faint);
  const growing = verdictOf(three(1.1, 0.9, 0.9)).growing;
  assert.deepEqual([growing.length, growing[0]?.name, growing[0]?.at], [1, 'rnn hidden', 60]);
});

test('the sums of every variant give its gates', async () => {
  const session = await createSession();
  await session.loadText(await TEXT);
  /** @type {import('../../wasm/sluice.d.ts').Settings[]} */
  const variants = [
    { cell: 'rnn', layers: 2 },
    { cell: 'gru', reset: 'after', update: 'takes' },
    { cell: 'gru', update: 'takes', layers: 2, bidirectional: true },
    { cell: 'gru', gates: 'reset' },
    { cell: 'gru', gates: 'update', reset: 'after', bias: false },
    { cell: 'lstm', layers: 2, bidirectional: true },
  ];
  for (const variant of variants) await checkVariant(session, variant);
  await session.dispose();
});

onPage('shows of a GRU what its own weights give, computed apart', '', async (page) => {
  await prepare(page);
  const gru = gruOf(await save(page));
  await open(page);
  const text = 'The river';
  await look(page, text);
  const steps = gru.read(gru.inputs(text));

  for (let i = 0; i < 5; i++) await press(page, 'Step').click();
  const unit = Number(await panel(page).getByLabel('Unit', { exact: true }).inputValue());
  const at = /** @type {any} */ (steps[5]);
  const [r, z, n, h] = ['r', 'z', 'n', 'next'].map((name) => at[name][unit]);
  await page.locator('#inside .at', { hasText: 'Position 6 of 9: it has just read “i”' }).waitFor();
  const [ofR = [], ofZ = [], ofN = [], ofH = []] = await figures(page);
  near(ofR, [...gru.sum(at.x, at.before, unit, 0), r]);
  near(ofZ, [...gru.sum(at.x, at.before, unit, 1), z]);
  near(ofN, [...gru.sum(at.x, at.seen, unit, 2), n]);
  near(ofH, [z, at.before[unit], 1 - z, n, h]);
  await page.locator('#inside .equations', { hasText: 'Reset: how much of the past' }).waitFor();

  const bars = page.locator('#inside .bars li:not(.others)');
  const ranked = gru.vocabulary
    .map((symbol, id) => ({ symbol, p: at.probabilities[id] }))
    .sort((a, b) => b.p - a.p);
  const rank = ranked.findIndex(({ symbol }) => symbol === 'v');
  assert.equal(await bars.count(), rank < 10 ? 10 : 11);
  for (const [i, { symbol, p }] of ranked.slice(0, 10).entries()) {
    const [shown, share] = await bars.nth(i).locator('.guess, .share').allInnerTexts();
    assert.equal(shown, symbol === ' ' ? '␣' : symbol === '\n' ? '↵' : symbol);
    assert.ok(Math.abs(Number.parseFloat(share ?? '') / (100 * p) - 1) < 0.06, `${share}, ${p}`);
  }
  const came = page.locator('#inside .bars li.came');
  assert.equal(await came.locator('.guess').innerText(), 'v');
  assert.match(await came.innerText(), rank < 10 ? /came/ : new RegExp(`rank ${rank + 1}`));
});

onPage('colours by surprise, and says the mean and the perplexity', '', async (page) => {
  await prepare(page);
  const gru = gruOf(await save(page));
  await open(page);
  const text = 'It is\nthe river.';
  await look(page, text);
  await panel(page).getByText('surprise', { exact: true }).click();
  const steps = gru.read(gru.inputs(text));
  const bits = [...text].slice(1).map((symbol, t) => {
    const p = steps[t]?.probabilities[gru.vocabulary.indexOf(symbol)] ?? NaN;
    return -Math.log2(p);
  });
  const mean = bits.reduce((a, b) => a + b, 0) / bits.length;
  const said = await page.locator('#inside', { hasText: 'Mean surprise' }).innerText();
  const [, shown, count, perplexity] =
    said.match(/Mean surprise ([\d.]+) bits a symbol over (\d+) symbols.*perplexity ([\d.]+)/) ??
    [];
  assert.ok(Math.abs(Number(shown) - mean) < 0.006, `${shown}, ${mean}`);
  assert.equal(Number(count), bits.length);
  assert.ok(Math.abs(Number(perplexity) - 2 ** mean) < 0.006, `${perplexity}, ${2 ** mean}`);
  const labels = await symbols(page).evaluateAll((all) => all.map((one) => one.ariaLabel));
  assert.equal(labels[0], 'I, nothing before it');
  assert.match(labels[5] ?? '', /^line break, /);
  for (const [t, value] of bits.entries()) {
    const spoken = Number.parseFloat((labels[t + 1] ?? '').split(', ').at(-1) ?? '');
    assert.ok(Math.abs(spoken - value) < 0.06, `${labels[t + 1]}: ${value}`);
  }
  const strength = await symbols(page).evaluateAll((all) =>
    all.map((one) => Number(getComputedStyle(one).backgroundColor.match(/\d+/g)?.[2])),
  );
  const order = bits.map((_, t) => t + 1).filter((t) => (bits[t - 1] ?? 0) < 6);
  order.sort((a, b) => (bits[a - 1] ?? 0) - (bits[b - 1] ?? 0));
  const blues = order.map((t) => strength[t] ?? 0);
  assert.deepEqual(
    blues,
    [...blues].sort((a, b) => b - a),
    'the more surprising, the stronger',
  );
});

onPage('what mattered: gradients by finite differences', '', async (page) => {
  await prepare(page);
  const gru = gruOf(await save(page));
  await open(page);
  const text = 'The river';
  await look(page, text);
  await panel(page).getByText('what mattered', { exact: true }).click();
  await symbols(page).nth(8).click();
  await page.getByText('The prediction of “r” leaned most on').waitFor();
  const xs = gru.inputs(text).slice(0, 8);
  const target = gru.vocabulary.indexOf('r');
  const loss = (/** @type {Row[]} */ inputs) =>
    -Math.log(gru.read(inputs)[7]?.probabilities[target] ?? NaN);
  const norms = xs.map((x, t) => {
    const slopes = x.map((value, k) => {
      const nudged = (/** @type {number} */ by) => xs.with(t, x.with(k, value + by));
      return (loss(nudged(1e-4)) - loss(nudged(-1e-4))) / 2e-4;
    });
    return Math.hypot(...slopes);
  });
  const labels = await symbols(page).evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));
  for (const [t, norm] of norms.entries()) {
    const shown = Number((labels[t] ?? '').split('gradient norm ').at(-1));
    assert.ok(Math.abs(shown / norm - 1) < 0.06, `${labels[t]}: ${norm}`);
  }
  assert.match(labels[8] ?? '', /gradient norm 0/);
  const strongest = norms.indexOf(Math.max(...norms));
  const said = `leaned most on “${text[strongest]?.replace(' ', '␣')}”, ${8 - strongest} symbol`;
  assert.match(await panel(page).innerText(), new RegExp(said));
});

onPage('an LSTM and a plain RNN have their own equations', '', async (page) => {
  await prepare(page, 'LSTM');
  await open(page);
  await look(page, 'The river runs');
  await press(page, 'Step').click();
  for (const name of ['input gate I', 'forget gate F', 'output gate O', 'memory C'])
    assert.ok(await page.getByLabel(name).isChecked(), name);
  const lines = await figures(page);
  const [i, f, o, g] = lines.slice(0, 4).map((line) => {
    const parts = line.slice(0, -1).reduce((a, b) => a + b, 0);
    const value = line.at(-1) ?? NaN;
    const way = lines.indexOf(line) === 3 ? Math.tanh : sigmoid;
    assert.ok(Math.abs(way(parts) - value) < 0.02, `${line}`);
    return value;
  });
  const [memory = [], hidden = []] = lines.slice(4);
  near([memory[0] ?? 0, memory[2] ?? 0, memory[3] ?? 0], [f ?? 0, i ?? 0, g ?? 0]);
  const c = memory[4] ?? NaN;
  assert.ok(Math.abs((f ?? 0) * (memory[1] ?? 0) + (i ?? 0) * (g ?? 0) - c) < 0.02, `${memory}`);
  near([hidden[0] ?? 0, hidden[1] ?? 0], [o ?? 0, c]);
  assert.ok(Math.abs((o ?? 0) * Math.tanh(c) - (hidden[2] ?? NaN)) < 0.02, `${hidden}`);
  await page.getByRole('link', { name: 'Write', exact: true }).click();
  await page.getByText('RNN', { exact: true }).first().click();
  await button(page, 'Apply and restart').click();
  await open(page);
  await page.getByText('The page has another model by now').waitFor();
  await look(page, 'The river');
  await press(page, 'Step').click();
  const [only = [], ...none] = await figures(page);
  assert.deepEqual([only.length, none.length], [4, 0]);
  const parts = only.slice(0, 3).reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(Math.tanh(parts) - (only[3] ?? NaN)) < 0.02, `${only}`);
  assert.equal(await page.getByLabel('hidden state H').count(), 1);
  assert.equal(await page.getByLabel('reset gate R').count(), 0);
});

onPage('names what the model never saw, and keeps the last reading', '', async (page) => {
  await prepare(page);
  await open(page);
  await look(page, 'The river');
  await page.getByLabel('A sentence to read').fill('The 猫 river Ω');
  await press(page, 'Read with the present weights').click();
  const error = page.locator('#inside-sentence-error');
  await error.filter({ hasText: 'never saw “猫”, “Ω”' }).waitFor();
  assert.equal(await symbols(page).count(), 9);
  await panel(page).getByText('what mattered', { exact: true }).click();
  await symbols(page).nth(4).click();
  await page.getByText('The prediction of “r” leaned most on').waitFor();
  await page.getByLabel('A sentence to read').fill('');
  await press(page, 'Read with the present weights').click();
  await error.filter({ hasText: 'nothing to read' }).waitFor();
  await look(page, 'A');
  assert.equal(await error.innerText(), '');
  await page.getByText('The text ends here').waitFor();
  await button(page, 'Train on').click();
  await page.getByText(/since trained on to update/).waitFor();
  await pause(page);
});

onPage(
  'runs by keyboard, and lights nothing up where motion is unwanted',
  '',
  async (page) => {
    await prepare(page);
    await open(page);
    await look(page, 'The river runs east');
    await panel(page).getByRole('listbox').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'ArrowLeft', 'Home', 'ArrowRight'])
      await page.keyboard.press(key);
    const status = page.locator('#inside .at');
    await status.filter({ hasText: 'Position 2 of 19' }).waitFor();
    const heatMap = panel(page).getByRole('slider', { name: 'Heat map' });
    await heatMap.focus();
    const unit = panel(page).getByLabel('Unit', { exact: true });
    const before = await unit.inputValue();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(
      ([was]) =>
        /** @type {any} */ (document.querySelector('#inside input[type=number]')).value !== was,
      [before],
    );
    await page.keyboard.press('ArrowRight');
    await status.filter({ hasText: 'Position 3 of 19' }).waitFor();
    const spoken = await heatMap.getAttribute('aria-valuetext');
    assert.match(
      spoken ?? '',
      new RegExp(`^unit ${await unit.inputValue()} of hidden state H, position 3`),
    );
    await page.getByText('The same numbers at this position').click();
    const row = page.locator('#inside details tbody tr').nth(1).locator('th, td');
    await row.first().waitFor();
    const cells = await row.allInnerTexts();
    assert.equal(cells[0], await unit.inputValue());
    assert.ok(spoken?.endsWith(`: ${cells.at(-1)}`), `${spoken} against ${cells}`);
    const lit = page.locator('#inside .lit math, #inside .lit-again math').first();
    await lit.waitFor();
    assert.equal(await lit.evaluate((one) => getComputedStyle(one).animationName), 'none');
    await page.clock.install();
    await page.getByRole('combobox', { name: 'Pace' }).selectOption('brisk');
    await press(page, 'Play').click();
    await status.filter({ hasText: 'Position 6 of 19' }).waitFor();
    await press(page, 'Pause').click();
    const stopped = await status.innerText();
    await page.clock.runFor(60_000);
    assert.equal(await status.innerText(), stopped);
  },
  { ...LAPTOP, reducedMotion: 'reduce' },
);

onPage('why gates: traces gradients back, and can be stopped', '', async (page) => {
  await open(page);
  await press(page, 'Train the three and compare').click();
  await press(page, 'Stop').click();
  await page.getByText('Stopped; nothing was measured.').waitFor();
  await press(page, 'Do it again').click();
  await page.locator('#why-verdict:not(:empty)').waitFor();
  await page.getByText('The chart as a table').click();
  const tables = page.locator('#inside .why table');
  const read = (/** @type {number} */ which) =>
    tables
      .nth(which)
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
      );
  const models = await read(1);
  const alphabet = 1 + new Set(await TEXT).size;
  const parameters = [1, 3, 4].map((n) => n * (alphabet * 32 + 32 * 32 + 32) + 33 * alphabet);
  assert.deepEqual(
    models.map(([, count]) => Number(count?.replaceAll(',', ''))),
    parameters,
  );
  for (const [cell, , perplexity] of models)
    assert.ok(Number(perplexity) > 2 && Number(perplexity) < 9, `${cell}: ${perplexity}`);
  const trainedRows = await read(0);
  const verdict = await page.locator('#why-verdict').innerText();
  const at20 = trainedRows.find(([d]) => d === '20') ?? [];
  assert.ok(
    verdict.startsWith(`20 symbols back, ${at20[1]} of the gradient is left in the RNN`),
    verdict,
  );
  assert.ok(
    verdict.includes(`${at20[2]} in the GRU`) && verdict.includes(`${at20[4]} in the memory`),
  );

  await panel(page).getByText('before training', { exact: true }).click();
  await page.waitForFunction(
    (was) => document.querySelector('#why-verdict')?.textContent !== was,
    verdict,
  );
  const fresh = await read(0);
  const expected = await freshRnn(await TEXT);
  for (const [distance = '', shown = ''] of fresh.slice(0, 4)) {
    const value = expected[Number(distance)] ?? NaN;
    const lastFigure = 10 ** (Math.floor(Math.log10(value)) - 1);
    assert.ok(Math.abs(Number(shown) - value) < 0.51 * lastFigure, `${shown} against ${value}`);
  }
});

onPage('the delay task: the RNN forgets what the GRU keeps', '', async (page) => {
  await open(page);
  await press(page, 'Let the three learn it').click();
  await page.locator('#delay-task .echoes li').nth(2).waitFor();
  await page.locator('#delay-verdict:not(:empty)').waitFor();
  const verdict = await page.locator('#delay-verdict').innerText();
  const [rnn = 1, gru = 0, guess = 0] =
    /RNN ([\d.]+)%, GRU ([\d.]+)%, LSTM [\d.]+%. Guessing gives (\d+)%/
      .exec(verdict)
      ?.slice(1)
      .map(Number) ?? [];
  assert.equal(guess, 13); // of 8 letters
  assert.ok(gru > 90 && rnn < 50, verdict);
  const rows = await page.locator('#delay-task table').nth(1).locator('tbody tr').allInnerTexts();
  const [name, letter, wait, ...theory] = rows[0]?.split('\t') ?? [];
  assert.deepEqual([name, ...theory], ['GRU, update gate Z', '0: write', '1: keep']);
  for (const value of [letter, wait]) assert.ok(Number(value) > 0 && Number(value) < 1, value);
  assert.deepEqual(await violations(page, '#inside'), []);
});

onPage('the clip switched off: the loss blows up, and why is said', '', async (page) => {
  await open(page);
  await press(page, 'Switch the clip off').click();
  await page.locator('#clip-verdict:not(:empty)').waitFor();
  const verdict = await page.locator('#clip-verdict').innerText();
  const session = await createSession();
  const { symbols } = await session.loadText(await TEXT);
  const network = { hidden: 128, batch: 16, steps: 32, init: /** @type {const} */ ('xavier') };
  await session.createModel({ ...network, cell: 'rnn', lr: 1, clip: 0, seed: 1 });
  let at = 0;
  for await (const { update, perplexity } of session.train({ updates: 40, reportEvery: 1 }))
    if (at === 0 && perplexity > 2 * symbols) at = update;
  await session.dispose();
  assert.match(verdict, new RegExp(`blew up at update ${at}: .*guessing blindly is ${symbols}\\.`));
  assert.match(verdict, /With the clip at 1, all else equal, perplexity is \d\.\d+ at update 300/);
  assert.equal(await page.locator('#clip-off path.unclipped').count(), 2);
  assert.deepEqual(await violations(page, '#inside'), []);
  await button(page, 'Train').focus();
});

onPage('is accessible and fits its width', '', async (page) => {
  await prepare(page);
  await open(page);
  assert.deepEqual(await faults(page, '#inside'), [], 'before');
  await page.getByLabel('A sentence to read').fill('猫');
  await press(page, 'Look inside').click();
  await page.locator('#inside-sentence-error:not(:empty)').waitFor();
  assert.deepEqual(await faults(page, '#inside'), [], 'error');
  await look(page, 'The river runs east because it has been told to. '.repeat(4));
  await press(page, 'Step').click();
  await page.getByText('The same numbers at this position').click();
  for (const colouring of ['one unit', 'surprise', 'what mattered']) {
    await panel(page).getByText(colouring, { exact: true }).click();
    assert.deepEqual(await faults(page, '#inside'), [], colouring);
  }
  await press(page, 'Train the three and compare').click();
  await page.locator('#why-verdict:not(:empty)').waitFor();
  await page.getByText('The chart as a table').click();
  assert.deepEqual(await faults(page, '#inside'), [], 'why gates');
});

/**
 * @param {import('../../wasm/sluice.d.ts').Session} session
 * @param {import('../../wasm/sluice.d.ts').Settings} variant
 */
async function checkVariant(session, variant) {
  await session.createModel({ hidden: 6, batch: 4, steps: 8, init: 'pytorch', ...variant });
  for await (const _ of session.train({ updates: 5 }));
  const text = 'The river';
  const model = await session.info();
  const reading = createReading(await session.save(), model, await session.inspect(text), text);
  const { layers, bidirectional, reset, gates } = model.settings;
  const place = { layer: layers - 1, direction: bidirectional ? 1 : 0 };
  const names = reading.blocks(place).map(({ name }) => name);
  for (const t of [0, 4, 8])
    for (let unit = 0; unit < 6; unit++) {
      const { now, sums } = reading.values(place, unit, t);
      for (const [name, { input, state, bias, innerBias }] of Object.entries(sums)) {
        if (!names.includes(name)) continue;
        const inner = name === 'n' && reset === 'after' ? now.r * (state + innerBias) : state;
        const way = ['n', 'g', 'h'].includes(name) ? Math.tanh : sigmoid;
        const value = way(input + inner + bias);
        const what = `${JSON.stringify(variant)}: ${name} of unit ${unit} at ${t}`;
        assert.ok(Math.abs(value - now[name]) < 1e-5, `${what}: ${value}, ${now[name]}`);
      }
    }
  assert.equal(names.includes('r'), model.settings.cell === 'gru' && gates !== 'update');
  assert.equal(names.includes('z'), model.settings.cell === 'gru' && gates !== 'reset');
}

/** The curve of an untrained RNN, as the panel describes it. @param {string} text */
async function freshRnn(text) {
  const all = [...text];
  const held = all.slice(all.length - Math.floor(all.length / 10));
  const session = await createSession();
  try {
    await session.loadText(text);
    await session.createModel({ cell: 'rnn', hidden: 32, init: 'pytorch', seed: 1 });
    /** @type {Row[]} */
    const curves = [];
    for (let i = 0; i < 24; i++) {
      const from = Math.floor((i * (held.length - 62)) / 23);
      const passage = held.slice(from, from + 62).join('');
      const { hidden } = await session.attribute(passage, 60);
      const norms = [...(hidden[0]?.[0] ?? [])].slice(0, 61).reverse();
      curves.push(norms.map((norm) => norm / (norms[0] ?? NaN)));
    }
    return Array.from({ length: 61 }, (_, d) => {
      const sorted = curves.map((curve) => curve[d] ?? NaN).sort((a, b) => a - b);
      return ((sorted[11] ?? NaN) + (sorted[12] ?? NaN)) / 2;
    });
  } finally {
    await session.dispose();
  }
}
