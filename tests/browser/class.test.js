// What a lecturer needs: parts left out, links for lessons, slow motion, large type, and the page in
// a frame of another one.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { createSession, presets } from '../../wasm/index.js';
import { NAMES, PARTS, readClassMode, TABS } from '../../web/app/class-mode.js';
import { faults, overflow, violations } from './axe.js';
import {
  button,
  forecastOn,
  numberOf,
  ready,
  sampleAfter,
  setTarget,
  textOf,
  trained,
} from './lab.js';
import { openContext, openPage, root, serveFolder } from './serve.js';
import { address, browser, LAPTOP, onPage, PHONE } from './site.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Frame} Frame
 */

const SMALL = 'engine=simd&hidden=24&seed=5';

/** Parts of which something is to be seen. @param {Page | Frame} page @returns {Promise<string[]>} */
const partsOn = (page) =>
  page.evaluate(
    ([parts, tabs]) => {
      const shows = (/** @type {string} */ place) =>
        [...document.querySelectorAll(place)].some((part) => part.checkVisibility());
      return [
        ...Object.keys(parts).filter((name) => shows(parts[name] ?? '')),
        ...tabs.filter((name) => shows(`nav a[href="#${name}"]`)),
      ];
    },
    /** @type {const} */ ([/** @type {Record<string, string>} */ (PARTS), TABS]),
  );

/** Whatever the key Tab comes by, as ids of it and its ancestors. @param {Page} page */
async function reachedByKey(page) {
  /** @type {Set<string>} */
  const ids = new Set();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const path = await page.evaluate(() => {
      const found = [];
      for (let at = document.activeElement; at; at = at.parentElement) found.push(at.id);
      return found;
    });
    for (const id of path) ids.add(id);
  }
  return ids;
}

/** Pairs of visible things that lie on each other. @param {Page} page @returns {Promise<string[]>} */
const overlaps = (page) =>
  page.evaluate(() => {
    const things = 'h1, h2, button, select, summary, dt, dd, canvas, .meaning, .value, .inline, a';
    const visible = [...document.querySelectorAll(things)].filter((thing) =>
      thing.checkVisibility(),
    );
    const boxes = visible.map((thing) => ({ thing, box: thing.getBoundingClientRect() }));
    const meet = (/** @type {DOMRect} */ a, /** @type {DOMRect} */ b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter((b) => !a.thing.contains(b.thing) && !b.thing.contains(a.thing))
        .filter((b) => meet(a.box, b.box))
        .map((b) => `${a.thing.outerHTML.slice(0, 80)} / ${b.thing.outerHTML.slice(0, 80)}`),
    );
  });

/** @param {Page} page */
async function openClass(page) {
  await button(page, 'In class').click();
  await page.getByText('A link for a lesson').click();
}

/** A model as the page makes it, apart from it. @param {import('../../wasm/sluice.d.ts').Settings} settings */
async function takes(settings) {
  const session = await createSession({ engine: 'simd' });
  try {
    await session.loadText(await readFile(join(root, 'web/texts/english.txt'), 'utf8'));
    const { parameters } = await session.createModel({
      ...presets.first.settings,
      ...settings,
    });
    for await (const _ of session.train({ updates: 1 }));
    return { parameters, bytes: await session.memory() };
  } finally {
    await session.dispose();
  }
}

