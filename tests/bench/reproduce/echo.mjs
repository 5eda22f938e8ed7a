// The exercise on gates: which of them let the symbol of step t' decide that of step t, 100 later?
import { echo } from '../../../web/tasks/index.js';

/**
 * @typedef {import('../../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {import('../../../wasm/sluice.d.ts').Inspection} Inspection
 */

const LETTERS = 8;
const SYMBOLS = 60_000;
const UNSEEN_SEED = 1000;
/** What an inspection reads at most. */
const MOST = 4096;

/**
 * Trains on growing delays, each of which gives the next a start, and measures the last.
 *
 * @param {Session} session
 * @param {{ settings: Settings, delays: number[], updates: number }} plan updates at each delay
 * @param {number} share of the training to do
 */
export async function runEcho(session, { settings, delays, updates }, share) {
  let seconds = 0;
  const stages = [];
  for (const [stage, delay] of delays.entries()) {
    const { text } = echo.generate({ delay, letters: LETTERS, length: SYMBOLS }, stage + 1);
    await session.loadText(text, { vocabulary: stage > 0 ? 'model' : 'own' });
    if (stage === 0) await session.createModel(settings);
    const stop = Math.ceil(updates * share);
    let last;
    for await (const progress of session.train({ updates: stop, reportEvery: stop }))
      last = progress;
    seconds += last?.seconds ?? 0;
    stages.push({ delay, right: (await answers(session, delay)).right });
  }
  const found = await answers(session, delays.at(-1) ?? 1);
  return { ...found, stages, seconds: Math.round(seconds) };
}

/**
 * How many letters come back in lines that were not trained on, and what the gates do meanwhile.
 *
 * @param {Session} session
 * @param {number} delay
 */
async function answers(session, delay) {
  const line = delay + 2; // the letter, the wait, its echo and the end
  const { text } = echo.generate({ delay, letters: LETTERS, length: SYMBOLS }, UNSEEN_SEED);
  const inspection = await session.inspect(text.slice(0, MOST - (MOST % line)));
  const { symbols, vocabulary, distribution } = inspection;
  const starts = Array.from({ length: symbols.length / line }, (_, i) => i * line);
  const right = starts.filter((start) => {
    const cue = start + delay - 1; // the prediction is made where the cue was read
    const row = distribution.subarray(cue * vocabulary.length, (cue + 1) * vocabulary.length);
    return vocabulary[row.indexOf(Math.max(...row))] === symbols[start];
  }).length;
  const gates = delay > 2 ? meanGates(inspection, starts, delay) : {};
  return { delay, right: right / starts.length, lines: starts.length, gates };
}

/**
 * Means of each gate at the letter and in the wait, over the units that keep the letter: each counts
 * as much as its state, just before the cue, differs from letter to letter.
 *
 * @param {Inspection} inspection
 * @param {number[]} starts
 * @param {number} delay
 */
function meanGates({ layers, hidden: units }, starts, delay) {
  const [layer] = layers[0] ?? [];
  if (!layer) return {};
  const states = layer.memory ?? layer.hidden;
  const weights = Array.from({ length: units }, (_, unit) =>
    variance(starts.map((start) => states[(start + delay - 2) * units + unit] ?? 0)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  /** @param {Float32Array} gate @param {number[]} offsets */
  const mean = (gate, offsets) => {
    let sum = 0;
    for (const start of starts) {
      for (const offset of offsets) {
        for (const [unit, weight] of weights.entries()) {
          sum += weight * (gate[(start + offset) * units + unit] ?? 0);
        }
      }
    }
    return Number((sum / (total * starts.length * offsets.length)).toFixed(3));
  };
  const wait = Array.from({ length: delay - 2 }, (_, i) => i + 1);
  return Object.fromEntries(
    Object.entries(layer.gates).map(([name, gate]) => [
      name,
      { letter: mean(gate, [0]), wait: mean(gate, wait) },
    ]),
  );
}

/** @param {number[]} values */
function variance(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
