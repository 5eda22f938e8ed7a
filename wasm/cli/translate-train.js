import { createSession } from '../index.js';
import { checkWritable } from './files.js';
import { readResumable } from './resume.js';
import { collect, eachTranslated, maxPairs, pairsOf, readLines } from './sentences.js';
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
 * @typedef {{ lines: string, maxPairs?: number }} Table
 */

const DEFAULT_EPOCHS = 300;
/** Pairs whose translations are shown at the end. */
const SAMPLES = 4;
/** What pairs have no use for: they are always shuffled, and cut up in a way of their own. */
const OF_TEXTS = ['normalize', 'order'];

/** The settings of Dive into Deep Learning's example. @type {Record<string, any>} */
const CLASSIC = {
  ...{ cell: 'gru', layers: 2, hidden: 32, embedding: 32, init: 'xavier' },
  ...{ batch: 64, steps: 10, dropout: 0.1, optimizer: 'adam', lr: 0.005, clip: 1 },
};

export const about =
  'Trains a translator on pairs of sentences, one a line: source, tab, target (what follows a ' +
  'further tab is ignored); prints some of its translations. A sentence is cut off after --steps ' +
  'tokens. Defaults are the classic settings of Dive into Deep Learning.';
export const operands = ['FILE|-'];

/** What settings of texts mean for pairs. @type {Record<string, string>} */
const HELP = {
  bidirectional: 'the encoder also reads the sentence from its end',
  batch: 'pairs that are read side by side; the gradient is their mean',
  steps: 'tokens, <eos> counted, after which a sentence is cut off',
  validation: 'share of the pairs, at the end, that is kept back to measure on',
};

/** @param {Setting[]} table */
export const settings = (table) =>
  withOwnHorizon(table)
    .filter(({ name }) => !OF_TEXTS.includes(name))
    .map((row) => ({
      ...row,
      default: CLASSIC[row.name] ?? row.default,
      help: HELP[row.name] ?? row.help,
    }));

/** @type {import('./arguments.js').Option[]} */
export const options = [
  ...lengthOptions(''),
  maxPairs,
  ...runningOptions.filter(({ name }) => name !== 'workers'), // a translator trains on one thread
].map((option) =>
  option.name === 'epochs'
    ? { ...option, help: `${option.help} [${DEFAULT_EPOCHS}, if there is no --updates]` }
    : option,
);

/** @param {Invocation} invocation */
export async function run({ values, operands: [file = ''], stop }) {
  const { engine, out, json = false, resume, 'save-every': seconds = SAVE_EVERY } = values;
  const given = settingsIn(values);
  const limits = limitsOf(values, { epochs: DEFAULT_EPOCHS });
  const resumable = resume === undefined ? null : await readResumable(resume, 'translation', given);
  if (out !== undefined) await checkWritable(out, file);
  const session = await createSession({ worker: false, engine });
  try {
    const lines = await collect(readLines(file, stop));
    const table = { lines: lines.join('\n'), maxPairs: values['max-pairs'] };
    const { pairs, model } = resumable
      ? await resumeOn(session, table, resumable)
      : await begin(session, table, { given, limits });
    if (!json) introduce(sizeOf(pairs), model, session);
    const plan = {
      ...{ limits, workers: /** @type {const} */ (1), json, keeping: { out, seconds } },
      perEpoch: updatesPerEpoch(model.settings, pairs.pairs),
      ...{ resumed: resumable?.saved ?? null, measure: measurer(session, model, pairs.pairs) },
    };
    await trainAndTell(session, plan, stop);
    if (out !== undefined && !json) say(`model and training are in ${out}`);
    if (!json) await printSamples(session, pairsOf(lines, pairs.pairs), stop);
  } finally {
    await session.dispose();
  }
}

/**
 * @param {Session} session
 * @param {Table} table
 * @param {{ given: Record<string, any>, limits: import('./training.js').Plan['limits'] }} wishes
 */
async function begin(session, { lines, maxPairs }, { given, limits }) {
  const { tokens, minimum, validation = 0 } = given;
  const pairs = await session.loadPairs(lines, { tokens, minimum, maxPairs });
  const chosen = { ...CLASSIC, ...given };
  const perEpoch = updatesPerEpoch({ batch: chosen.batch, validation }, pairs.pairs);
  return { pairs, model: await session.createTranslator(withHorizon(chosen, limits, perEpoch)) };
}

/**
 * @param {Session} session
 * @param {Table} table
 * @param {import('./resume.js').Resumable} resumable
 */
async function resumeOn(session, { lines, maxPairs }, { bytes }) {
  await session.load(bytes); // it knows how its pairs are cut
  const pairs = await session.loadPairs(lines, { maxPairs, vocabulary: 'model' });
  return { pairs, model: await session.resume(bytes) };
}

/**
 * @param {{ batch: number, validation: number }} settings
 * @param {number} pairs
 */
function updatesPerEpoch({ batch, validation }, pairs) {
  return Math.ceil((pairs - Math.floor(pairs * validation)) / batch);
}

/**
 * @param {Session} session
 * @param {import('../sluice.d.ts').ModelInfo} model
 * @param {number} pairs
 */
function measurer(session, { settings }, pairs) {
  const count = Math.floor(pairs * settings.validation);
  return async (/** @type {AbortSignal} */ signal) =>
    count > 0
      ? Math.exp((await session.pairsLoss({ first: pairs - count, count, signal })).loss)
      : undefined;
}

/** @param {import('../sluice.d.ts').PairsInfo} info */
function sizeOf({ pairs, source, target }) {
  const tokens = `${source.length} and ${target.length} distinct tokens`;
  return `${pairs.toLocaleString('en')} pairs, ${tokens}`;
}

/**
 * @param {Session} session
 * @param {import('./sentences.js').Pair[]} pairs
 * @param {AbortSignal} stop
 */
async function printSamples(session, pairs, stop) {
  const count = Math.min(SAMPLES, pairs.length);
  const step = pairs.length / count;
  const sources = Array.from(
    { length: count },
    (_, i) => pairs[Math.floor(i * step)]?.source ?? '',
  );
  const translate = async (/** @type {string} */ source) =>
    `${source}\t${(await session.translate(source)).text}\n`;
  for await (const line of eachTranslated(sources, translate, stop)) await print(line, stop);
}
