// The page as a visitor meets it: what is seen, pressed, typed and read.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession, exportModel, presets } from '../../wasm/index.js';
import { gzippedBytes } from '../bench/bytes.mjs';
import { firstUpdates } from '../bench/page.mjs';
import { targets } from '../bench/targets.mjs';
import { faults, violations } from './axe.js';
import {
  alphabetOf,
  button,
  forecastOn,
  numberOf,
  OWN_TEXT,
  openFigures,
  paste,
  pause,
  ready,
  sampleAfter,
  sampleOf,
  setTarget,
  shows,
  slowDown,
  textOf,
  trained,
  updates,
} from './lab.js';
import { MOVING, openContext, openPage } from './serve.js';
import { address, browser, LAPTOP, onPage } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

/** Without a schedule, and with steps as long as the gradient. */
const PLAIN = '?optimizer=sgd&schedule=constant&hidden=24';

/** A model whose updates take no time, for what is not about the first visit's; it has no end of its own. */
const SMALL = '?hidden=24&until=1000000';

/** With what moves. */
const AS_VISITED = { ...LAPTOP, ...MOVING };

/** How many a first visit's model has, as the command line makes it. @param {string} text */
async function parametersOn(text) {
  const session = await createSession();
  try {
    await session.loadText(text);
    return (await session.createModel({ preset: 'first' })).parameters;
  } finally {
    await session.dispose();
  }
}

/** @param {Page} page */
async function curvePixels(page) {
  return page.evaluate(() =>
    document.getElementById('chart')?.querySelector('canvas')?.toDataURL(),
  );
}

onPage(
  'says what it is, what it learns from and what to press, without scrolling',
  '',
  async (page) => {
    assert.match(await page.locator('footer').innerText(), /learns to write.*in this tab/);
    assert.match(await page.locator('footer').innerText(), /Nothing leaves your machine/);
    const box = await page.locator('.stage').boundingBox();
    assert.ok(box && box.y + box.height <= 720, `the stage ends at ${box && box.y + box.height}`);
    assert.ok(await button(page, 'Train').isEnabled());
    assert.equal(await updates(page), 0);
    assert.match(await textOf(page, 'engine'), /simd|relaxed/);
    const whole = await readFile(new URL('../../web/texts/english.txt', import.meta.url), 'utf8');
    assert.equal(await numberOf(page, 'parameters'), await parametersOn(whole));
    const text = [...whole];
    assert.equal(await numberOf(page, 'text-length'), text.length);
    assert.equal(await alphabetOf(page), new Set(text).size);
    const held = Math.floor(text.length / 10);
    assert.match(await textOf(page, 'text-held'), new RegExp(held.toLocaleString('en')));
  },
);

/** The first visit's training, as long as half a minute on two cores: a minute is as many updates as the machine can make. */
const HALF = 1100;

onPage('learns: the curve moves, the sample gets words, and it ends well', '', learns, AS_VISITED);

/** @param {Page} page */
async function learns(page) {
  const [curve, noise] = [await curvePixels(page), await textOf(page, 'sample-text')];
  await setTarget(page, HALF);
  await button(page, 'Train').click();
  await page.waitForFunction(
    (was) => document.getElementById('chart')?.querySelector('canvas')?.toDataURL() !== was,
    curve,
  );
  await trained(page, 100);
  const early = await numberOf(page, 'training-perplexity');
  assert.ok(await button(page, 'Pause').isVisible());
  assert.ok((await numberOf(page, 'speed')) > 1000);
  const common = /\b(the|and|of|to|was|in|that)\b/g;
  const commonIn = (/** @type {string} */ text) => text.match(common)?.length ?? 0;
  await page.locator('#ending').waitFor();
  const words = await sampleAfter(page, HALF);
  assert.ok(commonIn(words) >= 4 + commonIn(noise), words);
  const late = await numberOf(page, 'training-perplexity');
  assert.ok(late < 0.65 * early, `from ${early} to ${late}`);
  assert.equal(await textOf(page, 'judgement'), 'Generalising: below every n-gram model.');
  const heldOut = await numberOf(page, 'held-out-perplexity');
  assert.ok(heldOut > 1 && heldOut < 4.37, `held out: ${heldOut}`); // of the 4-gram model
}

