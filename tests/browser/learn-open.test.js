// The lesson: every chapter's figure comes alive, nothing moves while it does, and it is open to all; learn-zh.test.js has
// it in Chinese.
import assert from 'node:assert/strict';
import test from 'node:test';
import { faults } from './axe.js';
import { CHAPTERS, updatesOf } from './chapters.js';
import { alive, press, show } from './learn.js';
import { openPage } from './serve.js';
import { address, browser, LAPTOP } from './site.js';

/** From now on keeps what of the lesson the browser has seen move by itself. */
function watchMoves() {
  /** @type {unknown[]} */
  const moved = [];
  const note = (/** @type {PerformanceEntryList} */ entries) => {
    for (const entry of entries)
      for (const { node } of Reflect.get(entry, 'sources'))
        if (node?.parentElement?.closest('#learn')) moved.push(node.textContent);
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'layout-shift' });
  const moves = () => {
    note(observer.takeRecords()); // of which it has not been told yet
    return moved;
  };
  Object.assign(globalThis, { moves });
}

for (const name of CHAPTERS)
  test(`${name} comes alive in its place, and is open to all`, async (t) => {
    const page = await openPage(t, browser, `${address}?learn=${name}`, LAPTOP);
    await page.locator('#learn article').waitFor();
    await page.evaluate(watchMoves);
    await alive(page, name);
    if (name === 'forgetting') await press(page, 'after 600 updates'); // it waits at 0
    const updates = updatesOf(name);
    const learned = page.locator('#learn .learned', { hasText: `after ${updates} update` });
    if (updates > 0) await learned.first().waitFor();
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))),
    );
    assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, 'moves')()), []);
    await show(page, name);
    assert.deepEqual(await faults(page, '#learn'), []);
  });
