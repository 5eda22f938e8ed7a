// What is trained, and what the book prints for it.

import { presets } from '../../../wasm/index.js';
import { numbers, reverse } from '../../../web/tasks/index.js';
import { runEcho } from './echo.mjs';
import { runLanguage } from './language.mjs';
import { builtIn, classic, shakespeare, v1, whole } from './texts.mjs';
import { runPairsTask, runSentences } from './translation.mjs';

/**
 * @typedef {import('../../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {Record<string, any>} Result
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {'classic' | 'seq2seq' | 'v1.0' | 'ours' | 'tasks'} group
 * @property {string} title
 * @property {Result} [book] its figures: perplexity, held_out, tokens_per_second, loss, bleu_sum
 * @property {Result} settings for the record
 * @property {(session: Session, folder: string, share: number) => Promise<Result>} run `share` of
 *   the training, 1 for all of it
 */

/** The concise rows use the framework's layers, with their first weights. @type {Settings} */
const CONCISE = {
  ...{ batch: 32, steps: 35, clip: 1, optimizer: 'sgd', lr: 1 },
  ...{ init: 'pytorch', reset: 'after' },
};

/**
 * @param {string} name
 * @param {string} title
 * @param {Settings} settings
 * @param {Result} book
 * @returns {Row}
 */
function classicRow(name, title, settings, book) {
  const plan = { text: classic, settings, epochs: 500 };
  return languageRow({ name, title, group: 'classic', book }, plan);
}

/**
 * @param {Pick<Row, 'name' | 'title' | 'group' | 'book'>} row
 * @param {import('./language.mjs').Plan} plan
 * @returns {Row}
 */
function languageRow(row, plan) {
  const { text: _, ...settings } = plan;
  const run = (
    /** @type {Session} */ session,
    /** @type {string} */ folder,
    /** @type {number} */ share,
  ) => runLanguage(session, plan, folder, share);
  return { ...row, settings, run };
}

/** @returns {Row} */
function sentencesRow() {
  const { settings } = presets.seq2seq;
  const plan = { settings, epochs: 300, seeds: [1, 2, 3, 4, 5] };
  return {
    ...{ name: 'seq2seq', group: 'seq2seq', settings: plan },
    title: 'GRU encoder and decoder, 600 pairs, the median of 5 seeds',
    book: { loss: 0.19, bleu_sum: 2.105, tokens_per_second: 12_745 },
    run: (session, folder, share) => runSentences(session, plan, folder, share),
  };
}

/** @type {Settings} */
const ADAM = {
  ...{ optimizer: 'adamw', init: 'pytorch', order: 'random', schedule: 'cosine' },
};

/** @type {Row[]} */
const bookRows = [
  classicRow('rnn', 'RNN, hidden 512', presets['classic-rnn'].settings, {
    ...{ perplexity: 1.0, tokens_per_second: 67_213 },
  }),
  classicRow(
    'rnn-concise',
    'RNN, concise',
    { ...CONCISE, cell: 'rnn', hidden: 256 },
    {
      ...{ perplexity: 1.3, tokens_per_second: 404_414 },
    },
  ),
  classicRow('gru', 'GRU', presets['classic-gru'].settings, {
    ...{ perplexity: 1.1, tokens_per_second: 19_911 },
  }),
  classicRow(
    'gru-concise',
    'GRU, concise',
    { ...CONCISE, cell: 'gru', hidden: 256 },
    {
      ...{ perplexity: 1.0, tokens_per_second: 109_424 },
    },
  ),
  classicRow('lstm', 'LSTM', presets['classic-lstm'].settings, {
    ...{ perplexity: 1.3, tokens_per_second: 17_736 },
  }),
  classicRow(
    'lstm-concise',
    'LSTM, concise',
    { ...CONCISE, cell: 'lstm', hidden: 256 },
    {
      ...{ perplexity: 1.1, tokens_per_second: 234_815 },
    },
  ),
  classicRow(
    'lstm-deep',
    'LSTM, 2 layers',
    { ...CONCISE, cell: 'lstm', hidden: 256, layers: 2, lr: 2 },
    { perplexity: 1.0, tokens_per_second: 186_006 },
  ),
  classicRow(
    'lstm-bidirectional',
    'LSTM, 2 layers, bidirectional (sees the future: a wrong language model)',
    { ...CONCISE, cell: 'lstm', hidden: 256, layers: 2, bidirectional: true },
    { perplexity: 1.1, sample: 'time travellererererererererererererererererererererererer' },
  ),
  sentencesRow(),
  languageRow(
    {
      ...{ name: 'gru-v1', title: 'GRU, hidden 32, the median of 5 seeds', group: 'v1.0' },
      book: { perplexity: 4.9, windows: 6.55 },
    },
    {
      text: v1,
      settings: presets['v1-gru'].settings,
      updates: presets['v1-gru'].updates,
      seeds: [1, 2, 3, 4, 5],
    },
  ),
  languageRow(
    {
      ...{ name: 'gru-deep-v1', group: 'v1.0' },
      title: 'GRU, 2 layers, hidden 32, the median of 5 seeds',
      book: { perplexity: 4.1, windows: 6.1 },
    },
    {
      text: v1,
      settings: presets['v1-deep'].settings,
      updates: presets['v1-deep'].updates,
      seeds: [1, 2, 3, 4, 5],
    },
  ),
];

