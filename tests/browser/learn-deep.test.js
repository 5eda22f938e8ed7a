// The lesson on layers and directions: strips, frames and perplexities are what the core has.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createSession } from '../../wasm/index.js';
import { inChapter, press } from './learn.js';

/** @typedef {import('playwright-core').Page} Page */

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

/**
 * Waits until the last column of a strip shows these states, as far as its colours tell.
 * @param {Page} page
 * @param {number} strip from 0
 * @param {Float32Array | undefined} states
 */
const showsEnd = (page, strip, states) =>
  page.waitForFunction(
    ({ strip, right }) => {
      const rects = document.querySelectorAll('#learn .strip')[strip]?.querySelectorAll('rect');
      const shown = [...(rects ?? [])]
        .slice(-right.length)
        .map(
          (rect) => Number(rect.getAttribute('fill-opacity')) * (rect.matches('.below') ? -1 : 1),
        );
      return right.every((value, i) => Math.abs(value - Number(shown[i])) < 0.02);
    },
    { strip, right: [...(states ?? [Number.NaN])].slice(-24) },
  );

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

inChapter('deep: strips and frames are what the core has', '?learn=deep', async (page) => {
  const [deep, both] = [
    await trainedLike({ hidden: 24, layers: 2 }),
    await trainedLike({ hidden: 24, bidirectional: true }),
  ];
  await page.waitForFunction(
    (wanted) =>
      wanted.every(([network, shown]) =>
        document.querySelector(`#learn .${network} > p`)?.textContent?.endsWith(` ${shown}`),
      ),
    [
      ['deep', deep.perplexity.toFixed(2)],
      ['both', both.perplexity.toFixed(2)],
    ],
  );
  assert.ok(deep.perplexity > 3 && both.perplexity < 1.2);
  await showsEnd(page, 0, deep.layers[1]?.[0]?.hidden);
  await showsEnd(page, 1, deep.layers[0]?.[0]?.hidden);
  assert.deepEqual(await framed(page), [
    [0, 22],
    [0, 0],
  ]);

  await press(page, 'no');
  await page.getByText(/^As you guessed\. No\. Compare/).waitFor();
  await page.getByRole('heading', { name: 'Backwards: read from the right' }).waitFor();
  await showsEnd(page, 0, both.layers[0]?.[0]?.hidden);
  await showsEnd(page, 1, both.layers[0]?.[1]?.hidden);
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