onPage('pauses, steps once, trains on and resets to the same weights', SMALL, resets, AS_VISITED);

/** @param {Page} page */
async function resets(page) {
  const before = await sampleOf(page);
  await button(page, 'Train').click();
  await trained(page, 50);
  await button(page, 'Pause').click();
  await page.getByText('Paused.').waitFor();
  const paused = await updates(page);
  await sampleAfter(page, paused);
  assert.equal(await updates(page), paused);
  await button(page, 'Step').click();
  await sampleAfter(page, paused + 1);
  assert.equal(await updates(page), paused + 1);
  await button(page, 'Train on').click();
  await trained(page, paused + 50);
  await button(page, 'Reset').click();
  await page.getByText('Ready. Press Train.').waitFor();
  assert.equal(await updates(page), 0);
  await shows(page, before);
}

onPage('stops at the target and goes on beyond it', SMALL, async (page) => {
  await setTarget(page, 40);
  await button(page, 'Train').click();
  await page.getByText(/^Done/).waitFor();
  assert.equal(await updates(page), 40);
  await button(page, 'Train on').click();
  await trained(page, 41);
});

onPage('pauses promptly', '?hidden=96&until=1000000', async (page) => {
  await button(page, 'Train').click();
  await trained(page, 40);
  const waits = await page.evaluate(async () => {
    const train = /** @type {HTMLButtonElement} */ (document.querySelector('#train'));
    const status = document.querySelector('#status');
    const updates = () =>
      Number(document.querySelector('#updates')?.textContent?.replaceAll(',', ''));
    const until = async (/** @type {() => boolean} */ isSo) => {
      const start = performance.now();
      while (!isSo()) await new Promise(requestAnimationFrame);
      return performance.now() - start;
    };
    const waits = [];
    for (let i = 0; i < 5; i++) {
      const before = updates();
      const training = await until(() => updates() >= before + 20);
      const done = updates() - before;
      train.click();
      const pause = await until(() => status?.textContent === 'Paused.');
      waits.push((pause / training) * done);
      train.click();
      await until(() => status?.textContent === 'Training.');
    }
    return waits.sort((a, b) => a - b);
  });
  // `node tests/bench/endurance.mjs` has the milliseconds, which depend on what else the machine does
  const said = `pausing took as long as ${waits.map(Math.round)} updates`;
  assert.ok(Number(waits[2]) < 100, said);
});

onPage('steps while it trains', SMALL, async (page) => {
  await button(page, 'Train').click();
  await trained(page, 20);
  await button(page, 'Step').click();
  await page.getByText('Paused.').waitFor();
  const stepped = await updates(page);
  await sampleAfter(page, stepped);
  assert.equal(await updates(page), stepped);
});

onPage('stops where the target is set behind it', SMALL, async (page) => {
  await button(page, 'Train').click();
  await trained(page, 30);
  await setTarget(page, 10);
  await page.getByText(/^Done/).waitFor();
  assert.equal(await page.getByLabel('until update').inputValue(), '10');
});

onPage('writes on from a prompt while it trains, symbol by symbol', SMALL, writesOn, AS_VISITED);

/** @param {Page} page */
async function writesOn(page) {
  await page.getByLabel('Symbols', { exact: true }).fill('600');
  await button(page, 'Train').click();
  await trained(page, 50);
  await page.getByLabel('It continues from').fill('The gate ');
  await button(page, 'Write').click();
  /** What is written and learned, as soon as it is more than this. @param {{ length: number, update: number }} least */
  const beyond = async (least) => {
    const found = await page.waitForFunction((least) => {
      const { length } = /** @type {HTMLTextAreaElement} */ (document.querySelector('#written'))
        .value;
      const update = Number(document.querySelector('#updates')?.textContent?.replaceAll(',', ''));
      return length > least.length && update > least.update && { length, update };
    }, least);
    return /** @type {{ length: number, update: number }} */ (await found.jsonValue());
  };
  const early = await beyond({ length: 20, update: 0 });
  assert.ok(early.length < 600, `${early.length} symbols at once`);
  const later = await beyond(early);
  assert.ok(later.length < 600, 'training stood still until all was written');
  await button(page, 'Write').waitFor();
  const text = await page.locator('#written').inputValue();
  assert.ok(text.startsWith('The gate '));
  assert.equal([...text].length, 'The gate '.length + 600);
}

