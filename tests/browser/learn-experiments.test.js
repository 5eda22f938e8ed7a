// The experiments of the room Inside, each against the same done apart from it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { median, reachOf, relative, verdictOf } from '../../web/inside/decay.js';
import { faults, violations } from './axe.js';
import { open, panel, press } from './inside.js';
import { button } from './lab.js';
import { onPage } from './site.js';

const TEXT = readFile(new URL('../../web/texts/english.txt', import.meta.url), 'utf8');

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

onPage('why gates: traces gradients back, and can be stopped', '', async (page) => {
  await open(page);
  await press(page, 'Train the three and compare').click();
  await press(page, 'Stop').click();
  await page.getByText('Stopped; nothing was measured.').waitFor();
  await press(page, 'Do it again').click();
  await page.locator('#why-verdict:not(:empty)').waitFor();
  await page.getByText('The chart as a table').click();
  assert.deepEqual(await faults(page, '#inside'), []);
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
  assert.match(
    verdict,
    new RegExp(`blew up at update ${at}: .*blind guessing would give ${symbols}\\.`),
  );
  assert.match(verdict, /With the clip at 1, all else equal, perplexity is \d\.\d+ at update 300/);
  assert.equal(await page.locator('#clip-off path.unclipped').count(), 2);
  assert.deepEqual(await violations(page, '#inside'), []);
  await button(page, 'Train').focus();
});

/** The curve of an untrained RNN, as the panel describes it. @param {string} text */
async function freshRnn(text) {
  const all = [...text];
  const held = all.slice(all.length - Math.floor(all.length / 10));
  const session = await createSession();
  try {
    await session.loadText(text);
    await session.createModel({ cell: 'rnn', hidden: 32, init: 'pytorch', seed: 1 });
    /** @type {number[][]} */
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