test('a link for a lesson shows exactly the rest', async (t) => {
  const page = await ready(await openPage(t, browser, `${address}?${SMALL}&pace=5`, LAPTOP));
  const whole = await partsOn(page);
  await openClass(page);
  const out = ['settings', 'text', 'race', 'export', 'class'];
  for (const name of ['Settings', 'The text', 'Part: Race', 'PNG and CSV', 'In class'])
    await page.getByRole('checkbox', { name, exact: true }).check();
  const link = await page.getByLabel('The link', { exact: true }).inputValue();
  assert.match(link, /hide=class,export,settings,text,race/);
  assert.match(link, /hidden=24.*seed=5/);
  assert.match(link, /pace=5/);
  const snippet = await page.getByLabel('HTML', { exact: true }).inputValue();
  assert.match(snippet, /<sluice-lab .*hidden-size="24"/, 'hidden is a property of every element');
  await page.locator('#limit').selectOption('3');
  await page.waitForFunction(() =>
    /** @type {any} */ (document.querySelector('#class-link')).value.includes('minutes=3'),
  );

  const linked = await ready(await openPage(t, browser, link, LAPTOP));
  const left = await partsOn(linked);
  assert.deepEqual(
    left,
    whole.filter((name) => !out.includes(name)),
  );
  const spoken = await linked.locator('body').ariaSnapshot();
  assert.doesNotMatch(spoken, /Hidden size|Use the pasted text|Race|PNG|In class/);
  assert.match(spoken, /Let it write/);
  const reached = await reachedByKey(linked);
  assert.ok(reached.has('train') && reached.has('generate-form'));
  for (const id of ['settings-form', 'text-panel', 'save-png', 'class-button'])
    assert.ok(!reached.has(id), id);
  await linked.goto(`${linked.url()}#race`);
  await linked.locator('#write').waitFor();
  assert.match(linked.url(), /hide=class/);
  assert.deepEqual(await violations(linked), []);
});

onPage(
  'leaves nearly everything out',
  `?hide=${NAMES.filter((name) => name !== 'sample').join()}`,
  async (page) => {
    assert.deepEqual(await partsOn(page), ['sample']);
    assert.ok(await button(page, 'Train').isVisible());
    assert.equal(await page.locator('nav:visible').count(), 0);
    const content = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['some other text '.repeat(100)], 'other.txt'));
      return data;
    });
    await page.dispatchEvent('body', 'drop', { dataTransfer: content });
    await button(page, 'Train').click();
    await button(page, 'Pause').waitFor();
    assert.equal(await page.locator('#text-name').textContent(), 'The built-in text');
  },
);

onPage('says which parts there are not', `?${SMALL}&hide=text,nonsense&pace=7`, async (page) => {
  await page.locator('#notice', { hasText: /hide=nonsense, pace=7/ }).waitFor();
  assert.ok(!(await page.locator('#text-panel').isVisible()));
  assert.ok(await page.locator('#settings-form').isVisible());
});

onPage('slow motion shows every update', `?${SMALL}&pace=5&until=12`, async (page) => {
  await page.getByText('The curve as a table').click();
  const start = performance.now();
  const said = await page.locator('#status').evaluateHandle((status) => {
    /** @type {(string | null)[]} */
    const all = [];
    const note = () => all.push(status.textContent);
    new MutationObserver(note).observe(status, { childList: true });
    return all;
  });
  await button(page, 'Train').click();
  await page.getByText(/^Done/).waitFor();
  assert.ok((await said.jsonValue()).includes('Training, 5 updates a second at most.'));
  assert.ok(performance.now() - start >= 11 * 200, '12 updates took less than 11 waits');
  const rows = page.locator('#curve-rows th');
  await rows.nth(11).waitFor();
  assert.deepEqual(
    await rows.allInnerTexts(),
    Array.from({ length: 12 }, (_, i) => String(i + 1)),
  );
});

onPage('a pace that is chosen during a step leaves it one', '?hidden=400', async (page) => {
  await openClass(page);
  await button(page, 'Step').click();
  await page.locator('#pace').selectOption('20');
  await trained(page, 1);
  await page.getByText('Paused.').waitFor();
  await sampleAfter(page, 1); // which is drawn at rest
  assert.equal(await numberOf(page, 'updates'), 1);
});

onPage('the pace changes while it trains', `?${SMALL}&pace=1&until=400`, async (page) => {
  await button(page, 'Train').click();
  await trained(page, 1);
  await button(page, 'In class').click();
  await page.getByLabel('Slow motion').selectOption({ label: 'off: full speed' });
  await page.getByText(/^Done/).waitFor(); // by one a second it would take 400 seconds
  assert.equal(await numberOf(page, 'updates'), 400);
  assert.doesNotMatch(page.url(), /pace/);
  await page.getByLabel('Slow motion').selectOption({ label: '1 update a second' });
  await page.waitForURL(/pace=1/);
  await button(page, 'Train on').click();
  await trained(page, 401);
  await button(page, 'Pause').click();
  await page.getByText('Paused.').waitFor();
  assert.ok((await numberOf(page, 'updates')) < 410);
});

