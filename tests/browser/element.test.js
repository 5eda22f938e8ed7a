// <sluice-lab> in a page of another origin than the lab's: what it tells, what it can be told, and whom it trusts.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { launchBrowser, lifetime, openContext, PATIENCE_MS, root, serveFolder } from './serve.js';

/** @typedef {import('playwright-core').Page} Page */

const dist = join(root, 'dist');
const SMALL = 'cell="rnn" hidden-size="8" batch="4" steps="8" until="12"';
const HEAD =
  '<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><script type="module" src="/sluice-lab.js"></script>';

/** @type {import('playwright-core').Browser} */
let browser;
let lab = '';
const { t: file, end } = lifetime();
before(async () => {
  browser = await launchBrowser(file);
  lab = await serveFolder(file, dist, { '/': await readFile(join(dist, 'index.html'), 'utf8') });
});
after(end);

/** Notes what happens on the first element, as it happens. */
function listen() {
  const noted = /** @type {any} */ (globalThis);
  noted.events = [];
  for (const type of ['ready', 'progress', 'sample', 'end', 'error'])
    addEventListener(
      type,
      (event) => {
        if (event.target instanceof Element && event.target.localName === 'sluice-lab')
          noted.events.push({ type, .../** @type {any} */ (event).detail });
      },
      true,
    );
}

/**
 * A page with the element, on an origin of its own.
 * @param {import('node:test').TestContext} t
 * @param {string} body
 * @param {string} [folder] served beside it
 */
async function hostPage(t, body, folder = dist) {
  const host = await serveFolder(t, folder, { '/': HEAD + body, '/app/': HEAD + body });
  const context = await openContext(t, browser);
  await context.addInitScript(listen);
  const page = await context.newPage();
  await page.goto(host);
  return page;
}

/** @param {Page} page @param {string} type @param {number} [count] of them by then */
const heard = (page, type, count = 1) =>
  page
    .waitForFunction(
      ([type, count]) => {
        const { events } = /** @type {any} */ (globalThis);
        const found = events.filter((/** @type {any} */ event) => event.type === type);
        return found.length >= Number(count) && found;
      },
      /** @type {const} */ ([type, count]),
    )
    .then((found) => found.jsonValue());

/**
 * What the element answers, or the words of its error; after the browser's patience, what it told until then.
 * @param {Page} page
 * @param {string} name
 * @param {object} [options]
 */
const call = (page, name, options) =>
  page.evaluate(
    ([name, options, patience]) => {
      const { events } = /** @type {any} */ (globalThis);
      const element = /** @type {any} */ (document.querySelector('sluice-lab'));
      const never = new Promise((_, reject) =>
        setTimeout(() => reject(Error(`no answer, but ${JSON.stringify(events)}`)), patience),
      );
      return Promise.race([element[name](options), never]).catch(({ message }) => message);
    },
    /** @type {const} */ ([name, options, PATIENCE_MS]),
  );

test('tells what happens and does what it is told', async (t) => {
  const page = await hostPage(t, `<sluice-lab src="${lab}" ${SMALL}></sluice-lab>`);
  const early = call(page, 'train'); // before the page in the frame is there
  assert.equal((await early).update, 12);
  const [ready] = await heard(page, 'ready');
  assert.ok(ready.parameters > 0 && ready.symbols > 20);
  const [progress] = await heard(page, 'progress');
  assert.ok(progress.update > 0 && progress.target === 12 && progress.perplexity > 1);
  const [ended] = await heard(page, 'end');
  assert.deepEqual([ended.update, ended.done], [12, true]);
  const [sample] = await heard(page, 'sample');
  assert.ok(sample.text.length > 10);
  assert.equal((await call(page, 'step')).update, 13);
  assert.equal((await call(page, 'restart')).update, 0);
  await heard(page, 'ready', 2);
  const before = (await heard(page, 'progress')).length;
  const long = call(page, 'train', { updates: 1e6 });
  const told = await heard(page, 'progress', before + 3);
  const perplexities = told.slice(before).map((/** @type {any} */ { perplexity }) => perplexity);
  assert.equal(new Set(perplexities).size, perplexities.length, 'each tells its own perplexity');
  const { update } = await call(page, 'pause');
  assert.ok(update < 1e6);
  assert.equal((await long).update, update, 'the training that was paused has ended');
  const ends = await heard(page, 'end', 3);
  assert.equal(ends.at(-1).done, false);
  const asked = [call(page, 'train', { updates: 2e6 }), call(page, 'train', { updates: 3e6 })];
  await call(page, 'pause');
  for (const { update } of await Promise.all(asked)) assert.ok(update < 2e6, 'paused in time');
  assert.match(await call(page, 'train', { updates: 'many' }), /numbers above 0/);
  assert.match(await call(page, 'train', { update: 5 }), /updates or minutes, not update$/);
});

