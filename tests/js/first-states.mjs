// What the lesson's figures show until their models are there: `node tests/js/first-states.mjs` trains those models and
// writes it down for both languages. first-states.test.js compares.
import { readFile, writeFile } from 'node:fs/promises';
import { createSession } from '../../wasm/index.js';
import { lookAt as candidate } from '../../web/learn/candidate/look.js';
import { SETTINGS as DEEP, resultOf, stripsOf } from '../../web/learn/deep/networks.js';
import {
  ENOUGH as ENOUGH_PAIRS,
  lessonOf,
  translated,
} from '../../web/learn/encoder-decoder/translators.js';
import { keep } from '../../web/learn/first/view.js';
import { CELLS, lineOf } from '../../web/learn/forgetting/decay.js';
import { SETTINGS as BY_HAND } from '../../web/learn/from-scratch/plan.js';
import { lookAt as letters } from '../../web/learn/letters/look.js';
import { lookAt as lstm } from '../../web/learn/lstm/look.js';
import { lookAt as perplexity, TEXTS } from '../../web/learn/perplexity/look.js';
import { ENOUGH, SETTINGS, TOKENS } from '../../web/learn/plan.js';
import { lookAt as resetGate } from '../../web/learn/reset-gate/look.js';
import { lookAt as updateGate } from '../../web/learn/update-gate/look.js';

/** @typedef {'en' | 'zh'} Language */

const FILES = { en: 'english', zh: 'chinese' };
/** The engine that has the same bits on every machine. */
const HOW = /** @type {const} */ ({ worker: false, engine: 'simd' });

/** @param {Language} language */
export const fileOf = (language) =>
  new URL(`../../web/learn/first/${language}.js`, import.meta.url);

/** @param {import('../../wasm/sluice.d.ts').Session} session @param {number} updates */
async function learn(session, updates, validateEvery = 0) {
  for await (const { update } of session.train({ updates, validateEvery, reportEvery: 25 }))
    if (update > updates) throw new Error(`it went on to ${update}`);
}

/**
 * A session in which a chapter's model has learned.
 * @param {Language} language
 * @param {{ settings?: import('../../wasm/sluice.d.ts').Settings, updates?: number, validateEvery?: number }} pupil
 */
async function taught(language, { settings, updates = ENOUGH, validateEvery = 0 }) {
  const session = await createSession(HOW);
  const file = new URL(`../../web/texts/${FILES[language]}.txt`, import.meta.url);
  await session.loadText(await readFile(file, 'utf8'), { maxTokens: TOKENS });
  await session.createModel({ ...SETTINGS, ...settings });
  await learn(session, updates, validateEvery);
  return session;
}

/** @param {Language} language */
async function gatesIn(language) {
  const session = await taught(language, { settings: { cell: 'gru' } });
  const { words } = await import(`../../web/learn/words/${language}.js`);
  const { chapters } = words;
  const place = { t: 0, unit: 0, part: /** @type {const} */ ('r') };
  return {
    letters: await letters(session, chapters.letters.start),
    'reset-gate': {
      of: /** @type {const} */ ('before'),
      ...(await resetGate(session, chapters['reset-gate'].prompt, {}, 'before')),
    },
    'update-gate': {
      ...{ takes: /** @type {const} */ (false), held: /** @type {const} */ ('free') },
      ...(await updateGate(session, chapters['update-gate'].sentence, {})),
    },
    candidate: await candidate(session, chapters.candidate.word, place),
  };
}

/** @param {Language} language */
async function deepIn(language) {
  const { words } = await import(`../../web/learn/deep/words/${language}.js`);
  const deep = await taught(language, { settings: { cell: 'gru', ...DEEP.deep } });
  const both = await taught(language, { settings: { cell: 'gru', ...DEEP.both } });
  return {
    strips: await stripsOf(deep, 'deep', words.sentence),
    results: {
      deep: await resultOf(deep, words.prompt),
      both: await resultOf(both, words.prompt),
    },
  };
}

async function translation() {
  const session = await createSession(HOW);
  const { load, renew } = lessonOf('1');
  await load(session);
  await renew(session);
  await learn(session, ENOUGH_PAIRS);
  return translated(session, 'abcd');
}

/** @param {Language} language @returns {Promise<import('../../web/learn/first/view.js').First>} */
export async function firstStates(language) {
  const { words } = await import(`../../web/learn/words/${language}.js`);
  const { forgetting, lstm: ofLstm } = words.chapters;
  const fresh = CELLS.map(async (cell) =>
    lineOf(await taught(language, { settings: { cell }, updates: 0 }), cell, forgetting.sentence),
  );
  const byHand = await taught(language, { settings: { cell: 'gru', ...BY_HAND }, updates: 0 });
  const { update, loss, gradientNorm, scale, rate, tensors } = await byHand.dissect();
  const { settings, validateEvery } = TEXTS.long;
  const measured = await taught(language, {
    settings: { cell: 'gru', ...settings },
    validateEvery,
  });
  const remembering = await taught(language, { settings: { cell: 'lstm' } });
  return {
    ...(await gatesIn(language)),
    forgetting: await Promise.all(fresh),
    'from-scratch': {
      ...{ update, loss, gradientNorm, scale, rate },
      tensors: tensors.map(({ name, gradientNorm, step }) => ({ name, gradientNorm, step })),
    },
    perplexity: await perplexity(measured, 'long'),
    lstm: await lstm(remembering, ofLstm, {}),
    deep: await deepIn(language),
    'encoder-decoder': await translation(),
  };
}

if (process.argv[1] === import.meta.filename)
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const text = keep(await firstStates(language)).replace(/[\\']/g, '\\$&');
    const head = '// Written by `node tests/js/first-states.mjs`.';
    await writeFile(fileOf(language), `${head}\n\nexport const first =\n  '${text}';\n`);
  }
