// The first minute of a first visit, cold: `node tests/bench/first-minute.mjs [VISITS] [QUERY]` (default 1 visit, the page
// as it comes). Each visit has a browser of its own that has kept nothing. Prints milliseconds of loading until the first letter
// is drawn and until Train can be pressed, and after the press until the first update, until half of what it writes are words of
// its text, and until the end, with what the page then says. Needs `npm run build`.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  launchBrowser,
  lifetime,
  MOVING,
  openContext,
  previewSite,
  root,
} from '../browser/serve.js';

const [visits = '1', query = ''] = process.argv.slice(2);
const text = await readFile(join(root, 'web/texts/english.txt'), 'utf8');
const WORDS = [...new Set(text.toLowerCase().match(/[a-z]{3,}/g))];

/** In the page, before its own scripts: presses Train when it can be, and keeps the times. @param {string[]} known words of the text */
function watch(known) {
  /** @type {Record<string, number>} */
  const times = {};
  Object.assign(globalThis, { times });
  const words = new Set(known);
  const find = (/** @type {string} */ selector) => document.querySelector(selector);
  /** Of the written words of three letters and more, how many the text has. */
  function shareOfWords() {
    const written = [...document.querySelectorAll('#sample-text > :not(.ahead):not(.prompt)')]
      .map(({ textContent }) => textContent)
      .join('');
    const all = written.toLowerCase().match(/[a-z]{3,}/g) ?? [];
    return all.length < 10 ? 0 : all.filter((word) => words.has(word)).length / all.length;
  }
  const isTrue = {
    letter: () => Boolean(find('#sample-text > [title]:not(.ahead)')),
    ready: () => Boolean(find('#train:enabled')),
    update: () => Number(find('#updates')?.textContent?.replaceAll(',', '')) >= 1,
    words: () => times.update !== undefined && shareOfWords() >= 0.5,
    end: () => times.update !== undefined && /^Done/.test(find('#status')?.textContent ?? ''),
  };
  function look() {
    for (const [name, holds] of Object.entries(isTrue))
      if (times[name] === undefined && holds()) times[name] = performance.now();
    const isPressed = times.pressed !== undefined;
    if (times.ready !== undefined && times.letter !== undefined && !isPressed) {
      times.pressed = performance.now();
      /** @type {HTMLElement} */ (find('#train')).click();
    }
    if (times.end === undefined) setTimeout(look, 16);
  }
  look();
}

/** @param {string} address */
async function visit(address) {
  const { t, end } = lifetime();
  try {
    const context = await openContext(t, await launchBrowser(t), MOVING);
    const page = await context.newPage();
    await page.addInitScript(watch, WORDS);
    await page.goto(address + query);
    await page.waitForFunction(() => Reflect.get(globalThis, 'times').end !== undefined);
    const { letter, ready, pressed, update, words, end } = await page.evaluate(() =>
      Reflect.get(globalThis, 'times'),
    );
    const says = (/** @type {string} */ id) => page.locator(id).textContent();
    return {
      ...{ letter, ready, update: update - pressed, words: words - pressed, end: end - pressed },
      updates: await says('#updates'),
      heldOut: await says('#held-out-perplexity'),
      judgement: await says('#judgement'),
    };
  } finally {
    await end();
  }
}

const { t, end } = lifetime();
try {
  const address = await previewSite(t);
  for (let i = 0; i < Number(visits); i++) console.log(await visit(address));
} finally {
  await end();
}
