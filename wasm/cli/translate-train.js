import { presets } from '../index.js';
import { ofCutOff, ofDropout, ofHeldOut, ofUnknown } from './caveats.js';
import { readText } from './files.js';
import { runTraining } from './run-training.js';
import { eachTranslated, maxPairs } from './sentences.js';
import { print } from './talk.js';
import { lengthOptions, presetOption, runningOptions, withOwnHorizon } from './training-options.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Setting} Setting
 * @typedef {import('../sluice.d.ts').Settings} Settings
 * @typedef {import('./run-training.js').ModelSettings} ModelSettings
 * @typedef {import('./run-training.js').Epoch} Epoch
 */

const DEFAULT_EPOCHS = 300;
/** Pairs whose translations are shown at the end. */
const SAMPLES = 4;
/** A word has some five characters, and a space. */
const STEPS_OF_CHARACTERS = 60;
/** Settings without a meaning for pairs, which are always shuffled and cut in their own way. */
const OF_TEXTS = ['normalize', 'order'];

const BOOK = 'seq2seq';
/** The book's settings, but for the reset gate, which is where the core has it. */
const { reset: _, ...classic } = presets[BOOK].settings;
/** @type {Record<string, any>} */
const CLASSIC = classic;

export const about =
  'Trains a translator on pairs of sentences, one pair per line: source, tab, target (anything ' +
  'after a second tab is ignored); prints some of its translations. A sentence is cut off after ' +
  '--steps tokens. Without a preset, defaults are the classic settings of Dive into Deep Learning.';
export const operands = ['FILE|-'];

/** The meaning of settings where it differs for pairs. @type {Record<string, string>} */
const HELP = {
  bidirectional: 'the encoder also reads the sentence backwards',
  embedding: "size of the vector that represents a token at the network's input",
  'dropout-mask': 'draw what dropout zeroes anew for each step, or once for a sentence (Gal 2016)',
  batch: 'pairs read side by side; the gradient is their mean',
  steps: `tokens, including <eos>, after which a sentence is cut off; ${STEPS_OF_CHARACTERS} with --tokens char`,
  validation: 'share of the pairs, at the end, that is held out for measuring',
};

/** @param {Setting[]} table */
export const settings = (table) =>
  [presetOption, ...withOwnHorizon(table)]
    .filter(({ name }) => !OF_TEXTS.includes(name))
    .map((row) => ({
      ...row,
      default: CLASSIC[row.name] ?? row.default,
      help: HELP[row.name] ?? row.help,
    }));

/** @type {import('./arguments.js').Option[]} */
export const options = [...lengthOptions(''), maxPairs, ...runningOptions].map((option) =>
  option.name === 'epochs'
    ? {
        ...option,
        help: `${option.help} [${DEFAULT_EPOCHS}, unless --updates, --minutes or --preset is given]`,
      }
    : option,
);

/** @param {import('./commands.js').Invocation} invocation */
export async function run(invocation) {
  const {
    values: { 'max-pairs': most },
    operands: [file = ''],
    stop: signal,
  } = invocation;
  let count = 0;
  await runTraining(invocation, {
    ...{ kind: 'translation', limits: { epochs: DEFAULT_EPOCHS } },
    limit: 'max-pairs',
    load: async (session, { tokens, minimum, vocabulary, most: saved = most }) => {
      const reading = { tokens, minimum, vocabulary, maxPairs: saved, signal };
      const info = await session.loadPairs(readText(file), reading);
      const caveats = (/** @type {ModelSettings} */ settings, /** @type {Epoch} */ epoch) => [
        ...(vocabulary === 'model' ? [] : ofDropout(settings)), // a resumed model keeps its layers
        ...ofUnknown(info, settings, vocabulary !== 'model'),
        ...ofCutOff(epoch, settings, info.pairs),
        ...ofHeldOut(epoch, settings),
      ];
      count = info.pairs;
      return { size: sizeOf(info), caveats };
    },
    create: (session, given, isPreset) =>
      session.createTranslator(isPreset ? given : { ...usualOf(given), ...given }),
    measure: (session, { training: first, heldOut }, how) =>
      session.pairsLoss({ first, count: heldOut, ...how, signal }),
    show: (session) => printSamples(session, count, signal),
  });
}

/** Settings that nobody gave. @param {Settings} given */
function usualOf({ tokens }) {
  return tokens === 'char' ? { ...CLASSIC, steps: STEPS_OF_CHARACTERS } : CLASSIC;
}

/** @param {import('../sluice.d.ts').PairsInfo} info */
function sizeOf({ pairs, source, target }) {
  const tokens = `${source.length} and ${target.length} distinct tokens`;
  return `${pairs.toLocaleString('en')} pairs, ${tokens}`;
}

/**
 * @param {Session} session
 * @param {number} pairs of the table
 * @param {AbortSignal} stop
 */
async function printSamples(session, pairs, stop) {
  const count = Math.min(SAMPLES, pairs);
  const places = Array.from({ length: count }, (_, i) => Math.floor((i * pairs) / count));
  const chosen = await Promise.all(places.map((first) => session.sentences({ first, count: 1 })));
  const sources = chosen.flat().map(({ source }) => source);
  const translate = async (/** @type {string} */ source) =>
    `${source}\t${(await session.translate(source)).text}\n`;
  for await (const line of eachTranslated(sources, translate, stop)) await print(line, stop);
}