test('follows its attributes, and the height of the style sheet', async (t) => {
  const page = await hostPage(t, `<sluice-lab src="${lab}" ${SMALL} height="300"></sluice-lab>`);
  const [first] = await heard(page, 'ready');
  const element = page.locator('sluice-lab');
  const steps = await page.evaluate(() => history.length);
  const height = async () => (await element.boundingBox())?.height;
  assert.equal(await height(), 300);
  await element.evaluate((one) => {
    one.setAttribute('height', '320');
    one.setAttribute('heading', 'Today');
  });
  assert.equal(await height(), 320);
  assert.equal(await element.locator('iframe').getAttribute('title'), 'Today');
  await page.addStyleTag({ content: 'sluice-lab { height: 400px }' });
  assert.equal(await height(), 400);
  assert.equal((await element.locator('iframe').boundingBox())?.height, 400);
  assert.equal((await heard(page, 'ready')).length, 1, 'none of these began the page anew');
  await element.evaluate((one) => {
    one.setAttribute('hidden-size', '16');
    one.setAttribute('max-tokens', '1000');
    one.setAttribute('token-dropout', '0.25');
  });
  const [, second] = await heard(page, 'ready', 2);
  assert.ok(second.parameters > first.parameters);
  const dropout = page.frameLocator('sluice-lab iframe').locator('#setting-token_dropout');
  assert.equal(await dropout.inputValue(), '0.25');
  assert.equal(await page.evaluate(() => history.length), steps, 'Back does not lead through them');
  for (
    let times = 0;
    times < 2;
    times++ // the second time there is nothing left to do
  )
    assert.equal((await call(page, 'train', { updates: 3 })).update, 3);
  const third = await page.evaluate(() => {
    const one = /** @type {any} */ (document.querySelector('sluice-lab'));
    one.setAttribute('seed', '7');
    return one.train({ updates: 2 }); // in the same task: of the page with that seed
  });
  assert.equal(third.update, 2);
});

test('tells what happens where nobody sees it', async (t) => {
  const far = '<div style="height: 500vh"></div>'; // a frame out of view is never painted
  const page = await hostPage(t, `${far}<sluice-lab src="${lab}" ${SMALL}></sluice-lab>`);
  await call(page, 'train');
  const [ended] = await heard(page, 'end');
  assert.deepEqual([ended.update, ended.done], [12, true]);
  const [sample] = await heard(page, 'sample');
  assert.ok(sample.text.length > 10);
});

test('is hidden by hidden, and sized by a number in it', async (t) => {
  const page = await hostPage(t, `<sluice-lab src="${lab}" ${SMALL} hidden></sluice-lab>`);
  const element = page.locator('sluice-lab');
  assert.equal(await element.isVisible(), false);
  await element.evaluate((one) => one.setAttribute('hidden', '24'));
  await element.waitFor();
  assert.equal(await element.getAttribute('hidden-size'), '24');
});

