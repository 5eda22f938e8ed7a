// examples/write.html: an own text is learned, what is written streams into a field, and both can be stopped.
import assert from 'node:assert/strict';
import test from 'node:test';
import { launchBrowser, openPage, root, serveFolder } from './serve.js';

test('the example page learns, writes and stops', async (t) => {
  const address = await serveFolder(t, root);
  const page = await openPage(t, await launchBrowser(t), `${address}examples/write.html`);
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
