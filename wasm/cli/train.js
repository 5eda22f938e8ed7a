import { createSession } from '../index.js';
import { checkWritable, readText } from './files.js';
import { readResumable } from './resume.js';
import { print, say } from './talk.js';
import {
  introduce,
  lengthOptions,
  limitsOf,
  runningOptions,
  SAVE_EVERY,
  settingsIn,
  trainAndTell,
  withHorizon,
  withOwnHorizon,
} from './training.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Setting} Setting
 * @typedef {import('./main.js').Invocation} Invocation
 * @typedef {import('../sluice.d.ts').Settings} Settings
 * @typedef {import('./training.js').Plan['limits']} Limits
 * @typedef {{ maxTokens?: number, signal: AbortSignal }} Reading
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

/** @type {import('./arguments.js').Option[]} */
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
  const {
    engine,
    workers = '1',
    out,
    json = false,
    resume,
    'save-every': seconds = SAVE_EVERY,
  } = values;
  const given = settingsIn(values);
  const limits = limitsOf(values, { updates: DEFAULT_UPDATES });
  const resumable = resume === undefined ? null : await readResumable(resume, 'language', given);
  if (out !== undefined) await checkWritable(out, file);
  const session = await createSession({ worker: false, engine });
  try {
    const reading = { maxTokens: values['max-tokens'], signal: stop };
    const { text, model } = resumable
      ? await resumeOn(session, file, resumable, reading)
      : await begin(session, file, { given, limits }, reading);
    if (!json) introduce(sizeOf(text), model, session);
    if (model.settings.bidirectional) say(SEES_THE_FUTURE);
    const plan = {
      ...{ limits, workers: /** @type {1 | 2 | 4} */ (Number(workers)), json },
      ...{ perEpoch: updatesPerEpoch(model.settings, text.length), keeping: { out, seconds } },
      ...{ resumed: resumable?.saved ?? null, measure: measurer(session, model) },
    };
    await trainAndTell(session, plan, stop);
    if (out !== undefined && !json) say(`model and training are in ${out}`);
    if (!json && !stop.aborted) await printSample(session, stop);
  } finally {
    await session.dispose();
  }
}

/**
 * @param {Session} session
 * @param {string} file
 * @param {{ given: Settings, limits: Limits }} wishes
 * @param {Reading} reading
 */
async function begin(session, file, { given, limits }, reading) {
  const { normalize } = given;
  const text = await session.loadText(readText(file), { ...reading, normalize });
  const settings = { ...(await defaults(session)), ...given };
  const perEpoch = updatesPerEpoch(settings, text.length);
  return { text, model: await session.createModel(withHorizon(given, limits, perEpoch)) };
}

/**
 * @param {Session} session
 * @param {string} file
 * @param {import('./resume.js').Resumable} resumable
 * @param {Reading} reading
 */
async function resumeOn(session, file, { bytes }, reading) {
  await session.load(bytes); // it knows how its text is read
  const text = await session.loadText(readText(file), { ...reading, vocabulary: 'model' });
  return { text, model: await session.resume(bytes) };
}

/**
 * @param {Session} session
 * @returns {Promise<any>}
 */
async function defaults(session) {
  const table = await session.settingsTable();
  return Object.fromEntries(table.map((row) => [row.name, row.default]));
}

/**
 * Updates in an epoch without a random offset, as src/text/batches.c has them.
 *
 * @param {Pick<Required<Settings>, 'batch' | 'steps' | 'order' | 'validation'>} settings
 * @param {number} length
 */
function updatesPerEpoch({ batch, steps, order, validation }, length) {
  const training = length - Math.floor(length * validation);
  const stride = order === 'overlapping' ? 1 : steps;
  const windows = Math.floor((training - 1 - steps) / stride) + 1;
  return Math.max(Math.floor(windows / batch), 1);
}

/**
 * @param {Session} session
 * @param {import('../sluice.d.ts').ModelInfo} model
 */
function measurer(session, { settings }) {
  return async (/** @type {AbortSignal} */ signal) =>
    settings.validation > 0
      ? (await session.measure('validation', { signal })).perplexity
      : undefined;
}

/** @param {import('../sluice.d.ts').TextInfo} text */
function sizeOf({ length, symbols }) {
  return `${length.toLocaleString('en')} symbols, ${symbols} distinct`;
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
