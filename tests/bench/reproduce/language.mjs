// Rows about language models: training, the best weights on held-out text, and the book's measure.
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
 * @property {number[]} [seeds] one after another; the figures are those of the median on held-out text
 * @property {number} [epochs]
 * @property {number} [updates]
 * @property {number} [measureEvery] updates; the weights that did best on the held-out part are kept
 */

const PROMPT = 'time traveller';
const SAMPLE_LENGTH = 50;

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
    ...median(runs),
    ...(plan.seeds && { runs }),
    ngram: (validation > 0 ? baselines.heldOut : baselines.training).map((p) => round(p)),
    symbols: length,
  };
}

/** The run in the middle, by held-out text. @template {{ held_out?: number }} T @param {T[]} runs */
function median(runs) {
  const order = runs.toSorted((a, b) => (a.held_out ?? 0) - (b.held_out ?? 0));
  return /** @type {T} */ (order[order.length >> 1]);
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
  const reports = { reportEvery: measureEvery || 1e9, validateEvery: measureEvery || 1e9 };
  /** @type {{ loss: number, update: number, file: Uint8Array | null }} */
  const best = { loss: Infinity, update: 0, file: null };
  /** @type {Progress | undefined} */
  let last;
  for await (const progress of session.train({ ...limits, ...reports })) {
    last = progress;
    const { update, validationLoss = Infinity } = progress;
    if (validationLoss < best.loss) {
      Object.assign(best, { loss: validationLoss, update, file: await session.save() });
    }
  }
  if (best.file) await session.load(best.file);
  return {
    ...(best.file && { best_update: best.update }),
    updates: last?.update,
    perplexity: last?.perplexity, // of the last epoch, each update with its own weights
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