onPage('says what a training takes', `?${SMALL}&until=3000&workers=1`, async (page) => {
  const said = await forecastOn(page);
  assert.match(said, /^To update 3,000: estimated about (\d+ min )?\d+ s, from a short trial/);
  assert.match(said, new RegExp(`${await textOf(page, 'parameters')} parameters`));

  await page.getByLabel('Hidden size').fill('200');
  await page.getByLabel('Batch').fill('32');
  const edited = page.locator('#edited-forecast', { hasText: 'With these settings' });
  await edited.waitFor();
  const words = await edited.innerText();
  const truth = await takes({ hidden: 200, batch: 32 });
  assert.match(words, new RegExp(`${truth.parameters.toLocaleString('en')} parameters`));
  const megabytes = Number(/about ([\d.]+) MB/.exec(words)?.[1]);
  assert.ok(Math.abs((megabytes * 1e6) / truth.bytes - 1) < 0.2, `${words}; ${truth.bytes}`);
  assert.deepEqual(await violations(page), []);

  await page.getByLabel('Batch').fill('4096');
  await page.getByLabel('Steps').fill('4096');
  await page.getByText('These settings do not fit this text.').waitFor();
  await button(page, 'Undo the changes').click();
  await edited.waitFor({ state: 'hidden' });
  await setTarget(page, 1000000); // it trains for as long as is looked
  await page.getByLabel('Hidden size').fill('300');
  await button(page, 'Train').click();
  await page.locator('#edited-forecast', { hasText: 'once training pauses' }).waitFor();
  assert.equal(page.workers().length, 1, 'a trial gives way to the training');
  await page.locator('#forecast', { hasText: /at the measured pace about \d/ }).waitFor();
});

for (const width of [1280, 1920])
  onPage(
    `large type, ${width} wide`,
    `?${SMALL}`,
    async (page) => {
      await page.evaluate(() => {
        const own = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'font');
        const fonts = /** @type {any} */ (globalThis);
        fonts.drawn = [];
        Object.defineProperty(CanvasRenderingContext2D.prototype, 'font', {
          ...own,
          set(font) {
            fonts.drawn.push(Number.parseFloat(/[\d.]+px/.exec(font)?.[0] ?? ''));
            own?.set?.call(this, font);
          },
        });
      });
      await button(page, 'In class').click();
      await button(page, 'Large type').click();
      await page.waitForURL(/type=large/);
      const size = (/** @type {string} */ id) =>
        page.locator(`#${id}`).evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
      for (const [id, least] of /** @type {const} */ ([
        ['train', 30],
        ['updates', 26],
        ['sample', 26],
        ['training-perplexity', 60],
        ['status', 24],
      ]))
        assert.ok((await size(id)) >= least, `${id}: ${await size(id)}`);
      await page.waitForFunction(() => {
        const { drawn } = /** @type {any} */ (globalThis);
        // a drawing sets two: those of the numbers and of the names of the axes
        return drawn.length > 0 && drawn.slice(-2).every((/** @type {number} */ px) => px >= 18);
      });
      await button(page, 'Train').click();
      await trained(page, 120);
      await button(page, 'Pause').click();
      await page.getByText('Paused.').waitFor();
      assert.deepEqual(await overlaps(page), []);
      assert.equal(await overflow(page), 0);
      assert.deepEqual(await violations(page), []);
    },
    { viewport: { width, height: 1080 } },
  );

onPage('is accessible', `?${SMALL}&type=large`, async (page) => {
  await openClass(page);
  await page.getByLabel('The link', { exact: true }).waitFor();
  assert.deepEqual(await faults(page, 'html', true), []);
  await button(page, 'Large type').click();
  await page.waitForURL((url) => !url.searchParams.has('type'));
  assert.deepEqual(await faults(page, '#class'), []);
  await page.goto(`${address}?${SMALL}&embed=1`);
  await ready(page);
  assert.deepEqual(await faults(page), []);
});

