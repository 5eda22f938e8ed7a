// Whether a worker of a page may start another one, by hand: `node tests/bench/nested.mjs [TIMES]` (default 300).
// Prints how often it hung for good in Firefox, and how often when the page started both: see
// wasm/worker/relay.js.
import { execFileSync } from 'node:child_process';
import puppeteer from 'puppeteer-core';
import { BLANK, lifetime, root, serveFolder } from '../browser/serve.js';

const times = Number(process.argv[2] ?? 300);

/** In the page: whether the second of two workers answers in time. @param {boolean} nested whether the first one starts it */
async function answers(nested) {
  const urlOf = (/** @type {string} */ code) => URL.createObjectURL(new Blob([code]));
  const second = urlOf('onmessage = () => postMessage(0)');
  const first = urlOf(`onmessage = ({ data }) => {
    const worker = new Worker(data);
    worker.onmessage = () => postMessage(0);
    worker.postMessage(0);
  }`);
  const worker = new Worker(first);
  const inner = nested ? undefined : new Worker(second);
  const answered = new Promise((resolve) => {
    (inner ?? worker).onmessage = () => resolve(true);
    setTimeout(() => resolve(false), 5000);
  });
  (inner ?? worker).postMessage(second);
  const isWell = await answered;
  for (const one of [worker, inner]) one?.terminate();
  return isWell;
}

const { t, end } = lifetime();
const address = await serveFolder(t, root, { '/': BLANK });
const which = 'command -v firefox-esr || command -v firefox';
const executablePath = execFileSync('sh', ['-c', which], { encoding: 'utf8' }).trim();
const browser = await puppeteer.launch({ browser: 'firefox', executablePath });
const page = await browser.newPage();
await page.goto(address);
const hung = { nested: 0, page: 0 };
for (let i = 0; i < times; i++) {
  if (!(await page.evaluate(answers, true))) hung.nested++;
  if (!(await page.evaluate(answers, false))) hung.page++;
}
console.log(
  `${await browser.version()}: of ${times} times, a worker that started another one hung`,
);
console.log(`${hung.nested}, and a page that started both ${hung.page}`);
await browser.close();
await end();