onPage('stops writing when told', SMALL, stopsWriting, AS_VISITED);

/** @param {Page} page */
async function stopsWriting(page) {
  await page.getByLabel('Symbols', { exact: true }).fill('10000');
  await button(page, 'Write').click();
  await button(page, 'Stop').click();
  await button(page, 'Write').waitFor();
  const text = await page.locator('#written').inputValue();
  await button(page, 'Step').click(); // the engine answers this after whatever it still wrote
  await trained(page, 1);
  assert.equal(await page.locator('#written').inputValue(), text);
  assert.ok(text.length < 10_000);
}

onPage('names the symbol of a prompt that the model never saw', '', async (page) => {
  await page.getByLabel('It continues from').fill('The \u732b ');
  await button(page, 'Write').click();
  await page.locator('#prompt-error', { hasText: '\u732b' }).waitFor();
  assert.equal(await page.getByLabel('It continues from').getAttribute('aria-invalid'), 'true');
  await page.getByLabel('It continues from').fill('The ');
  await button(page, 'Write').click();
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector('#written')).value.length > 20,
  );
  assert.equal(await textOf(page, 'prompt-error'), '');
});

onPage('changes the learning rate at once, and explains a bad one', PLAIN, async (page) => {
  const rate = page.getByLabel('Learning rate');
  for (const bad of ['0', '-1', '1e9']) {
    await rate.fill(bad);
    await rate.blur();
    await page
      .locator('#lr-error', { hasText: /^Learning rate must.*greater than 0 and at most 1000/ })
      .waitFor();
    await rate.fill('1');
    await rate.blur();
    await page.locator('#lr-error:empty').waitFor({ state: 'attached' });
  }
  await rate.fill('-1');
  await rate.blur();
  await page.locator('#lr-error', { hasText: /greater than 0/ }).waitFor();
  await button(page, 'Reset').click(); // what was refused goes with the model
  await page.locator('#lr-error:empty').waitFor({ state: 'attached' });
  assert.equal(await rate.inputValue(), '1');
  await page.getByLabel('Clip').fill('0');
  await rate.fill('1000');
  await button(page, 'Train').click();
  await page.getByText(/Worse than blind guessing.*learning rate/).waitFor();
  await button(page, 'Reset').click();
  await rate.fill('1');
  await page.getByLabel('Clip').fill('1');
  await button(page, 'Train').click();
  await page.getByText(/As unsure as picking one of \d+\.\d+ symbols/).waitFor();
});

onPage('offers to restart when a setting needs fresh weights', '', async (page) => {
  const apply = button(page, 'Apply and restart');
  assert.ok(!(await apply.isVisible()));
  await page.getByLabel('Hidden size').fill('0');
  await page.locator('#hidden-error', { hasText: 'from 1 to 4,096' }).waitFor();
  await apply.click();
  assert.equal(await updates(page), 0);
  await page.getByLabel('Hidden size').fill('32');
  await page.getByRole('radio', { name: 'LSTM' }).check({ force: true });
  await button(page, 'Train').click();
  await trained(page, 20);
  await apply.click();
  await apply.waitFor({ state: 'hidden' });
  const symbols = 1 + (await alphabetOf(page));
  const { embedding: e = 0 } = presets.first.settings;
  const lstm = e * symbols + 4 * (e * 32 + 32 * 32 + 32) + 32 * symbols + symbols;
  assert.equal(await numberOf(page, 'parameters'), lstm);
  await button(page, 'Pause').waitFor();
  await trained(page, 20);
  await page.getByLabel('Batch').fill('4096');
  await apply.click();
  await page.locator('#settings-error', { hasText: /too short/ }).waitFor();
  assert.equal(await numberOf(page, 'parameters'), lstm);
  await button(page, 'Undo the changes').click();
  assert.equal(await page.getByLabel('Batch').inputValue(), '16');
});