/** Measured on the way in rows where that costs little. */
const LOOKS = 20;

/**
 * A preset that is for text it has not seen: what it reaches at its end.
 *
 * @param {import('../../../wasm/sluice.d.ts').PresetName} name
 * @param {string} title
 * @param {Partial<import('./language.mjs').Plan> & Pick<import('./language.mjs').Plan, 'text'>} plan
 * @param {Result} [book]
 * @returns {Row}
 */
function presetRow(name, title, plan, book) {
  const { settings, updates } = presets[name];
  return languageRow({ name, title, group: 'ours', book }, { settings, updates, ...plan });
}

const SEEDS = [1, 2, 3];

/** @type {Row[]} */
const ownRows = [
  presetRow('first', 'the English text of the page, the median of 3 seeds', {
    ...{ text: builtIn('english'), seeds: SEEDS, looks: LOOKS, workers: 2 },
  }),
  presetRow('first-large', 'the Chinese text of the page, the median of 3 seeds', {
    ...{ text: builtIn('chinese'), seeds: SEEDS, looks: LOOKS, workers: 2 },
  }),
  presetRow('book', 'whole Time Machine, a tenth held out', {
    ...{ text: whole, workers: 2, learnOn: true },
  }),
  presetRow('whole-deep', 'the same with a GRU', { text: whole, learnOn: true }),
  presetRow(
    'unseen-deep',
    'v1.0 split, the median of 3 seeds',
    { text: v1, seeds: SEEDS, looks: LOOKS },
    { windows: 6.1 },
  ),
  presetRow('shakespeare-3', 'Tiny Shakespeare, the median of 3 seeds', {
    ...{ text: shakespeare, seeds: SEEDS, workers: 2 },
  }),
  presetRow('shakespeare-best', 'Tiny Shakespeare, as well as in an hour', {
    ...{ text: shakespeare, workers: 2, learnOn: true },
  }),
];

/**
 * @param {Pick<Row, 'name' | 'title'>} row
 * @param {import('./translation.mjs').PairsPlan} plan
 * @returns {Row}
 */
function pairsRow(row, plan) {
  const { task, ...settings } = plan;
  return {
    ...{ ...row, group: 'tasks', settings: { task: task.name, ...settings } },
    run: (session, _, share) => runPairsTask(session, plan, share),
  };
}

/**
 * @param {'rnn' | 'gru' | 'lstm'} cell
 * @param {Settings} settings
 * @param {number[]} delays
 * @param {number} updates
 * @returns {Row}
 */
function echoRow(cell, settings, delays, updates) {
  const plan = { settings: { ...ECHO, ...settings, cell }, delays, updates };
  return {
    ...{ name: `echo-${cell}`, title: `echo at delay 100, ${cell.toUpperCase()}`, group: 'tasks' },
    settings: plan,
    run: (session, _, share) => runEcho(session, plan, share),
  };
}

/** Windows of a whole line: a letter, its wait and its echo. @type {Settings} */
const ECHO = {
  ...{ hidden: 64, batch: 16, steps: 103, optimizer: 'adam', init: 'pytorch' },
};

/** @type {Row[]} */
const taskRows = [
  pairsRow(
    { name: 'numbers', title: 'numbers to French words, unseen ones' },
    {
      ...{ task: numbers, parameters: { pairs: 5000 }, epochs: 30, width: 4 },
      settings: {
        ...{
          ...ADAM,
          cell: 'gru',
          hidden: 128,
          embedding: 32,
          bidirectional: true,
          init: 'xavier',
        },
        ...{ batch: 64, steps: 16, lr: 0.005, warmup: 50 },
      },
    },
  ),
  pairsRow(
    { name: 'reverse', title: 'strings of 2 to 12 letters backwards, unseen ones' },
    {
      ...{ task: reverse, parameters: { pairs: 20_000 }, epochs: 40, width: 1 },
      settings: {
        ...{ ...ADAM, cell: 'gru', hidden: 256, embedding: 32, init: 'xavier' },
        ...{ batch: 64, steps: 13, lr: 0.003, warmup: 200 },
      },
    },
  ),
  echoRow('gru', { lr: 0.003 }, [5, 15, 40, 100], 300),
  echoRow('lstm', { lr: 0.003 }, [3, 5, 8, 12, 18, 27, 40, 55, 75, 100], 400),
  echoRow('rnn', { lr: 0.003 }, [5, 15, 40, 100], 600),
];

export const rows = [...bookRows, ...ownRows, ...taskRows];
