// The experiments of the lesson, each against the same done apart from it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { reachOf, relative, verdictOf } from '../../web/learn/forgetting/decay.js';
import { words } from '../../web/learn/forgetting/words/en.js';
import { violations } from './axe.js';
import { alive, inChapter, learned, press, rowsOf, shareOf } from './learn.js';

const TEXT = readFile(new URL('../../web/texts/english.txt', import.meta.url), 'utf8');

test('computes its verdict from the curves', () => {
  assert.deepEqual(relative(new Float32Array([1, 2, 4, 0]), 2), [1, 0.5, 0.25]);
  assert.equal(reachOf([1, 0.5, 0.009, 0.5], 0.01), 2);
  assert.equal(reachOf([1, 0.5], 0.01), undefined);
  const decaying = (/** @type {number} */ rate) => Array.from({ length: 61 }, (_, d) => rate ** d);
  const three = (/** @type {number[]} */ ...rates) =>
    /** @type {const} */ (['rnn', 'gru', 'lstm']).map((name, i) => ({
      name,
      shares: decaying(rates[i] ?? 0),
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
  assert.deepEqual([growing.length, growing[0]?.name, growing[0]?.at], [1, 'rnn', 60]);
});

inChapter('forgetting: the verdict says what the table says', '?learn=forgetting', async (page) => {
  await alive(page, 'forgetting');
  const verdict = page.locator('#learn .verdict').first();
  const says = async () => {
    const [rnn = [], gru = [], lstm = []] = await rowsOf(page);
    const text = await verdict.innerText();
    const start = `20 letters back, ${rnn[4]} of the gradient is left in the RNN; ${gru[4]} in the GRU`;
    assert.ok(text.startsWith(start) && text.includes(`${lstm[4]} in the LSTM`), text);
    return text;
  };
  const before = await says();
  assert.match(before, /the gates carry the training signal further, but little of it/);
  const rows = await rowsOf(page);
  for (const [i, cell] of /** @type {const} */ (['rnn', 'gru', 'lstm']).entries()) {
    const expected = await freshShares(cell, await TEXT);
    for (const [column, distance] of [1, 5, 10, 20, 30].entries()) {
      const value = expected[distance] ?? NaN;
      const shown = shareOf(rows[i]?.[column + 1] ?? '');
      const lastFigure = 10 ** (Math.floor(Math.log10(value)) - 1);
      assert.ok(Math.abs(shown - value) < 0.51 * lastFigure, `${shown}, ${value}`);
    }
  }
  await press(page, 'after 600 updates');
  await learned(page);
  await page.waitForFunction(
    (was) => document.querySelector('#learn .verdict')?.textContent !== was,
    before,
  );
  assert.deepEqual(await violations(page, '#learn'), []);
});

inChapter(
  'the delay task: the RNN forgets what the GRU keeps',
  '?learn=forgetting',
  async (page) => {
    await press(page, 'Let the three learn it');
    await press(page, 'Stop');
    await page.getByText('Stopped before the end: no result.').waitFor();
    await press(page, 'Do it again');
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
    assert.deepEqual([name, ...theory], ['GRU, Z', '0: write', '1: keep']);
    for (const value of [letter, wait]) assert.ok(Number(value) > 0 && Number(value) < 1, value);
    assert.deepEqual(await violations(page, '#learn'), []);
  },
);

inChapter(
  'the clip switched off: the loss blows up, and why is said',
  '?learn=from-scratch',
  async (page) => {
    await press(page, 'Switch the clip off');
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
    assert.match(
      verdict,
      /With the clip at 1, all else equal, perplexity is \d\.\d+ at update 300/,
    );
    assert.equal(await page.locator('#clip-off path.unclipped').count(), 2);
    assert.deepEqual(await violations(page, '#learn'), []);
  },
);

/** What is left of the gradient in an untrained network, by distance. @param {'rnn' | 'gru' | 'lstm'} cell @param {string} text */
async function freshShares(cell, text) {
  const session = await createSession();
  await session.loadText(text, { maxTokens: 10000 });
  await session.createModel({ cell, hidden: 48, init: 'pytorch', seed: 1 });
  const { input } = await session.attribute(words.sentence, 30);
  await session.dispose();
  const norms = [...input].slice(0, 31).reverse();
  return norms.map((norm) => norm / (norms[0] ?? NaN));
}
