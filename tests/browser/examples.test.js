// The pages of examples/.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { launchBrowser, lifetime, openPage, root, serveFolder } from './serve.js';

/** @type {import('playwright-core').Browser} */
let browser;
let address = '';
const { t: file, end } = lifetime();
before(async () => {
  browser = await launchBrowser(file);
  const page = await readFile(join(root, 'dist/index.html'), 'utf8');
  address = await serveFolder(file, root, { '/dist/': page });
});
after(end);

test('a page learns an own text, writes and stops', async (t) => {
  const page = await openPage(t, browser, `${address}examples/write.html`);
  await page.getByText('ready', { exact: true }).waitFor();
  await page.getByLabel('Your text').fill('the grey heron waits in the reeds. ');
  await page.getByRole('button', { name: 'Learn and write' }).click();
  await page.getByText(/^200 updates, perplexity \d/).waitFor();
  const written = page.getByLabel('What it writes');
  await page.waitForFunction(() => {
    const field = /** @type {HTMLTextAreaElement | null} */ (document.querySelector('#written'));
    return (field?.value.length ?? 0) > 0;
  });
  await page.getByRole('button', { name: 'Stop' }).click();
  assert.match(await written.inputValue(), /^[a-z. ]+$/);
  await page.getByLabel('Your text').fill('short');
  await page.getByRole('button', { name: 'Learn and write' }).click();
  await page.getByText(/^200 updates, perplexity \d/).waitFor();
});

test('a page only loads a model, and writes', async (t) => {
  const model = '../tests/vectors/golden/language.safetensors';
  const page = await openPage(t, browser, `${address}examples/write-only.html?model=${model}`);
  await page.getByText('ready', { exact: true }).waitFor();
  await page.getByLabel('Begins with').fill('e~');
  await page.getByRole('button', { name: 'Write' }).click();
  await page.getByText('done', { exact: true }).waitFor();
  assert.ok((await page.getByLabel('What it writes').inputValue()).length > 1000);
});

test('a lesson trains the page in its frame, with another size at a click', async (t) => {
  const page = await openPage(t, browser, `${address}examples/class.html`);
  for (const units of ['16', '64']) {
    await page.getByRole('button', { name: `${units} units` }).click();
    await page.getByText(new RegExp(`${units} units: [\\d.]+ after 200 updates`)).waitFor();
  }
});
