// Rows about language models: training, what is held out, and the book's measure.
import { mediansOf } from './medians.mjs';
import { WINDOW } from './texts.mjs';

/**
 * @typedef {import('../../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {import('../../../wasm/sluice.d.ts').Progress} Progress
 * @typedef {import('./texts.mjs').Text} Text
 *
 * @typedef {object} Plan
 * @property {(folder: string) => Text} text
 * @property {Settings} settings
 * @property {number[]} [seeds] one after another; the figures are their medians
 * @property {number} [epochs]
 * @property {number} [updates]
 * @property {number} [looks] how often the held-out part is measured on the way: its best beside its end
 * @property {import('../../../wasm/sluice.d.ts').Workers} [workers]
 * @property {boolean} [learnOn] the held-out part is read once more, learning on
 */

const PROMPT = 'time traveller';
const SAMPLE_LENGTH = 50;
/** Updates in an epoch of the v1.0 edition: 10,000 windows, 1,024 at a time, the last ones fewer. */
const EPOCH = 10;

/**
 * @param {Session} session
 * @param {Plan} plan
 * @param {string} folder
 * @param {number} share of the training to do
 */
export async function runLanguage(session, plan, folder, share) {
  const { text, normalize, maxTokens, validation, windows, prompt = PROMPT } = plan.text(folder);
  const { length } = await session.loadText(text, { normalize, maxTokens });
  const { normalize: _, ...settings } = plan.settings; // the text is in its normal form
  const runs = [];
  for (const seed of plan.seeds ?? [1]) {
    const { parameters } = await session.createModel({ ...settings, seed, validation });
    const trained = await train(session, plan, share);
    runs.push({
      ...(plan.seeds && { seed }),
      ...trained,
      parameters,
      frozen: (await session.measure('training')).perplexity,
      ...(validation > 0 && (await heldOut(session, plan.learnOn))),
      ...(windows && { windows: await windowPerplexity(session, text.slice(-windows - WINDOW)) }),
      sample: await sample(session, prompt),
    });
  }
  const baselines = await session.baselines({ order: 6 }); // of the model's split
  return {
    ...mediansOf(runs, 'held_out'),
    ...(plan.seeds && { runs }),
    ngram: (validation > 0 ? baselines.heldOut : baselines.training).map((p) => round(p)),
    symbols: length,
  };
}

/** @param {Session} session @param {boolean} [learnOn] */
async function heldOut(session, learnOn) {
  const { loss, perplexity } = await session.measure('validation');
  if (!learnOn) return { held_out: perplexity, held_out_nats: loss };
  const learning = await session.measure('validation', { learnOn });
  return {
    ...{ held_out: perplexity, held_out_nats: loss },
    ...{ learning_on: learning.perplexity, learning_on_nats: learning.loss },
  };
}

/**
 * @param {Session} session
 * @param {Plan} plan
 * @param {number} share
 */
async function train(session, plan, share) {
  const { epochs, updates, looks, workers = 1 } = plan;
  const limits = {
    ...(epochs && { epochs: Math.ceil(epochs * share) }),
    ...(updates && { updates: Math.ceil(updates * share) }),
  };
  // Epochs report at their ends; updates each, for a mean over the last of them.
  const reportEvery = updates ? 1 : 1e9;
  const validateEvery = updates && looks ? Math.ceil(updates / looks) : 1e9;
  /** @type {number[]} */
  const recent = [];
  let best = Infinity;
  /** @type {Progress | undefined} */
  let last;
  for await (const progress of session.train({ ...limits, reportEvery, validateEvery, workers })) {
    last = progress;
    recent.push(progress.loss);
    if (recent.length > (updates ? EPOCH : 1)) recent.shift();
    best = Math.min(best, progress.validationPerplexity ?? Infinity);
  }
  return {
    ...(best < Infinity && { best }),
    updates: last?.update,
    // of the last epoch, each update with its own weights
    perplexity: Math.exp(recent.reduce((sum, loss) => sum + loss, 0) / recent.length),
    tokens_per_second: Math.round(last?.tokensPerSecond ?? NaN),
    seconds: Math.round(last?.seconds ?? NaN),
  };
}

/**
 * The measure of the v1.0 edition: every window of the stretch by itself, from a zero state.
 *
 * @param {Session} session
 * @param {string} stretch
 */
async function windowPerplexity(session, stretch) {
  let sum = 0;
  const count = stretch.length - WINDOW;
  for (let i = 0; i < count; i++) {
    sum += (await session.evaluate(stretch.slice(i, i + WINDOW + 1))).loss;
  }
  return Math.exp(sum / count);
}

/** @param {Session} session @param {string} prompt */
async function sample(session, prompt) {
  let text = prompt;
  const drawing = { prompt, length: SAMPLE_LENGTH, temperature: 0 };
  for await (const symbol of session.generate(drawing)) text += symbol;
  return text;
}

/** @param {number} value */
export const round = (value, digits = 3) => Number(value.toFixed(digits));
