// The lesson: every chapter's figure comes alive, does what the sentences beside it say, and the answers are checked.
import assert from 'node:assert/strict';
import test from 'node:test';
import { faults } from './axe.js';
import { inChapter, learned, press, stripOf } from './learn.js';
import { openPage } from './serve.js';
import { address, browser, LAPTOP } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

const CHAPTERS = ['letters', 'forgetting', 'reset-gate', 'update-gate'];

/** What a figure has as soon as it is alive. @type {Record<string, string>} */
const ALIVE = {
  letters: '.next li',
  forgetting: '.distances path.gru',
  'reset-gate': '.written:not(:empty)',
  'update-gate': '.strip rect',
};

/** @param {Page} page @param {string} name */
const alive = (page, name) => page.locator(`#learn ${ALIVE[name]}`).first().waitFor();

/** Mean change of a unit from one column to the next. @param {number[][]} columns */
const unrest = (columns) => {
  const changes = columns
    .slice(1)
    .flatMap((column, t) =>
      column.map((value, unit) => Math.abs(value - Number(columns[t]?.[unit]))),
    );
  return changes.reduce((sum, change) => sum + change, 0) / changes.length;
};

for (const lang of ['en', 'zh'])
  inChapter(`every chapter is open to all: ${lang}`, `?lang=${lang}#learn`, async (page) => {
    for (const name of CHAPTERS) {
      await page.locator(`#learn nav a[href="#learn=${name}"]`).click();
      await alive(page, name);
      for (const details of await page.locator('#learn details:not([open])').all())
        await details.locator('summary').click();
      assert.deepEqual(await faults(page), [], name);
    }
  });

inChapter(
  'letters: the strip and the bars follow what is typed',
  '?learn=letters',
  async (page) => {
    await alive(page, 'letters');
    await learned(page);
    const before = await stripOf(page);
    const input = page.locator('#learn-letters');
    await input.fill('The rivers');
    await page.waitForFunction(() => document.querySelectorAll('#learn .strip text').length === 10);
    assert.deepEqual((await stripOf(page)).slice(0, 9), before);
    await input.fill('The 河');
    await page.getByText('never saw one of these symbols').waitFor();
    await input.fill('');
    await page.getByText('type at least one letter').waitFor();
    await press(page, 'e');
    await page.getByText(/^As you guessed\. In English/).waitFor();
    await page.locator('#learn .next li').first().getByText('e', { exact: true }).waitFor();
  },
);

inChapter('forgetting: the curves lie as the text says', '?learn=forgetting', async (page) => {
  await alive(page, 'forgetting');
  const shares = async () => {
    const rows = await page.locator('#learn tbody tr').all();
    const texts = await Promise.all(rows.map((row) => row.locator('td').allInnerTexts()));
    return texts.map((row) => row.map((text) => Number(text.replace('under ', ''))));
  };
  const [plain = [], gated = []] = await shares();
  assert.ok(Number(gated[4]) > 2 * Number(plain[4]), `${gated} against ${plain}`);
  await press(page, 'higher');
  await learned(page);
  await page.waitForFunction((before) => {
    const cells = document.querySelectorAll('#learn tbody tr:last-child td');
    return Number(cells[2]?.textContent) > 3 * before;
  }, Number(gated[2]));
  await press(page, 'fresh');
  await page.locator('#learn .help', { hasText: 'after 0 updates' }).waitFor();
  await page.waitForFunction((before) => {
    const cells = document.querySelectorAll('#learn tbody tr:last-child td');
    return Number(cells[2]?.textContent) === before;
  }, Number(gated[2]));
});

inChapter('gates: held, they do what the text says', '?learn=reset-gate', async (page) => {
  await alive(page, 'reset-gate');
  await learned(page);
  const writing = (/** @type {number} */ i) => page.locator('#learn .written').nth(i);
  await press(page, 'on the last letter alone');
  await page.waitForFunction(() => {
    const [free, held] = document.querySelectorAll('#learn .written');
    return held?.textContent !== free?.textContent;
  });
  assert.match(await writing(1).innerText(), /^The /);

  await page.getByRole('link', { name: 'Next: The update gate' }).click();
  await alive(page, 'update-gate');
  assert.match(page.url(), /#learn=update-gate$/);
  const free = unrest(await stripOf(page));
  await press(page, 'less');
  await page.locator('#learn .strip[aria-label*="held at 0"]').waitFor();
  assert.ok(unrest(await stripOf(page)) > free, `${unrest(await stripOf(page))} against ${free}`);
  await page.locator('#learn .figure').getByRole('button', { name: '1', exact: true }).click();
  await page.locator('#learn .strip[aria-label*="held at 1"]').waitFor();
  assert.ok((await stripOf(page)).flat().every((value) => value === 0));

  const numbers = async () => {
    const cells = await page.locator('#learn tbody tr').first().locator('td').allInnerTexts();
    return cells.map((text) => Number(text.replace('−', '-')));
  };
  await page.locator('#learn fieldset').getByRole('button', { name: '½' }).click();
  await page.locator('#learn .strip[aria-label*="held at 0.5"]').waitFor();
  const [old = 0, z = 0, candidate = 0, now = 0] = await numbers();
  assert.ok(Math.abs(z * old + (1 - z) * candidate - now) < 0.011, `${await numbers()}`);
});

inChapter(
  'questions are checked, and a finished chapter is remembered',
  '?learn=update-gate',
  async (page) => {
    await press(page, '−0.25');
    await page.getByText(/^No\. That is the same Z/).waitFor();
    for (const answer of [
      'its old state',
      '0.25',
      'because on that path it is multiplied by Z alone, not by a matrix',
      'it keeps where it should take, and the other way round',
    ])
      await press(page, answer);
    const finished = page.locator('#learn nav').getByText('The update gate ✓');
    await finished.waitFor();
    await page.reload();
    await finished.waitFor();
  },
);

inChapter(
  'a chapter works alone in a frame, and one that is not there is named',
  '?embed=1&learn=letters',
  async (page) => {
    await alive(page, 'letters');
    assert.equal(await page.locator('#tabs').isVisible(), false);
    assert.equal(await page.locator('#chart').isVisible(), false);
  },
);

test('a chapter that is not there is named', async (t) => {
  const page = await openPage(t, browser, `${address}?learn=attention`, LAPTOP);
  await page.getByText('no chapter “attention”').waitFor();
  await page.locator('#learn nav a').first().click();
  await alive(page, 'letters');
});

test('nothing moves while a figure comes alive', async (t) => {
  const page = await openPage(t, browser, `${address}?learn=letters`, LAPTOP);
  await page.locator('#learn article').waitFor();
  const moved = page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, 'value'));
        }).observe({ type: 'layout-shift' });
        const line = document.querySelector('#learn .help');
        new MutationObserver(() => {
          if (line?.textContent?.includes('600')) requestAnimationFrame(() => resolve(sum));
        }).observe(line ?? document, { childList: true });
      }),
  );
  assert.equal(await moved, 0);
});