onPage(
  'fits a phone in large type',
  `?${SMALL}&type=large`,
  async (page) => {
    assert.equal(await overflow(page), 0);
    await page.locator('nav a[href="#inside"]').click();
    await button(page, 'Look inside').click();
    await page.locator('#inside .bars li').first().waitFor();
    assert.equal(await overflow(page), 0);
    await page.locator('nav a[href="#translate"]').click();
    await page.locator('#translate .hypotheses').waitFor({ state: 'attached' });
    assert.equal(await overflow(page), 0);
    await page.locator('nav a[href="#race"]').click();
    await page.locator('#race').waitFor();
    assert.equal(await overflow(page), 0);
  },
  PHONE,
);

test('stands in a frame of another page, from a sub-path', async (t) => {
  const index = await readFile(join(root, 'dist/index.html'), 'utf8');
  const lab = await serveFolder(t, root, { '/dist/': index });
  const own = 'One "short" text & its letters. '.repeat(40);
  const attributes = `cell="lstm" hidden="24" max-tokens="1200" until="30" height="500" hide="sample" heading="A lesson"`;
  const text = own.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const host = await serveFolder(t, root, {
    '/dist/': index,
    '/lesson.html': `<!doctype html><html lang="en"><title>Lesson</title><link rel="icon" href="data:,"><style>[hidden] { display: none !important }</style>
      <script type="module" src="dist/sluice-lab.js"></script>
      <main><h1>Lesson</h1><sluice-lab src="${lab}dist/" ${attributes} text="${text}"></sluice-lab>
      <sluice-lab hidden="16"></sluice-lab></main></html>`,
  });
  const context = await openContext(t, browser, LAPTOP);
  /** @type {string[]} */
  const problems = [];
  context.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  context.on('weberror', (error) => problems.push(String(error.error())));
  const page = await context.newPage();
  await page.goto(`${host}lesson.html`);
  const box = await page.locator('sluice-lab').first().boundingBox();
  assert.equal(box?.height, 500);
  const element = page.locator('sluice-lab iframe').first();
  assert.equal(await element.getAttribute('title'), 'A lesson');
  const frame = /** @type {Frame} */ (await (await element.elementHandle())?.contentFrame());
  assert.notEqual(new URL(frame.url()).origin, new URL(page.url()).origin);
  await frame.locator('#train:enabled').click();
  await frame.getByText(/^Done/).waitFor();
  assert.deepEqual(await partsOn(frame), ['curve']);
  assert.ok(!(await frame.locator('footer').isVisible()));
  assert.deepEqual(await frame.getByRole('link').allInnerTexts(), ['Open the whole page']);
  assert.deepEqual(await violations(page), []);

  const beside = page.locator('sluice-lab iframe').last();
  assert.equal(await beside.getAttribute('src'), `${host}dist/?embed=1&hidden=16`);
  await beside.contentFrame().locator('#train:enabled').waitFor();

  const opened = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Open the whole page' }).click();
  const whole = await ready(await opened);
  assert.equal(await numberOf(whole, 'text-length'), 1200);
  assert.equal(await textOf(whole, 'text-name'), 'The text of the link');
  assert.equal(await whole.getByLabel('Hidden size').inputValue(), '24');
  assert.ok(await whole.getByRole('radio', { name: 'LSTM' }).isChecked());
  assert.ok(await whole.locator('header').isVisible());
  assert.deepEqual(problems, []);
});

test('a lesson in the address', () => {
  const read = (/** @type {string} */ query) => readClassMode(new URLSearchParams(query));
  assert.deepEqual(read(''), { hide: [], pace: 0, large: false, embed: false, wrong: [] });
  assert.deepEqual(read('hide=text,step&pace=5&type=large&embed=1'), {
    hide: ['step', 'text'],
    pace: 5,
    large: true,
    embed: true,
    wrong: [],
  });
  assert.deepEqual(read('hide=all&pace=fast&type=huge').wrong, [
    'hide=all',
    'pace=fast',
    'type=huge',
  ]);
});
