// Texts of the visitor's own: pasted, chosen, dropped, and what is wrong with one.
import assert from 'node:assert/strict';
import { presets } from '../../wasm/index.js';
import {
  alphabetOf,
  button,
  numberOf,
  OWN_TEXT,
  paste,
  pause,
  ready,
  sampleAfter,
  sampleOf,
  setTarget,
  textOf,
  trained,
  updates,
} from './lab.js';
import { onPage } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Drops a file of so many letters.
 * @param {Page} page
 * @param {string} name
 * @param {number} length
 */
async function dropFile(page, name, length) {
  const dataTransfer = await page.evaluateHandle(
    ([name, length]) => {
      const data = new DataTransfer();
      const letters = new Uint8Array(Number(length)).map((_, i) => 97 + (i % 3));
      data.items.add(new File([letters], String(name)));
      return data;
    },
    [name, length],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

onPage('trains on a pasted text', '?hidden=48', async (page) => {
  await paste(page, OWN_TEXT);
  await page.getByText('The pasted text', { exact: true }).waitFor();
  assert.equal(await numberOf(page, 'text-length'), OWN_TEXT.length);
  assert.equal(await alphabetOf(page), new Set(OWN_TEXT).size);
  await setTarget(page, 1000000);
  await button(page, 'Train').click();
  await trained(page, 300);
  assert.ok((await numberOf(page, 'training-perplexity')) < 3);
  await button(page, 'English').click();
  await page.getByText('The built-in text', { exact: true }).waitFor();
  assert.equal(await updates(page), 0);
});

onPage('a large alphabet has first settings of its own', '', async (page) => {
  const preset = page.locator('#preset');
  const chosen = (/** @type {string} */ id) =>
    page.waitForFunction(
      (id) => /** @type {any} */ (document.querySelector('#preset')).value === id,
      id,
    );
  const large = Array.from({ length: 1400 }, (_, i) =>
    String.fromCodePoint(0x4e00 + ((i * 11) % 350)),
  );
  assert.equal(await preset.inputValue(), 'first');
  await paste(page, large.join(''));
  await chosen('first-large');
  const { updates: target } = presets['first-large'];
  assert.equal(await page.getByLabel('until update').inputValue(), String(target));
  await page.waitForURL((url) => [...url.searchParams.keys()].join() === 'text');
  await page.reload();
  await ready(page);
  await chosen('first-large');
  await paste(page, OWN_TEXT);
  await chosen('first');
  await page.getByLabel('Hidden size').fill('40');
  await button(page, 'Apply and restart').click();
  await chosen('own');
  await paste(page, large.join(''));
  await page.locator('#text-symbols', { hasText: '350' }).waitFor();
  assert.equal(await preset.inputValue(), 'own'); // what is not a first preset stays
  assert.equal(await page.getByLabel('Hidden size').inputValue(), '40');
});

onPage('trains on a chosen file, and says what is wrong with one', '', async (page) => {
  const choose = (/** @type {string} */ name, /** @type {Buffer} */ buffer) =>
    page.locator('#file').setInputFiles({ name, mimeType: 'text/plain', buffer });
  const own = Buffer.from(
    '\u6625\u7720\u4e0d\u89c9\u6653\uff0c\u5904\u5904\u95fb\u557c\u9e1f\u3002'.repeat(200),
  );
  await choose('poem.txt', own);
  await page.getByText('poem.txt', { exact: true }).waitFor();
  assert.equal(await numberOf(page, 'text-length'), 12 * 200);
  assert.equal(await alphabetOf(page), 11);
  await choose('latin1.txt', Buffer.from([65, 66, 0xff, 67]));
  await page.getByText(/not UTF-8.*The current text stays/).waitFor();
  await choose('binary.txt', Buffer.from([65, 0, 67]));
  await page.getByText(/NUL.*The current text stays/).waitFor();
  await dropFile(page, 'large.txt', 50_100_000);
  await page.getByText(/50\.1 MB.*50 MB at most/).waitFor();
  assert.equal(await textOf(page, 'text-name'), 'poem.txt');
});

onPage('shows how far a large file is read, and cancels', '', async (page) => {
  const cancelled = page.evaluate(async () => {
    const row = document.querySelector('#loading');
    const bar = /** @type {HTMLProgressElement} */ (document.querySelector('#loading-bar'));
    while (row?.hasAttribute('hidden') || bar.value === 0) {
      if (document.querySelector('#text-name')?.textContent === 'large.txt')
        throw new Error('no frame showed how far it was read');
      await new Promise(requestAnimationFrame);
    }
    /** @type {HTMLButtonElement} */ (document.querySelector('#loading-cancel')).click();
    return bar.value / bar.max;
  });
  await dropFile(page, 'large.txt', 49_000_000);
  const part = await cancelled;
  assert.ok(part > 0 && part < 1, `cancelled at ${part}`);
  await page.getByText('Cancelled; the current text stays.').waitFor();
  assert.equal(await textOf(page, 'text-name'), 'The built-in text');
  await button(page, 'Step').click();
  await trained(page, 1);
});

onPage('takes a file dropped anywhere', '', async (page) => {
  await dropFile(page, 'dropped.txt', 3000);
  await page.getByText('dropped.txt', { exact: true }).waitFor();
  assert.equal(await numberOf(page, 'text-length'), 3000);
  await page.locator('[data-line="4-gram"]').waitFor();
  await dropFile(page, 'long.txt', 2_100_000); // longer than is counted: no line stays behind
  await page.getByText('long.txt', { exact: true }).waitFor();
  await page.locator('[data-line="4-gram"]').waitFor({ state: 'hidden' });
});

onPage(
  'refuses an empty, a one-letter and a short text; what was learned stays',
  '?hidden=48',
  async (page) => {
    await button(page, 'Train').click();
    await trained(page, 100);
    await pause(page);
    const before = await updates(page);
    const sample = await sampleOf(page);
    for (const [text, reason] of /** @type {[string, RegExp][]} */ ([
      ['', /Nothing is pasted yet/],
      ['a', /too short: 1 /],
      ['much shorter than sixteen windows', /too short: 30 .*The current text stays/],
    ])) {
      await paste(page, text);
      await page.locator('#text-error', { hasText: reason }).waitFor();
      await page.getByText('Paused.').waitFor();
      assert.equal(await updates(page), before);
      assert.equal(await textOf(page, 'text-name'), 'The built-in text');
    }
    assert.equal(await sampleOf(page), sample);
    await button(page, 'Step').click();
    await sampleAfter(page, before + 1);
    assert.equal(await updates(page), before + 1);
    await button(page, 'Train on').click();
    await trained(page, before + 50);
    assert.ok((await numberOf(page, 'training-perplexity')) < 12);
  },
);
