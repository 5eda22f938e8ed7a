// What is left of a training when the page is closed, the engine is lost, or the disk is full.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { faults, violations } from './axe.js';
import { killMany } from './kill.js';
import { button, paste, pause, ready, textOf, trained, trainTo, updates } from './lab.js';
import { openContext } from './serve.js';
import { address, browser, onPage } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

/** Small enough to be quick, with moments and dropout to be brought back. */
const SMALL =
  '?hidden=24&batch=8&steps=16&optimizer=adam&lr=0.01&dropout=0.2&layers=2&engine=simd&lang=en';
const UNTIL = 400;

const SEED = Number(process.env.TEST_SEED ?? Date.now() % 2 ** 31);
const KILLS = 3; // one of each kind: `node tests/bench/kill-page.mjs --runs 100` for more
console.log(`store: seed ${SEED} (TEST_SEED to repeat)`);

/** What shows them. */
const RUNS = '#runs';
/** @param {Page} page */
const runs = (page) => page.locator(`${RUNS} li`);
/** @param {Page} page */
const offer = (page) => page.locator('.offer');
/** A button of the only run. @param {Page} page @param {string} name */
const onRun = (page, name) => runs(page).getByRole('button', { name, exact: true });

/** @param {Page} page @param {string} press name of a button */
async function downloaded(page, press) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, press).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** @param {Page} page */
const curveOf = async (page) => (await downloaded(page, 'CSV')).bytes.toString();

/** What was measured with frozen weights, which does not depend on when reports came. @param {string} csv */
function measurements(csv) {
  const [head = '', ...rows] = csv.trim().split('\n');
  const columns = ['frozen perplexity', 'held-out perplexity'].map((name) =>
    head.split(',').indexOf(name),
  );
  assert.ok(!columns.includes(-1), head);
  const measured = rows
    .map((row) => row.split(','))
    .filter(([update]) => Number(update) % 100 === 0);
  return measured.map((row) => [row[0], ...columns.map((column) => row[column])]);
}

/** Trains until at least so many updates, and pauses. @param {Page} page @param {number} least */
async function trainSome(page, least) {
  await button(page, /^Train/).click();
  await trained(page, least);
  await pause(page);
  await kept(page, await updates(page));
  await runs(page).first().waitFor(); // only what is listed can be offered
}

/** Waits until the run is kept up to this update. @param {Page} page @param {number} update */
const kept = (page, update) =>
  page.getByText(`The current run is saved up to update ${update.toLocaleString('en')}.`).waitFor();

/** Comes back, and goes on where the last visit ended. @param {Page} page */
async function comeBack(page) {
  await page.reload();
  await ready(page);
  await offer(page).getByRole('button', { name: 'Continue' }).click();
  await offer(page).waitFor({ state: 'hidden' });
}

/** The page is hidden, as before it is closed. @param {Page} page */
const leave = (page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'hidden');
  });

/** @param {Page} page */
const loseEngine = (page) =>
  page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('lost on purpose');
    });
  });

/** Drops a file on the page. @param {Page} page @param {string} name @param {Buffer} bytes */
async function drop(page, name, bytes) {
  const dataTransfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([content], name));
      return data;
    },
    { name, base64: bytes.toString('base64') },
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

onPage('goes on to the bit where the last visit ended', SMALL, async (page) => {
  assert.ok(!(await offer(page).isVisible()));
  await trainTo(page, 150);
  await kept(page, 150);
  const curve = await curveOf(page);
  const perplexity = await textOf(page, 'training-perplexity');
  await comeBack(page);
  assert.equal(await textOf(page, 'training-perplexity'), perplexity);
  assert.equal(await updates(page), 150);
  assert.equal(await curveOf(page), curve);
  await trainTo(page, UNTIL);
  const resumed = await curveOf(page);
  const weights = (await downloaded(page, 'Save the model')).bytes;

  await button(page, 'Reset').click();
  await page.getByText('Ready. Press Train.').waitFor();
  await trainTo(page, UNTIL);
  assert.ok(measurements(resumed).length >= 4);
  assert.deepEqual(measurements(resumed), measurements(await curveOf(page)));
  assert.deepEqual(weights, (await downloaded(page, 'Save the model')).bytes);
});

onPage('names, renames, downloads and deletes runs by keyboard', SMALL, async (page) => {
  await trainSome(page, 20);
  await onRun(page, 'Rename').press('Enter');
  await page.getByLabel('Name of the run').fill('The first');
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Enter');
  await runs(page).getByText('The first').waitFor();
  assert.ok(await onRun(page, 'Rename').evaluate((one) => one === document.activeElement));
  const { name } = await downloaded(page, 'Download');
  assert.equal(name, `sluice-lstm-24-${await updates(page)}.safetensors`);
  await onRun(page, 'Delete').press('Enter');
  await onRun(page, 'Delete for good').press('Enter');
  await page.getByText('Nothing is kept yet').waitFor();
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /Your runs/);
  await page.reload();
  await ready(page);
  await page.getByText('Nothing is kept yet').waitFor();
  assert.ok(!(await offer(page).isVisible()));
});

