import { readText } from './files.js';
import { runTraining } from './run-training.js';
import { print } from './talk.js';
import { lengthOptions, runningOptions, withOwnHorizon } from './training-options.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Setting} Setting
 */

const DEFAULT_UPDATES = 500;
const SAMPLE_LENGTH = 300;
const SEES_THE_FUTURE =
  'a bidirectional model also reads the text backwards and so sees the very symbols that it ' +
  'predicts: its perplexity does not measure prediction';

export const about = 'Trains a model on a text (UTF-8) and prints a sample of its writing.';
export const operands = ['FILE|-'];

/** @param {Setting[]} table */
export const settings = (table) =>
  withOwnHorizon(table).filter(({ group }) => group !== 'translation');

/** @type {import('./arguments.js').Option[]} */
export const options = [
  ...lengthOptions(` [${DEFAULT_UPDATES}, unless --epochs is given]`),
  {
    ...{ name: 'max-tokens', group: 'length', kind: 'whole', min: 0, max: 0xffffffff, default: 0 },
    help: 'use only the first N symbols of the text; 0: all',
  },
  ...runningOptions,
];

/** @param {import('./main.js').Invocation} invocation */
export async function run(invocation) {
  const {
    values: { 'max-tokens': maxTokens },
    operands: [file = ''],
    stop: signal,
  } = invocation;
  await runTraining(invocation, {
    ...{ kind: 'language', limits: { updates: DEFAULT_UPDATES } },
    load: async (session, { normalize, vocabulary }) => {
      const reading = { normalize, vocabulary, maxTokens, signal };
      return sizeOf(await session.loadText(readText(file), reading));
    },
    create: (session, given) => session.createModel(given),
    warning: ({ bidirectional }) => (bidirectional ? SEES_THE_FUTURE : ''),
    measure: (session) => session.measure('validation', { signal }),
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
  for await (const symbol of session.generate({ length: SAMPLE_LENGTH, signal: stop })) {
    await print(symbol, stop);
  }
  await print('\n', stop);
}