onPage('takes the model to PyTorch and to ONNX', '', async (page) => {
  /** @param {string} name @param {number} count */
  const files = async (name, count) => {
    /** @type {import('playwright-core').Download[]} */
    const found = [];
    const all = new Promise((done) => {
      page.on('download', (download) => found.push(download) === count && done(undefined));
    });
    await button(page, name).click();
    await all;
    page.removeAllListeners('download');
    const bytes = await Promise.all(found.map(async (one) => readFile(await one.path())));
    return found.map((one, i) => ({ name: one.suggestedFilename(), bytes: bytes[i] }));
  };
  const [model] = await files('Save the model', 1);
  for (const [form, label, said] of /** @type {const} */ ([
    ['pytorch-script', 'For PyTorch', /lstm-160-0\.py rebuilds this model in PyTorch/],
    ['onnx', 'For ONNX', /lstm-160-0\.onnx: the network with its states/],
  ])) {
    const name = 'sluice-lstm-160-0';
    const apart = exportModel(new Uint8Array(model?.bytes ?? []), form, { name });
    const taken = await files(label, apart.length);
    for (const [i, { name, bytes }] of apart.entries()) {
      assert.equal(taken[i]?.name, name);
      assert.ok(taken[i]?.bytes?.equals(bytes), name);
    }
    await page.locator('#model-exported', { hasText: said }).waitFor();
  }
  assert.deepEqual(await violations(page), []);
});

async function translatorFile() {
  const session = await createSession({ worker: false });
  await session.loadPairs('go .\tva !\nrun .\tcours !\n', { minimum: 1 });
  await session.createTranslator({ hidden: 4, batch: 1 });
  const bytes = Buffer.from(await session.save());
  await session.dispose();
  return bytes;
}

const GRU = '?cell=gru&hidden=32&embedding=0';

onPage('saves a model and brings it back; an altered file changes nothing', GRU, async (page) => {
  await button(page, 'Train').click();
  await trained(page, 30);
  await pause(page);
  const [saved, sample] = [await updates(page), await sampleOf(page)];
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Save the model').click(),
  ]);
  assert.equal(download.suggestedFilename(), `sluice-gru-32-${saved}.safetensors`);
  const buffer = await readFile(await download.path());
  const load = (/** @type {Buffer} */ bytes) =>
    page
      .locator('#model-file')
      .setInputFiles({ name: 'm.safetensors', mimeType: '', buffer: bytes });
  await button(page, 'Reset').click();
  await page.getByText('Ready. Press Train.').waitFor();
  await load(buffer.subarray(0, buffer.length - 5));
  await page.locator('#model-error:not(:empty)').waitFor();
  assert.equal(await updates(page), 0);
  await load(await translatorFile());
  await page.locator('#model-error', { hasText: 'This file holds a translator' }).waitFor();
  await button(page, 'Step').click();
  await trained(page, 1);
  await button(page, 'Reset').click();
  await page.locator('#model-error:empty').waitFor({ state: 'attached' });
  await load(buffer);
  await trained(page, saved);
  assert.equal(await updates(page), saved);
  await page
    .locator('#perplexity-in-words', { hasText: `First measured at update ${saved + 100}` })
    .waitFor();
  assert.equal(await textOf(page, 'held-out-perplexity'), '–');
  await shows(page, sample);
  await button(page, 'Step').click();
  await sampleAfter(page, saved + 1);
  assert.equal(await updates(page), saved + 1);
  await setTarget(page, saved + 20);
  await button(page, 'Train on').click();
  await page.getByText(/^Done/).waitFor();
  assert.equal(await updates(page), saved + 20);
  const huge = Buffer.from(buffer);
  for (let at = 8 + Number(huge.readBigUInt64LE()); at < huge.length; at += 4)
    huge.writeFloatLE(at % 8 ? 1e38 : -1e38, at);
  await load(huge);
  await page.getByText('Paused.').waitFor();
  await page.locator('#sample-meaning', { hasText: /finite/ }).waitFor();
  assert.ok(!(await page.locator('#notice').isVisible()));
  await button(page, 'Train on').click();
  await page.locator('#notice', { hasText: /last good weights are kept.*learning rate/ }).waitFor();
  assert.equal(await updates(page), saved);
  await button(page, 'Dismiss').click();
  await button(page, 'Reset').click();
  await page.getByText('Ready. Press Train.').waitFor();
});

