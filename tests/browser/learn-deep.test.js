// The lesson on layers and directions: strips, frames and perplexities are what the core has.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createSession } from '../../wasm/index.js';
import { hasLearned, inChapter, opensToAll, press, staysStill } from './learn.js';

/** @typedef {import('playwright-core').Page} Page */

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
    .locator('#learn .framed')
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
