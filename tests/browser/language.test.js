// The page in Chinese, and the built-in text with a large alphabet.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { presets } from '../../wasm/index.js';
import { faults } from './axe.js';
import { leftInEnglish } from './english.js';
import { numberOf, ready, setTarget, textOf, trained } from './lab.js';
import { openPage } from './serve.js';
import { address, browser, LAPTOP, onPage } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

const CHINESE = new URL('../../web/texts/chinese.txt', import.meta.url);

/** @param {Page} page */
const tabs = (page) => page.locator('#tabs a').all();

/** Waits until a part is there, and what it shows is filled in. @param {Page} page @param {string} id with its "#" */
async function drawn(page, id) {
  await page.locator(`${id}:not(:empty)`).waitFor();
  await page.waitForFunction((id) => !document.querySelector(`${id} summary:empty`), id);
}

/** @param {Page} page @param {string} tab */
async function openTab(page, tab) {
  await page.locator(`#tabs a[href="#${tab}"]`).click();
  await drawn(page, `#${tab}`);
}

/** Unfolds whatever is folded. @param {Page} page */
const unfold = (page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

/** A model that learns in a moment, for what is not about what is learned. */
const SMALL = '?lang=zh&hidden=16';

onPage('says everything in Chinese before and after training', SMALL, async (page) => {
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  assert.match(await page.title(), /^Sluice：.*循环神经网络/);
  assert.match(
    String(await page.locator('meta[name=description]').getAttribute('content')),
    /循环/,
  );
  await unfold(page);
  assert.deepEqual(await leftInEnglish(page), []);
  await setTarget(page, 1000000);
  await page.locator('#train').click();
  await trained(page, 120);
  await page.locator('#verdict:not(:empty)').waitFor();
  await page.locator('#train').click();
  await page.getByText('已暂停。').waitFor();
  assert.deepEqual(await leftInEnglish(page), []);
  for (const tab of await tabs(page)) {
    await tab.click();
    const id = new URL(page.url()).hash;
    await drawn(page, id);
    await unfold(page);
    assert.deepEqual(await leftInEnglish(page), [], id);
  }
});

onPage('shows the gates and their measures in Chinese', SMALL, async (page) => {
  await openTab(page, 'inside');
  await page.getByRole('button', { name: '看看内部' }).click();
  await page.getByText('读了').first().waitFor();
  await unfold(page);
  assert.deepEqual(await leftInEnglish(page), []);
  for (const colouring of ['惊异度', '依据了什么']) {
    await page.getByText(colouring, { exact: true }).click();
    assert.deepEqual(await leftInEnglish(page), [], colouring);
  }
});

onPage('runs a race and tells of it in Chinese', SMALL, async (page) => {
  await openTab(page, 'race');
  await page.getByLabel('每条赛道的更新次数').fill('10');
  await page.getByRole('button', { name: '开始竞赛' }).click();
  await page.getByRole('button', { name: '再赛一次' }).waitFor();
  await unfold(page);
  assert.deepEqual(await leftInEnglish(page), []);
  assert.match(await page.locator('#race .verdict').innerText(), /(领先|不分上下).*困惑度/);
});

const REFUSED = '?lang=zh&batch=4096&steps=4096&cell=elm';

onPage('explains a refusal, and adds what the engine says', REFUSED, async (page) => {
  const notice = await textOf(page, 'notice-text');
  assert.match(notice, /^所提的要求无法满足。文本太短.*（.*[a-z]{3,} [a-z]{3,}.*）/);
});

onPage('learns a large alphabet within a few passes', '?lang=zh', async (page) => {
  const symbols = [...(await readFile(CHINESE, 'utf8'))];
  assert.equal(await numberOf(page, 'text-length'), symbols.length);
  assert.equal(
    Number.parseInt((await textOf(page, 'text-symbols')).replace(',', ''), 10),
    new Set(symbols).size,
  );
  assert.ok(symbols.filter((symbol) => /\p{Script=Han}/u.test(symbol)).length >= 10000);
  const opening = symbols.join('').split('\n')[2] ?? '';
  const prompt = await textOf(page, 'sample-prompt');
  assert.ok(opening.startsWith(prompt) && /[，。]$/.test(prompt), prompt);
  await page.locator('#preset').selectOption('large-gru');
  await page.locator('#train').click();
  await trained(page, 200);
  assert.ok((await numberOf(page, 'training-perplexity')) < 100);
  const known = new Set(symbols.slice(1).map((symbol, i) => `${symbols[i]}${symbol}`));
  const sample = [...((await page.locator('#sample-text').textContent()) ?? '')];
  const pairs = sample.slice(1).filter((symbol, i) => known.has(`${sample[i]}${symbol}`));
  assert.ok(pairs.length > 0.6 * sample.length, sample.join(''));
  await page.locator('#lapse-slider').fill('0');
  await page.getByText('第 0 次更新后写的').waitFor();
  assert.match(await textOf(page, 'sample-text'), /\p{Script=Han}{20}/u);
});

onPage('the switch keeps what is set', '?hidden=48&seed=7', async (page) => {
  await openTab(page, 'race');
  await page.getByRole('link', { name: '中文' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/lang=zh/);
  await page.locator('#train:enabled').waitFor({ state: 'attached' });
  const { searchParams, hash } = new URL(page.url());
  assert.deepEqual(
    [searchParams.get('hidden'), searchParams.get('seed'), searchParams.get('builtin'), hash],
    ['48', '7', 'en', '#race'],
  );
  await page.locator('#tabs a').first().click();
  assert.equal(await page.locator('#setting-hidden').inputValue(), '48');
  assert.equal(await textOf(page, 'text-name'), '内置英文文本《九闸谷》');
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForURL(/lang=en/);
  await ready(page);
  assert.equal(await page.locator('#setting-hidden').inputValue(), '48');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
});

onPage('either text can be chosen in either language', '', async (page) => {
  assert.equal(new URL(page.url()).search, '');
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByText('The built-in Chinese text', { exact: true }).waitFor();
  await page.waitForURL(/builtin=zh/);
  assert.equal(await page.locator('#preset').inputValue(), 'first-large');
  assert.equal(
    await page.getByLabel('until update').inputValue(),
    String(presets['first-large'].updates),
  );
  await page.reload();
  await ready(page);
  assert.equal(await textOf(page, 'text-name'), 'The built-in Chinese text');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('The built-in text', { exact: true }).waitFor();
  assert.equal(await page.locator('#preset').inputValue(), 'first');
  await page.waitForURL((url) => url.search === '');
});

test('speaks the language that the browser prefers, and fetches that alone', async (t) => {
  const options = { ...LAPTOP, locale: 'zh-CN' };
  const page = await ready(await openPage(t, browser, address, options));
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  assert.equal(new URL(page.url()).search, '');
  const names = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1) ?? ''),
  );
  assert.deepEqual(
    names.filter((name) => /^(en|english)-/.test(name)),
    [],
  );
  assert.ok(
    names.some((name) => /^chinese-/.test(name)),
    names.join(),
  );
});

onPage('has no fault that axe finds', SMALL, async (page) => {
  for (const tab of await tabs(page)) {
    await tab.click();
    await drawn(page, new URL(page.url()).hash);
    assert.deepEqual(await faults(page), [], page.url());
  }
});
