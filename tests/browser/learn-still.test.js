// The lesson: nothing moves while a figure comes alive.
import assert from 'node:assert/strict';
import test from 'node:test';
import { CHAPTERS, press } from './learn.js';
import { openPage } from './serve.js';
import { address, browser, LAPTOP } from './site.js';

for (const name of CHAPTERS)
  test(`nothing moves in ${name} while its figure comes alive`, async (t) => {
    const page = await openPage(t, browser, `${address}?learn=${name}`, LAPTOP);
    await page.locator('#learn article').waitFor();
    const moved = page.evaluate(
      () =>
        new Promise((resolve) => {
          /** @type {string[]} */
          const seen = [];
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              for (const { node } of Reflect.get(entry, 'sources'))
                if (node?.parentElement?.closest('#learn')) seen.push(node.textContent);
          }).observe({ type: 'layout-shift' });
          const line = document.querySelector('#learn .help.learned');
          const look = () => {
            if (line?.textContent?.includes('600'))
              requestAnimationFrame(() => setTimeout(() => resolve(seen)));
          };
          new MutationObserver(look).observe(line ?? document, { childList: true });
          look();
        }),
    );
    if (name === 'forgetting') await press(page, 'after 600 updates'); // it waits at 0
    assert.deepEqual(await moved, []);
  });
