import { runTraining } from './run-training.js';
import { collect, eachTranslated, maxPairs, pairsOf, readLines } from './sentences.js';
import { print } from './talk.js';
import { lengthOptions, runningOptions, withOwnHorizon } from './training-options.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Setting} Setting
 */

const DEFAULT_EPOCHS = 300;
/** Pairs whose translations are shown at the end. */
const SAMPLES = 4;
/** Settings without a meaning for pairs, which are always shuffled and cut in their own way. */
const OF_TEXTS = ['normalize', 'order'];

/** The settings of Dive into Deep Learning's example. @type {Record<string, any>} */
const CLASSIC = {
  ...{ cell: 'gru', layers: 2, hidden: 32, embedding: 32, init: 'xavier' },
  ...{ batch: 64, steps: 10, dropout: 0.1, optimizer: 'adam', lr: 0.005, clip: 1 },
};

export const about =
  'Trains a translator on pairs of sentences, one pair per line: source, tab, target (anything ' +
  'after a second tab is ignored); prints some of its translations. A sentence is cut off after ' +
  '--steps tokens. Defaults are the classic settings of Dive into Deep Learning.';
export const operands = ['FILE|-'];

/** The meaning of settings where it differs for pairs. @type {Record<string, string>} */
const HELP = {
  bidirectional: 'the encoder also reads the sentence backwards',
  batch: 'pairs per update; the gradient is their mean',
  steps: 'longest sentence, in tokens with <eos>; longer ones are cut off',
  validation: 'share of the pairs, at the end of the file, held out for measuring',
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
    ? { ...option, help: `${option.help} [${DEFAULT_EPOCHS}, unless --updates is given]` }
    : option,
);

/** @param {import('./main.js').Invocation} invocation */
export async function run(invocation) {
  const {
    values: { 'max-pairs': most },
    operands: [file = ''],
    stop: signal,
  } = invocation;
  /** @type {import('./sentences.js').Pair[]} */
  let pairs = [];
  await runTraining(invocation, {
    ...{ kind: 'translation', limits: { epochs: DEFAULT_EPOCHS } },
    load: async (session, { tokens, minimum, vocabulary }) => {
      const lines = await collect(readLines(file, signal));
      const reading = { tokens, minimum, vocabulary, maxPairs: most };
      const info = await session.loadPairs(lines.join('\n'), reading);
      pairs = pairsOf(lines, info.pairs);
      return sizeOf(info);
    },
    create: (session, given) => session.createTranslator({ ...CLASSIC, ...given }),
    measure: (session, { training: first, heldOut: count }) =>
      session.pairsLoss({ first, count, signal }),
    show: (session) => printSamples(session, pairs, signal),
  });
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