test('leaves its document and comes back', async (t) => {
  const page = await hostPage(t, `<sluice-lab src="${lab}" ${SMALL}></sluice-lab>`);
  await heard(page, 'ready');
  const lost = call(page, 'train', { updates: 1e6 });
  await heard(page, 'progress');
  await page.evaluate(() => {
    const one = /** @type {Element} */ (document.querySelector('sluice-lab'));
    one.remove();
    document.body.append(one);
  });
  assert.match(await lost, /taken out of its document/);
  assert.equal((await call(page, 'train')).update, 12);
});

test('does not frame its own page, nor a host that answers everything with it', async (t) => {
  const bare = '<sluice-lab><p>No lab here.</p></sluice-lab>';
  const page = await hostPage(t, bare); // its script lies beside the page
  const [{ message }] = await heard(page, 'error');
  assert.match(message, /src/);
  assert.ok(await page.getByText('No lab here.').isVisible());
  assert.equal(page.frames().length, 1);

  const other = await hostPage(t, '<sluice-lab src="/app/"><p>No lab here.</p></sluice-lab>');
  await heard(other, 'error');
  await other.getByText('No lab here.').waitFor();
  assert.equal(other.frames().length, 1, 'a page without the lab was taken away again');
});

test('talks with nobody but its page, and the page with nobody but its host', async (t) => {
  const page = await hostPage(t, `<sluice-lab src="${lab}" ${SMALL}></sluice-lab>`);
  await heard(page, 'ready');
  const stranger = await serveFolder(t, dist, {
    '/': `<!doctype html><title>Stranger</title><script>
      onmessage = ({ data, ports }) => document.title = ports.length ? 'has a port' : String(data);
      parent.postMessage({ sluice: 'here' }, '*');
      parent.postMessage('said', '*');
    </script>`,
  });
  // Beside the element, and in the element's frame but from another origin: neither gets a port.
  await page.evaluate(async (address) => {
    const said = () =>
      new Promise((resolve) => {
        addEventListener('message', ({ data }) => data === 'said' && resolve(undefined));
      });
    const beside = document.createElement('iframe');
    const first = said();
    beside.src = address;
    document.body.append(beside);
    await first;
    const held = document.querySelector('sluice-lab')?.shadowRoot?.querySelector('iframe');
    const second = said();
    const go = () => held?.contentWindow?.location.replace(address);
    const goOn = setInterval(go, 2000); // a page that writes its own address meanwhile can call it off
    go();
    await second;
    clearInterval(goOn);
  }, stranger);
  const strangers = page.frames().filter((one) => one.url() === stranger);
  assert.equal(strangers.length, 2);
  for (const frame of strangers) assert.equal(await frame.title(), 'Stranger');

  // A page in the frame that is greeted by a frame beside it does not listen.
  const again = await hostPage(
    t,
    `<script>onmessage = ({ data }) => (document.title = data?.sluice);</script>
    <iframe src="${lab}?embed=1&hidden=8"></iframe><iframe></iframe>`,
  );
  await again.waitForFunction(() => document.title === 'here'); // from then on it listens
  const answered = await again.evaluate(async () => {
    const beside = /** @type {any} */ (globalThis).frames[1];
    const { port1, port2 } = new MessageChannel();
    beside.port = port2;
    let isAnswered = false;
    port1.onmessage = () => {
      isAnswered = true;
    };
    beside.eval(`parent.frames[0].postMessage({ sluice: 'hello' }, '*', [port])`);
    // and by its host it is greeted, after that
    const channel = new MessageChannel();
    const ready = new Promise((resolve) => {
      channel.port1.onmessage = ({ data }) => resolve(data.event);
    });
    /** @type {any} */ (globalThis).frames[0].postMessage({ sluice: 'hello' }, '*', [
      channel.port2,
    ]);
    return [await ready, isAnswered];
  });
  assert.deepEqual(answered, ['ready', false]);
});