onPage('saves while it trains, when the page is left', `${SMALL}&until=1000000`, async (page) => {
  await button(page, 'Train').click();
  await trained(page, 10);
  await leave(page);
  await page.getByText(/^The current run is saved up to update/).waitFor();
  assert.ok(await button(page, 'Pause').isVisible());
});

test('goes on from what was kept when the engine is lost', async (t) => {
  const page = await (await openContext(t, browser)).newPage(); // its errors are meant
  await page.goto(address + SMALL);
  await ready(page);
  await trainSome(page, 30);
  await button(page, 'Train on').click();
  await loseEngine(page);
  await offer(page).waitFor();
  assert.deepEqual(await violations(page), []);
  const said = /saved up to update (\d+):/.exec(await offer(page).innerText());
  await offer(page).getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Paused.').waitFor();
  assert.equal(await updates(page), Number(said?.[1]));
  await trainSome(page, Number(said?.[1]) + 10);
  assert.equal(await runs(page).count(), 1);
});

test('comes through closed pages, crashes and lost workers to the bit', async (t) => {
  const first = await (await openContext(t, browser)).newPage(); // its errors are meant
  await first.goto(`${address}${SMALL}&until=1000000`);
  const page = await killMany(await ready(first), KILLS, SEED, console.log);
  const until = (await updates(page)) + 50;
  await trainTo(page, until);
  const weights = (await downloaded(page, 'Save the model')).bytes;
  await button(page, 'Reset').click();
  await page.getByText('Ready. Press Train.').waitFor();
  await trainTo(page, until);
  assert.deepEqual(weights, (await downloaded(page, 'Save the model')).bytes);
});

onPage('brings back a text of the visitor, and how it was read', SMALL, async (page) => {
  await paste(page, 'To BE or not to be, that is the question. '.repeat(80));
  await page.locator('#text-name', { hasText: 'The pasted text' }).waitFor();
  await button(page, 'Train').click();
  await trained(page, 20);
  await pause(page);
  const before = [await updates(page), await textOf(page, 'text-length')];
  await kept(page, Number(before[0]));
  await comeBack(page);
  assert.equal(await textOf(page, 'text-name'), 'The pasted text');
  assert.deepEqual([await updates(page), await textOf(page, 'text-length')], before);
  await button(page, 'Step').click();
  await trained(page, Number(before[0]) + 1);
});

onPage('goes on from a downloaded run that is dropped on the page', SMALL, async (page) => {
  await trainSome(page, 30);
  const [before, curve] = [await updates(page), await curveOf(page)];
  const { name, bytes } = await downloaded(page, 'Download');
  await button(page, 'Delete all runs').click();
  await button(page, 'Delete all for good').click();
  await page.getByText('Nothing is kept yet').waitFor();
  await page.reload();
  await ready(page);
  await drop(page, name, bytes);
  await offer(page).waitFor();
  assert.match(await offer(page).innerText(), new RegExp(`continue from update ${before} as if`));
  await offer(page).getByRole('button', { name: 'Continue' }).click();
  await offer(page).waitFor({ state: 'hidden' });
  assert.equal(await curveOf(page), curve);
  await button(page, 'Step').click();
  await kept(page, before + 1);
});

onPage('says which text a dropped run needs', SMALL, async (page) => {
  await paste(page, 'The cat sat on the mat and looked at the moon. '.repeat(80));
  await page.locator('#text-name', { hasText: 'The pasted text' }).waitFor();
  await trainSome(page, 10);
  const { name, bytes } = await downloaded(page, 'Download');
  await button(page, 'Delete all runs').click();
  await button(page, 'Delete all for good').click();
  await page.getByText('Nothing is kept yet').waitFor();
  await page.reload();
  await ready(page);
  await drop(page, name, bytes);
  await page.getByText(/first load the text it was trained on/).waitFor();
  assert.ok(!(await offer(page).isVisible()));
});

