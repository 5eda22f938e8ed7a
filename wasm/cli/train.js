import { firstPreset } from '../index.js';
import { SEES_THE_FUTURE } from '../session/caveat.js';
import { SMALL_ALPHABET } from '../session/presets.js';
import { ofDropout, ofLineEnds } from './caveats.js';
import { readText } from './files.js';
import { runTraining } from './run-training.js';
import { print } from './talk.js';
import { lengthOptions, presetOption, runningOptions, withOwnHorizon } from './training-options.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Setting} Setting
 * @typedef {import('./run-training.js').ModelSettings} ModelSettings
 */

/** Of a training whose settings are given. */
const DEFAULT_UPDATES = 500;
/** When nobody says what to train: whoever does that wants to see a model that is good. */
const BARE = { presetFor: firstPreset, minutes: 1 };
const SAMPLE = { length: 300, seed: 1 };

export const about =
  'Trains a model on a text (UTF-8) and prints a sample of its writing. With no option of Model, Variants or ' +
  `Training, and neither --updates nor --epochs, it takes the preset first (first-large for more than ` +
  `${SMALL_ALPHABET} distinct symbols), for one minute unless --minutes says otherwise. With any of those, the ` +
  'others are as below, or as in the preset.';
export const operands = ['FILE|-'];

/** @param {Setting[]} table */
export const settings = (table) =>
  [presetOption, ...withOwnHorizon(table)].filter(({ group }) => group !== 'translation');

/** @type {import('./arguments.js').Option[]} */
export const options = [
  ...lengthOptions(` [${DEFAULT_UPDATES}, or those of the preset]`),
  {
    ...{ name: 'max-tokens', group: 'length', kind: 'whole', min: 0, max: 0xffffffff, default: 0 },
    help: 'use only the first N symbols of the text; 0: all',
  },
  ...runningOptions,
];

/** @param {import('./commands.js').Invocation} invocation */
export async function run(invocation) {
  const {
    values: { 'max-tokens': maxTokens },
    operands: [file = ''],
    stop: signal,
  } = invocation;
  await runTraining(invocation, {
    ...{ kind: 'language', limits: { updates: DEFAULT_UPDATES } },
    ...{ bare: BARE, limit: 'max-tokens' },
    load: async (session, { normalize, vocabulary, most = maxTokens }) => {
      const reading = { normalize, vocabulary, maxTokens: most, signal };
      const text = await session.loadText(readText(file), reading);
      const caveats = (/** @type {ModelSettings} */ settings) => [
        ...(vocabulary === 'model' ? [] : ofDropout(settings)), // a resumed model keeps its layers
        ...(settings.bidirectional ? [SEES_THE_FUTURE] : []),
        ...ofLineEnds(text, settings.normalize),
      ];
      return { size: sizeOf(text), symbols: text.symbols, caveats };
    },
    create: (session, given) => session.createModel(given),
    measure: (session, _, how) => session.measure('validation', { ...how, signal }),
    show: (session) => printSample(session, signal),
  });
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
  for await (const symbol of session.generate({ ...SAMPLE, signal: stop })) {
    await print(symbol, stop);
  }
  await print('\n', stop);
}
