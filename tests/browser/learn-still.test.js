// The lesson: nothing moves while a figure comes alive and its model learns.
import assert from 'node:assert/strict';
import test from 'node:test';
import { CHAPTERS } from './chapters.js';
import { alive, press } from './learn.js';
import { openPage } from './serve.js';
import { address, browser, LAPTOP } from './site.js';

/** Updates that a chapter's model makes before anything is pressed; 600 unless said. @type {Record<string, number>} */
const UPDATES = { 'from-scratch': 1, exercises: 0 };

for (const name of CHAPTERS)
  test(`nothing moves in ${name} while its figure comes alive`, async (t) => {
    const page = await openPage(t, browser, `${address}?learn=${name}`, LAPTOP);
    await page.locator('#learn article').waitFor();
    await page.evaluate(() => {
      const seen = Reflect.set(globalThis, 'moved', []) && Reflect.get(globalThis, 'moved');
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          for (const { node } of Reflect.get(entry, 'sources'))
            if (node?.parentElement?.closest('#learn')) seen.push(node.textContent);
      }).observe({ type: 'layout-shift' });
    });
    await alive(page, name);
    if (name === 'forgetting') await press(page, 'after 600 updates'); // it waits at 0
    const updates = UPDATES[name] ?? 600;
    if (updates > 0)
      await page.locator('#learn .learned', { hasText: `after ${updates} update` }).waitFor();
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))),
    );
    assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, 'moved')), []);
  });
