// Inside the gates: every number on the panel against the same computed apart, in plain double
// arithmetic from the weights that the page itself saves.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { createReading } from '../../web/inside/reading.js';
import { openingSentence, unknownIn } from '../../web/inside/sentence.js';
import { faults } from './axe.js';
import { gruOf, sigmoid } from './gru.js';
import { open, panel, press } from './inside.js';
import { button, pause, ready, setTarget, trained } from './lab.js';
import { MOVING, openPage } from './serve.js';
import { address, browser, LAPTOP, onPage } from './site.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {number[]} Row
 * @typedef {(page: Page, gru: ReturnType<typeof gruOf>) => Promise<void>} Reading
 */

/** A small model. */
const SMALL = '?hidden=16';
const TEXT = readFile(new URL('../../web/texts/english.txt', import.meta.url), 'utf8');

const symbols = (/** @type {Page} */ page) => panel(page).locator('.symbol');
/** Trains a small model for a moment. @param {Page} page */
async function prepare(page) {
  await setTarget(page, 1000000);
  await button(page, 'Train').click();
  await trained(page, 60);
  await pause(page);
}

/** @param {Page} page @param {string} text */
async function look(page, text) {
  await page.getByLabel('A sentence to read').fill(text);
  await panel(page)
    .getByRole('button', { name: /Look inside|Read with the current/ })
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

test('the sums of every variant give its gates', async () => {
  const session = await createSession();
  await session.loadText(await TEXT);
  /** @type {import('../../wasm/sluice.d.ts').Settings[]} */
  const variants = [
    { cell: 'rnn', layers: 2 },
    { cell: 'gru', reset: 'after', update: 'takes' },
    { cell: 'gru', update: 'takes', layers: 2, bidirectional: true },
    { cell: 'gru', gates: 'reset' },
    { cell: 'gru', embedding: 5 },
    { cell: 'lstm', embedding: 40, bidirectional: true },
    { cell: 'gru', gates: 'update', reset: 'after', bias: false },
    { cell: 'lstm', layers: 2, bidirectional: true },
  ];
  for (const variant of variants) await checkVariant(session, variant);
  await session.dispose();
});

/** Tests that share one page with a trained GRU. @type {[name: string, body: Reading][]} */
const readings = [];
/** @param {string} name @param {Reading} body */
const reading = (name, body) => readings.push([name, body]);

reading('shows of a GRU what its own weights give, computed apart', async (page, gru) => {
  const text = 'The river';
  await look(page, text);
  const steps = gru.read(gru.inputs(text));

  for (let i = 0; i < 5; i++) await press(page, 'Step').click();
  const unit = Number(await panel(page).getByLabel('Unit', { exact: true }).inputValue());
  const at = /** @type {any} */ (steps[5]);
  const [r, z, n, h] = ['r', 'z', 'n', 'next'].map((name) => at[name][unit]);
  await page.locator('#inside .at', { hasText: 'Position 6 of 9: it has read “i”' }).waitFor();
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

reading('colours by surprise, and says the mean and the perplexity', async (page, gru) => {
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

reading('what mattered: gradients by finite differences', async (page, gru) => {
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

onPage('an LSTM and a plain RNN have their own equations', SMALL, async (page) => {
  await prepare(page);
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
  await page.locator('.cell .gate').nth(1).waitFor({ state: 'detached' }); // it has read with the other model
  await look(page, 'The river');
  await press(page, 'Step').click();
  const [only = [], ...none] = await figures(page);
  assert.deepEqual([only.length, none.length], [4, 0]);
  const parts = only.slice(0, 3).reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(Math.tanh(parts) - (only[3] ?? NaN)) < 0.02, `${only}`);
  assert.equal(await page.getByLabel('hidden state H').count(), 1);
  assert.equal(await page.getByLabel('reset gate R').count(), 0);
});

reading('names what the model never saw, and keeps the last reading', async (page) => {
  await look(page, 'The river');
  await page.getByLabel('A sentence to read').fill('The 猫 river Ω');
  await press(page, 'Look inside').click();
  const error = page.locator('#inside-sentence-error');
  await error.filter({ hasText: 'never saw “猫”, “Ω”' }).waitFor();
  assert.equal(await symbols(page).count(), 9);
  await panel(page).getByText('what mattered', { exact: true }).click();
  await symbols(page).nth(4).click();
  await page.getByText('The prediction of “r” leaned most on').waitFor();
  await page.getByLabel('A sentence to read').fill('');
  await press(page, 'Look inside').click();
  await error.filter({ hasText: 'nothing to read' }).waitFor();
  await look(page, 'A');
  assert.equal(await error.innerText(), '');
  await page.getByText('The text ends here').waitFor();
});

reading('leaves its controls alone while it reads each second', async (page) => {
  const parts = ['.boxes input', '.symbol', '.equations li', '.boxes ~ label option'];
  const marked = (/** @type {string} */ one) => page.locator(`#inside ${one}[data-mark]`);
  for (const part of parts)
    await panel(page)
      .locator(part)
      .first()
      .evaluate((one) => one.setAttribute('data-mark', ''));
  const provenance = panel(page).locator('.seen > .meaning').first();
  const first = await provenance.innerText();
  await button(page, 'Train on').click();
  await page.getByText(/since trained on to update/).waitFor();
  const unit = panel(page).getByLabel('Unit', { exact: true });
  const shown = await unit.inputValue();
  await unit.pressSequentially('1');
  const typed = await unit.inputValue();
  assert.notEqual(typed, shown);
  await pause(page); // and it reads once more
  await provenance.filter({ hasNotText: first }).filter({ hasNotText: 'since trained' }).waitFor();
  for (const part of parts) assert.equal(await marked(part).count(), 1, part);
  assert.equal(await unit.inputValue(), typed);
});

test('one trained GRU', async (t) => {
  const page = await ready(
    await openPage(t, browser, `${address}${SMALL}&cell=gru&reset=before&embedding=0`, {
      ...LAPTOP,
      ...MOVING, // with its lights
    }),
  );
  await prepare(page);
  const gru = gruOf(await save(page));
  await open(page);
  for (const [name, body] of readings) await t.test(name, () => body(page, gru));
});

onPage(
  'runs by keyboard, and lights nothing up where motion is unwanted',
  SMALL,
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
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.getByRole('combobox', { name: 'Pace' }).selectOption('brisk');
    await press(page, 'Play').click();
    await page.clock.runFor(1300); // half a second for each position, half of that for the first
    await status.filter({ hasText: 'Position 6 of 19' }).waitFor();
    await press(page, 'Pause').click();
    await page.clock.runFor(100);
    const stopped = await status.innerText();
    assert.match(stopped, /^Position 6 of 19/);
    await page.clock.runFor(60_000);
    assert.equal(await status.innerText(), stopped);
  },
  LAPTOP,
);

onPage('is accessible and fits its width', SMALL, async (page) => {
  await prepare(page);
  await open(page);
  assert.deepEqual(await faults(page, '#inside', true), [], 'before');
  await page.getByLabel('A sentence to read').fill('猫');
  await press(page, 'Look inside').click();
  await page.locator('#inside-sentence-error:not(:empty)').waitFor();
  assert.deepEqual(await faults(page, '#inside'), [], 'error');
  await look(page, 'The river runs east because it has been told to. '.repeat(2));
  await press(page, 'Step').click();
  await page.getByText('The same numbers at this position').click();
  for (const colouring of ['one unit', 'surprise', 'what mattered']) {
    await panel(page).getByText(colouring, { exact: true }).click();
    assert.deepEqual(await faults(page, '#inside'), [], colouring);
  }
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

onPage(
  'leads to the lesson, where the experiments are, unless that is hidden',
  '',
  async (page) => {
    await open(page);
    await panel(page).getByRole('link', { name: 'the course shows it' }).click();
    await page.locator('#learn h3', { hasText: 'What a plain network forgets' }).waitFor();
    await page.locator('#delay-task').waitFor();
  },
);

onPage('no link leads to a lesson that is hidden', '?hide=learn', async (page) => {
  await open(page);
  assert.equal(await panel(page).getByRole('link', { name: 'the course shows it' }).count(), 0);
});

onPage('follows to a model with fewer layers', `${SMALL}&layers=2`, async (page) => {
  await open(page);
  const layer = panel(page).getByRole('combobox', { name: 'Layer' });
  await layer.selectOption({ label: '2' });
  await page.locator('#tabs a[href="#write"]').click();
  await page.locator('#write details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });
  await page.locator('#setting-layers').fill('1');
  await button(page, 'Apply and restart').click();
  await page.locator('#apply').waitFor({ state: 'hidden' });
  await page.locator('#tabs a[href="#inside"]').click();
  await layer.waitFor({ state: 'hidden' });
});