for (const without of ['', 'locks'])
  onPage(
    `lets a second tab do no harm${without && ', also without locks'}`,
    SMALL,
    async (page) => {
      const second = await page.context().newPage();
      if (without) {
        const noLocks = () => Object.defineProperty(navigator, 'locks', { value: undefined });
        for (const one of [page, second]) await one.addInitScript(noLocks);
        await page.reload();
        await ready(page);
      }
      await page.bringToFront(); // Chromium draws the others rarely or not at all
      await trainSome(page, 20);
      const before = await updates(page);
      await second.bringToFront();
      await second.goto(page.url());
      await ready(second);
      await second.getByText('open in another tab').waitFor();
      for (const one of [offer(second), onRun(second, 'Delete')])
        if (without)
          await one.waitFor({ state: 'hidden' }); // an answer may come late
        else assert.ok(!(await one.isVisible()));
      await onRun(second, 'Continue a copy').click();
      await second.getByText(/This is a copy; the other stays as it is/).waitFor();
      await trainSome(second, before + 10);
      await runs(second).nth(1).waitFor();
      await page.bringToFront();
      await runs(page).nth(1).waitFor();
      await button(page, 'Step').click();
      await kept(page, before + 1);
      await second.bringToFront();
      await second.getByText(`· ${(before + 1).toLocaleString('en')} updates ·`).waitFor();
    },
  );

onPage('without locks it hears of another tab that answers late', SMALL, async (page) => {
  const second = await page.context().newPage();
  const noLocks = () => Object.defineProperty(navigator, 'locks', { value: undefined });
  for (const one of [page, second]) await one.addInitScript(noLocks);
  await page.addInitScript(() => {
    const { postMessage } = BroadcastChannel.prototype;
    BroadcastChannel.prototype.postMessage = function (data) {
      setTimeout(() => postMessage.call(this, data), 1000); // as a tab that is busy
    };
  });
  await page.reload();
  await ready(page);
  await trainSome(page, 20);
  await runs(page).first().waitFor();
  await second.bringToFront();
  await second.goto(page.url());
  await ready(second);
  await second.getByText('open in another tab').waitFor();
  await onRun(second, 'Delete').waitFor({ state: 'hidden' });
});

onPage('says once that the disk is full, and trains on', SMALL, async (page) => {
  await trainSome(page, 20);
  const before = await updates(page);
  const protocol = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await button(page, 'Train on').click();
  await trained(page, before + 10);
  await leave(page);
  await page.getByText(/storage for this page is full/).waitFor();
  assert.deepEqual(await violations(page), []);
  await trained(page, before + 50);
  await protocol.send('Storage.overrideQuotaForOrigin', { origin });
  await pause(page);
  await kept(page, await updates(page));
  await page.getByText(/storage for this page is full/).waitFor({ state: 'hidden' });
});

const withoutFiles = () => void Reflect.deleteProperty(StorageManager.prototype, 'getDirectory');
onPage(
  'keeps runs in a database where there is no file system',
  SMALL,
  async (page) => {
    await trainSome(page, 30);
    const [before, curve] = [await updates(page), await curveOf(page)];
    const databases = await page.evaluate(() => indexedDB.databases());
    assert.deepEqual(
      databases.map(({ name }) => name),
      ['sluice-runs'],
    );
    await comeBack(page);
    assert.equal(await updates(page), before);
    assert.equal(await curveOf(page), curve);
  },
  { first: withoutFiles },
);

const withoutAnything = () => {
  Reflect.deleteProperty(StorageManager.prototype, 'getDirectory');
  Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
};
onPage(
  'says so where nothing can be kept, and trains',
  SMALL,
  async (page) => {
    await page.getByText(/This browser keeps nothing for this page/).waitFor();
    assert.deepEqual(await violations(page), []);
    await button(page, 'Train').click();
    await trained(page, 20);
    await pause(page);
  },
  { first: withoutAnything },
);

onPage('keeps nothing when the visitor does not want it', SMALL, async (page) => {
  await page.getByLabel('Keep what I train in this browser').press('Space');
  await page.getByText('Nothing more is kept from now on').waitFor();
  await page.reload();
  await ready(page);
  assert.ok(!(await page.getByLabel('Keep what I train in this browser').isChecked()));
  await button(page, 'Train').click();
  await trained(page, 20);
  await pause(page);
  await page.reload();
  await ready(page);
  assert.equal(await runs(page).count(), 0);
  const stored = await page.evaluate(async () => (await navigator.storage.estimate()).usage);
  assert.ok(Number(stored) < 10000, `${stored} bytes`);
  await button(page, 'Train').click();
  await trained(page, 20);
  await pause(page);
  await page.getByLabel('Keep what I train in this browser').press('Space');
  await kept(page, await updates(page)); // also what was learned before
});

onPage('has nothing for axe to object to', SMALL, async (page) => {
  await trainSome(page, 20);
  assert.deepEqual(await faults(page, RUNS), [], 'list');
  await onRun(page, 'Delete').click();
  assert.deepEqual(await faults(page, RUNS), [], 'confirmation');
  await onRun(page, 'Rename').click();
  assert.deepEqual(await faults(page, RUNS), [], 'renaming');
  await page.reload();
  await ready(page);
  await offer(page).waitFor();
  assert.deepEqual(await faults(page, '.offer'), [], 'offer');
});