onPage('runs by keyboard alone', SMALL, async (page) => {
  for (const _ of await page.locator('nav a, header button').all())
    await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'train');
  const outline = await page.evaluate(
    () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
  );
  assert.equal(outline, 'solid');
  await page.keyboard.press('Enter');
  await trained(page, 20);
  await page.keyboard.press('Space');
  await page.getByText('Paused.').waitFor();
  const paused = await updates(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await trained(page, paused + 1);
  await page.getByText('The curve as a table').focus();
  await page.keyboard.press('Enter');
  const last = page.locator('#curve-rows tr:last-child th');
  await last.filter({ hasText: (paused + 1).toLocaleString('en') }).waitFor();
  assert.equal(Number((await last.innerText()).replaceAll(',', '')), paused + 1);
});

onPage('asks nothing of the network once it is there', SMALL, async (page) => {
  await page.getByRole('link', { name: 'one file' }).waitFor(); // which comes last, or this:
  await forecastOn(page);
  /** @type {string[]} */
  const requests = [];
  page.context().on('request', (request) => requests.push(request.url()));
  await button(page, 'Train').click();
  await trained(page, 50);
  await button(page, 'Write').click();
  await paste(page, OWN_TEXT);
  await page.getByText('The pasted text', { exact: true }).waitFor();
  await button(page, 'Train').click();
  await trained(page, 50);
  // a worker asks for its own files again, which are kept
  const kept = /^blob:|\/assets\/(worker|error|replica|sluice)-/;
  assert.deepEqual(
    requests.filter((url) => !kept.test(url)),
    [],
  );
});

onPage('is accessible and fits its width', SMALL, async (page) => {
  assert.deepEqual(await faults(page, 'html', true), [], 'idle');
  await button(page, 'Train').click();
  await trained(page, 100);
  await slowDown(page);
  await page.getByText('The curve as a table').click();
  assert.deepEqual(await faults(page), [], 'training');
  await pause(page);
  await paste(page, 'a');
  await page.locator('#text-error', { hasText: /too short/ }).waitFor();
  await page.getByLabel('Hidden size').fill('0');
  await page.getByLabel('It continues from').fill('\u732b');
  await button(page, 'Write').click();
  await page.locator('#prompt-error:not(:empty)').waitFor();
  assert.deepEqual(await faults(page), [], 'errors');
});

test('learns without the chart, if that is lost, and says so', async (t) => {
  const page = await openPage(t, browser, address + SMALL, LAPTOP);
  await page.route('**/chart-*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("lost on purpose")' }),
  );
  await page.reload();
  await page.locator('#notice', { hasText: 'The chart could not be loaded' }).waitFor();
  await openFigures(page);
  await button(page, 'Train').click();
  await trained(page, 50);
  assert.equal(await page.locator('#chart canvas').count(), 0);
  await page.getByText('The curve as a table').click();
  await page.locator('#curve-rows tr').first().waitFor();
});

test('trains alone when the code that shares a training is lost', async (t) => {
  const page = await (await openContext(t, browser, LAPTOP)).newPage(); // its errors are meant
  await page.context().route('**/replicas-*.js', (route) => route.abort());
  await page.goto(address);
  await ready(page);
  await openFigures(page);
  await button(page, 'Train').click();
  await trained(page, 3);
});

test('starts anew when the engine is lost', async (t) => {
  const page = await (await openContext(t, browser, AS_VISITED)).newPage(); // its errors are meant
  await page.goto(address + SMALL);
  await ready(page);
  await button(page, 'Train').click();
  await trained(page, 20);
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('lost on purpose');
    });
  });
  await button(page, 'Start anew').waitFor();
  assert.deepEqual(await violations(page), []);
  await button(page, 'Start anew').click();
  await page.getByText('Ready. Press Train.').waitFor();
  await button(page, 'Train').click();
  await trained(page, 20);
});

test('the first update waits for little: the chart comes after it', async () => {
  const target = targets.find(({ what }) => what.startsWith('scripts and styles up to'));
  const page = await firstUpdates(1);
  assert.ok(page.files.some((file) => file.startsWith('worker-')));
  assert.deepEqual(
    page.files.filter((file) => /^(uPlot|chart|room)/.test(file)),
    [],
  );
  const { chromium } = target?.measure({ bytes: await gzippedBytes(), page: { page } }) ?? {};
  assert.ok(chromium && chromium <= Number(target?.most), `${chromium} KB`);
});
