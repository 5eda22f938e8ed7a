import { createSession } from '../index.js';
import { checkWritable, writeModel } from './files.js';
import { collect, eachTranslated, maxPairs, pairsOf, readLines } from './sentences.js';
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

/** @type {import('./options.js').Option[]} */
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
  const { updates, epochs, 'max-pairs': most = 0, engine, out, json = false, ...given } = values;
  const limits = limitsOf(values, { epochs: DEFAULT_EPOCHS });
  const chosen = { ...CLASSIC, ...given };
  if (out !== undefined) await checkWritable(out);
  const session = await createSession({ worker: false, engine });
  try {
    const lines = await collect(readLines(file, stop));
    const { tokens, minimum } = given;
    const info = await session.loadPairs(lines.join('\n'), { tokens, minimum, maxPairs: most });
    const training = info.pairs - Math.floor(info.pairs * (given.validation ?? 0));
    const perEpoch = Math.ceil(training / chosen.batch);
    const model = await session.createTranslator(withHorizon(chosen, limits, perEpoch));
    if (!json) introduce(sizeOf(info), model.parameters, session);
    await trainAndTell(session, { limits, workers: 1, json }, stop);
    if (out !== undefined) await writeModel(out, await session.save());
    if (out !== undefined && !json) say(`the model is in ${out}`);
    if (!json) await printSamples(session, pairsOf(lines, info.pairs), stop);
  } finally {
    await session.dispose();
  }
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
