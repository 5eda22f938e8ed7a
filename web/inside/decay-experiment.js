import { openSession } from '../lab/open-session.js';
import { median, relative } from './decay.js';
import { words } from './words.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').Attribution} Attribution
 * @typedef {import('./decay.js').Cell} Cell
 * @typedef {import('./decay.js').Decay} Decay
 * @typedef {import('./decay.js').Measured} Measured
 * @typedef {(message: string, share: number) => void} Report share: 0 to 1 of the whole
 */

/** The settings of all three. */
export const PLAN = {
  hidden: 32,
  batch: 16,
  steps: 32,
  optimizer: /** @type {const} */ ('adam'),
  lr: 0.01,
  clip: 1,
  init: /** @type {const} */ ('pytorch'),
  validation: 0.1,
  seed: 1,
};

export const UPDATES = 1500;

export const FARTHEST = 60;
export const PASSAGES = 24;

/** @type {Cell[]} */
const CELLS = ['rnn', 'gru', 'lstm'];
const BYTES = 240000;
const LEAST = 1500;
const HELD_OUT = 4000;

/** The beginning of the text, whole symbols only. @param {Blob} content */
async function beginningOf(content) {
  const text = await content.slice(0, BYTES).text();
  return [...text.replace(/\uFFFD+$/, '')];
}

/** Evenly spaced passages of the part that is held out. @param {string[]} symbols */
function passagesOf(symbols) {
  const length = FARTHEST + 2; // one position to predict from, and the symbol that it predicts
  const start = symbols.length - Math.floor(symbols.length * PLAN.validation);
  const room = symbols.length - start - length;
  return Array.from({ length: PASSAGES }, (_, i) => {
    const from = start + Math.floor((i * room) / (PASSAGES - 1));
    return symbols.slice(from, from + length).join('');
  });
}

/** @param {Attribution[]} attributions @param {(one: Attribution) => Float32Array} norms */
function typical(attributions, norms) {
  const curves = attributions.map((one) => relative(norms(one), FARTHEST));
  return curves[0].map((_, d) => median(curves.map((curve) => curve[d])));
}

/** @param {Session} session @param {string[]} passages @param {AbortSignal} signal @returns {Promise<Decay>} */
async function trace(session, passages, signal) {
  /** @type {Attribution[]} */
  const attributions = [];
  for (const passage of passages) {
    signal.throwIfAborted();
    attributions.push(await session.attribute(passage, FARTHEST));
  }
  const hidden = typical(attributions, (one) => one.hidden[0][0]);
  if (!attributions[0].memory) return { hidden };
  const ofMemory = (/** @type {any} */ one) => one.memory[0][0];
  return { hidden, memory: typical(attributions, ofMemory) };
}

/** @param {Session} session @param {Cell} cell @param {string[]} passages @param {Report} report @param {AbortSignal} signal @returns {Promise<Measured>} */
async function measure(session, cell, passages, report, signal) {
  const updates = UPDATES;
  const name = words.cells[cell];
  const { parameters } = await session.createModel({ ...PLAN, cell });
  report(words.measuring(name), 0);
  const fresh = await trace(session, passages, signal);
  const options = { updates, signal, validateEvery: 10 * updates };
  for await (const { update } of session.train(options))
    report(words.progress(name, update, updates), update / updates);
  signal.throwIfAborted();
  report(words.measuring(name), 1);
  const trained = await trace(session, passages, signal);
  const { perplexity } = await session.measure('validation', { tokens: HELD_OUT, signal });
  return { cell, parameters, perplexity, fresh, trained };
}

/**
 * Trains a model of each cell on the beginning of the text, and measures how the gradient of one
 * position's loss fades with distance, in a session of its own.
 *
 * @param {Blob} content
 * @param {Report} report
 * @param {AbortSignal} signal ends it with an AbortError
 * @returns {Promise<Measured[]>}
 */
export async function compareCells(content, report, signal) {
  const symbols = await beginningOf(content);
  if (symbols.length < LEAST) throw new Error(words.tooShort(LEAST));
  const passages = passagesOf(symbols);
  const session = await openSession();
  try {
    await session.loadText(symbols.join(''));
    /** @type {Measured[]} */
    const results = [];
    for (const [i, cell] of CELLS.entries()) {
      /** @type {Report} */
      const within = (message, share) => report(message, (i + share) / CELLS.length);
      results.push(await measure(session, cell, passages, within, signal));
    }
    return results;
  } finally {
    await session.dispose();
  }
}
