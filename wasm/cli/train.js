import { createSession } from '../index.js';
import { checkWritable, readText, writeModel } from './files.js';
import { print, say } from './talk.js';
import {
  introduce,
  lengthOptions,
  limitsOf,
  runningOptions,
  trainAndTell,
  withHorizon,
  withOwnHorizon,
} from './training.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Setting} Setting
 * @typedef {import('./main.js').Invocation} Invocation
 * @typedef {1 | 2 | 4} Workers
 * @typedef {{ updates?: number, epochs?: number, workers: Workers }} Limits
 */

const DEFAULT_UPDATES = 500;
const SAMPLE_LENGTH = 300;
const SEES_THE_FUTURE =
  'a bidirectional model reads the text from its end too and so sees the very symbols that it ' +
  'predicts: its perplexity does not measure prediction';

export const about = 'Trains a model on a text (UTF-8) and prints a sample of what it then writes.';
export const operands = ['FILE|-'];

/** @param {Setting[]} table */
export const settings = (table) =>
  withOwnHorizon(table).filter(({ group }) => group !== 'translation');

/** @type {import('./options.js').Option[]} */
export const options = [
  ...lengthOptions(` [${DEFAULT_UPDATES}, if there is no --epochs]`),
  {
    ...{ name: 'max-tokens', group: 'length', kind: 'whole', min: 0, max: 0xffffffff, default: 0 },
    help: 'train on only so many symbols from the start of the text; 0: on all',
  },
  ...runningOptions,
];

/** @param {Invocation} invocation */
export async function run({ values, operands: [file = ''], stop }) {
  const { updates, epochs, engine, workers = '1', out, json = false, ...rest } = values;
  const { 'max-tokens': maxTokens, ...given } = rest;
  const limits = limitsOf(values, { updates: DEFAULT_UPDATES });
  const plan = { limits, workers: /** @type {1 | 2 | 4} */ (Number(workers)), json };
  if (out !== undefined) await checkWritable(out);
  const session = await createSession({ worker: false, engine });
  try {
    const { normalize } = given;
    const text = await session.loadText(readText(file), { normalize, maxTokens, signal: stop });
    const perEpoch = await updatesPerEpoch(session, given, text.length);
    const model = await session.createModel(withHorizon(given, limits, perEpoch));
    const size = `${text.length.toLocaleString('en')} symbols, ${text.symbols} distinct`;
    if (!json) introduce(size, model.parameters, session);
    if (model.settings.bidirectional) say(SEES_THE_FUTURE);
    await trainAndTell(session, plan, stop);
    if (out !== undefined) await writeModel(out, await session.save());
    if (out !== undefined && !json) say(`the model is in ${out}`);
    if (!json && !stop.aborted) await printSample(session, stop);
  } finally {
    await session.dispose();
  }
}

/**
 * Windows that fit into the training part; the epochs' random offsets may cost one of them.
 *
 * @param {Session} session
 * @param {import('../sluice.d.ts').Settings} given
 * @param {number} length
 */
async function updatesPerEpoch(session, given, length) {
  const table = await session.settingsTable();
  const defaults = Object.fromEntries(table.map((row) => [row.name, row.default]));
  const { batch, steps, validation } = { ...defaults, ...given };
  const training = length - Math.floor(length * Number(validation));
  return Math.max(Math.floor((training - 1) / (Number(batch) * Number(steps))), 1);
}

/**
 * @param {Session} session
 * @param {AbortSignal} stop
 */
async function printSample(session, stop) {
  for await (const symbol of session.generate({ length: SAMPLE_LENGTH, signal: stop })) {
    await print(symbol, stop);
  }
  await print('\n', stop);
}
