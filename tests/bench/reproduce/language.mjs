// Rows about language models: training, the best weights on held-out text, and the book's measure.
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
 * @property {number} [measureEvery] updates; the weights that did best on the held-out part are kept
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
  const { text, normalize, maxTokens, validation, windows } = plan.text(folder);
  const { length } = await session.loadText(text, { normalize, maxTokens });
  const runs = [];
  for (const seed of plan.seeds ?? [1]) {
    const { parameters } = await session.createModel({ ...plan.settings, seed, validation });
    const trained = await train(session, plan, share);
    runs.push({
      ...(plan.seeds && { seed }),
      ...trained,
      parameters,
      frozen: (await session.measure('training')).perplexity,
      ...(validation > 0 && { held_out: (await session.measure('validation')).perplexity }),
      ...(windows && { windows: await windowPerplexity(session, text.slice(-windows - WINDOW)) }),
      sample: await sample(session),
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

/**
 * @param {Session} session
 * @param {Plan} plan
 * @param {number} share
 */
async function train(session, plan, share) {
  const { epochs, updates, measureEvery = 0 } = plan;
  const limits = {
    ...(epochs && { epochs: Math.ceil(epochs * share) }),
    ...(updates && { updates: Math.ceil(updates * share) }),
  };
  // Epochs report at their ends; updates each, for a mean over the last of them.
  const reports = { reportEvery: updates ? 1 : 1e9, validateEvery: measureEvery || 1e9 };
  /** @type {number[]} */
  const recent = [];
  /** @type {{ loss: number, update: number, file: Uint8Array | null }} */
  const best = { loss: Infinity, update: 0, file: null };
  /** @type {Progress | undefined} */
  let last;
  for await (const progress of session.train({ ...limits, ...reports })) {
    last = progress;
    const { update, loss, validationLoss = Infinity } = progress;
    recent.push(loss);
    if (recent.length > (updates ? EPOCH : 1)) recent.shift();
    if (validationLoss < best.loss) {
      Object.assign(best, { loss: validationLoss, update, file: await session.save() });
    }
  }
  if (best.file) await session.load(best.file);
  return {
    ...(best.file && { best_update: best.update }),
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

/** @param {Session} session */
async function sample(session) {
  let text = PROMPT;
  const drawing = { prompt: PROMPT, length: SAMPLE_LENGTH, temperature: 0 };
  for await (const symbol of session.generate(drawing)) text += symbol;
  return text;
}

/** @param {number} value */
export const round = (value, digits = 3) => Number(value.toFixed(digits));
