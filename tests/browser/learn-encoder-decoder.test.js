// The lesson on encoder and decoder: what is drawn is what the core translates with, and what is said of it holds.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { flowOf } from '../../web/learn/encoder-decoder/flow.js';
import {
  judge,
  LETTERS,
  lessonOf,
  vocabularies,
} from '../../web/learn/encoder-decoder/translators.js';
import { inChapter, press, rowsOf } from './learn.js';

/** @typedef {import('playwright-core').Page} Page */

/** A translator as the chapter trains it, in Node. @param {import('../../web/learn/encoder-decoder/translators.js').Teacher} teacher */
async function taught(teacher) {
  const session = await createSession();
  const lesson = lessonOf(teacher);
  await lesson.load(session);
  await lesson.renew(session);
  for await (const _ of session.train({ updates: 200, workers: 1 }));
  return session;
}

/**
 * The probability of what a translator writes, by the states that the chapter draws and its output layer.
 * @param {import('../../wasm/sluice.d.ts').Session} session
 * @param {string} text
 * @param {string[]} tokens that it writes
 */
async function logProbability(session, text, tokens) {
  const weights = await session.weights();
  const { decoder } = flowOf(weights, vocabularies, [...text, '<eos>'], tokens);
  const [rows, bias] = ['weight', 'bias'].map(
    (part) => weights[`decoder.linear.${part}`]?.values ?? [],
  );
  const logs = decoder.map((state, t) => {
    const logits = Array.from(bias ?? [], (b, k) =>
      state.reduce((sum, h, i) => sum + h * Number(rows?.[k * state.length + i]), b),
    );
    const said = logits.slice(vocabularies.target.indexOf('<eos>')); // never <unk>, <pad>, <bos>
    const sum = Math.log(said.reduce((all, logit) => all + Math.exp(logit), 0));
    return Number(logits[vocabularies.target.indexOf(String(tokens[t]))]) - sum;
  });
  return logs.reduce((a, b) => a + b);
}

test('encoder-decoder: the states drawn are those that the core translates with', async () => {
  const session = await taught('1');
  for (const text of ['abcd', 'ea', 'ccc', 'dabec']) {
    const found = await session.translate(text);
    const drawn = await logProbability(session, text, found.tokens);
    assert.ok(Math.abs(drawn - found.logProbability) < 1e-4, `${text}: ${drawn}`);
  }
  const alone = await taught('0');
  const [helped, unhelped] = [await judge(session), await judge(alone)];
  assert.ok(helped.loss < unhelped.loss, `${helped.loss} against ${unhelped.loss}`);
  assert.ok(helped.right > 30, `${helped.right} of ${helped.of}`);
  const five = Array.from({ length: 100 }, (_, i) =>
    [0, 1, 2, 3, 4].map((k) => LETTERS[Math.floor((i * 31) / 5 ** k) % 5]).join(''),
  );
  const answers = await Promise.all(five.map((text) => session.translate(text)));
  const whole = answers.filter(({ text }, i) => text === [...String(five[i])].reverse().join(''));
  assert.ok(whole.length < 50, `${whole.length} of 100`);
  await Promise.all([session.dispose(), alone.dispose()]);
});

/** The strip's columns. @param {Page} page */
const columnsOf = (page) =>
  page.locator('#learn .strip').evaluate((strip) => {
    const shades = [...strip.querySelectorAll('rect')].map(
      (rect) => `${rect.getAttribute('class')} ${rect.getAttribute('fill-opacity')}`,
    );
    return Array.from({ length: shades.length / 32 }, (_, t) =>
      shades.slice(32 * t, 32 * (t + 1)).join(),
    );
  });

/** Waits until a row of the table has come to its end. @param {Page} page @param {number} row from 1 */
const rowDone = (page, row) =>
  page
    .locator(`#learn .translating tbody tr:nth-child(${row})`)
    .filter({ has: page.getByText('200', { exact: true }) })
    .waitFor();

inChapter('encoder-decoder: what the tries say', '?learn=encoder-decoder', async (page) => {
  await rowDone(page, 1);
  await page.locator('#learn .translated', { hasText: 'abcd → dcba' }).waitFor();
  const before = await columnsOf(page);
  assert.equal(before.length, 10);
  assert.equal(
    await page
      .locator('#learn .framed')
      .evaluate((frame) => frame.style.getPropertyValue('--from')),
    '4',
  );
  await press(page, 'those of the changed letter and after it');
  await page.locator('#learn .translated', { hasText: 'abce → ecba' }).waitFor();
  const after = await columnsOf(page);
  const same = after.map((column, t) => column === before[t]);
  assert.deepEqual(same, [true, true, true, ...Array(7).fill(false)]);
  await press(page, 'rather not');
  await page.locator('#learn .translated', { hasText: 'dabec → ' }).waitFor();
  const said = await page.locator('#learn .translated').innerText();
  assert.doesNotMatch(said, /dabec → cebad,/);
  await press(page, '0.5, half');
  await press(page, 'higher'); // both learn to the end
  await rowDone(page, 2);
  await rowDone(page, 3);
  const rows = await rowsOf(page, '#learn .translating');
  const [helped = [], , unhelped = []] = rows;
  assert.ok(Number(helped[2]) < Number(unhelped[2]), `${rows}`);
});

inChapter(
  'encoder-decoder: refuses what it cannot read',
  '?learn=encoder-decoder',
  async (page) => {
    await page.locator('#learn .translated', { hasText: 'abcd →' }).waitFor();
    const input = page.locator('#learn-source');
    for (const [text, answer] of [
      ['', 'type one to five letters from a to e'],
      ['abx', 'leave out “x”'],
      ['abcdea', 'These are 6 letters; type 5 at most'],
    ]) {
      await input.fill(String(text));
      await page.getByText(String(answer)).waitFor();
    }
    await input.fill('cab');
    await page.locator('#learn .translated', { hasText: 'cab →' }).waitFor();
    assert.equal(await input.getAttribute('aria-invalid'), 'false');
  },
);
