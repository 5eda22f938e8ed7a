// The lesson in Chinese, from its first chapter to its last: each is open to all, and says nothing in English.
import assert from 'node:assert/strict';
import test from 'node:test';
import { faults } from './axe.js';
import { CHAPTERS } from './chapters.js';
import { leftInEnglish } from './english.js';
import { show } from './learn.js';
import { openPage } from './serve.js';
import { address, browser, LAPTOP } from './site.js';

test('the lesson in Chinese', async (t) => {
  const page = await openPage(t, browser, `${address}?lang=zh&learn=${CHAPTERS[0]}`, LAPTOP);
  for (const [i, name] of CHAPTERS.entries()) {
    if (i > 0) {
      await page.locator('#learn .chapter > .row a').last().click();
      await page.locator('#learn h3:focus').waitFor();
    }
    await t.test(`${name} is open to all`, async () => {
      assert.match(page.url(), new RegExp(`learn=${name}`));
      await show(page, name);
      assert.deepEqual(await leftInEnglish(page), []);
      assert.deepEqual(await faults(page, '#learn'), []);
    });
  }
});
