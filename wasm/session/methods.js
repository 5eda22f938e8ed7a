import { checkOptions } from '../core/checks.js';
import { checkSource } from './source-kinds.js';

/**
 * The methods of a session, with what both ends of a worker must know to carry a call across. The
 * session in this thread gives each its body.
 *
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('./context.js').Context} Context
 * @typedef {Exclude<keyof Session, OfSession> | 'askReader'} MethodName
 *
 * Those whose bodies take what their callers give.
 * @typedef {Exclude<MethodName, 'askReader' | 'generate' | 'load' | 'resume'>} TypedName
 *
 * What is no call of a method below: it is put together from them (complete.js).
 * @typedef {'engine' | 'fused' | 'dispose' | 'reader' | 'weights' | 'setWeights' | 'summary' | typeof Symbol.asyncDispose} OfSession
 *
 * @typedef {object} Method
 * @property {true} [source] the first argument is a TextSource, sent whole or chunk by chunk
 * @property {string} [endMark] that stands behind each of several documents
 * @property {true} [file] the first argument is a file's bytes, of which a copy is transferred
 * @property {number} [at] which argument holds the options
 * @property {readonly string[]} [options] their names, unless the core knows them. `signal` and `onProgress` stay with the caller, and
 *   the worker has its own
 * @property {(options: any) => number} [ahead] for a method that iterates: how many answers are
 *   asked for while the caller is busy with the last
 * @property {true} [gathers] several of its items fit into one answer
 */

/**
 * The body of a method.
 *
 * @template {TypedName} Name
 * @typedef {(context: Context, ...args: Parameters<Session[Name]>) =>
 *   ReturnType<Session[Name]> | Awaited<ReturnType<Session[Name]>>} Body
 */

const LISTENING = ['signal', 'onProgress'];

/** @satisfies {Record<MethodName, Method>} */
export const METHODS = {
  settingsTable: {},
  memory: {},
  loadText: {
    ...{ source: true, at: 1 },
    options: ['normalize', 'maxTokens', 'vocabulary', 'endMark', ...LISTENING],
  },
  loadPairs: {
    ...{ source: true, at: 1, endMark: '\n' },
    options: ['tokens', 'minimum', 'maxPairs', 'vocabulary', ...LISTENING],
  },
  sentences: { at: 0, options: ['first', 'count'] },
  cut: { at: 1, options: ['tokens'] },
  createModel: { at: 0 }, // the core knows the settings
  createTranslator: { at: 0 },
  info: {},
  save: { at: 0, options: ['training', 'notes'] },
  load: { file: true, at: 1, options: LISTENING },
  resume: { file: true, at: 1, options: LISTENING },
  epoch: {},
  // Two reports ahead, the worker never waits for the page. Whoever asks for exact reports gets
  // exact stops as well: no update then happens before the report is asked for.
  train: {
    ...{ at: 0, ahead: ({ reportEvery }) => (reportEvery ? 0 : 2) },
    options: [
      ...[
        'updates',
        'more',
        'epochs',
        'minutes',
        'reportEvery',
        'validateEvery',
        'validationTokens',
      ],
      ...['workers', 'signal'],
    ],
  },
  plan: {
    at: 0,
    options: ['minutes', 'validateEvery', 'validationTokens', 'workers', 'signal'],
  },
  dissect: {},
  stop: {},
  history: {},
  set: {},
  evaluate: { source: true, at: 1, options: ['learnOn', 'endMark', ...LISTENING] },
  measure: { at: 1, options: ['tokens', 'newest', 'learnOn', 'signal'] },
  pairsLoss: { at: 0, options: ['first', 'count', 'newest', 'signal'] },
  baselines: { at: 0, options: ['order', 'validation'] },
  generate: {
    ...{ at: 0, ahead: () => 1, gathers: true },
    options: [
      ...['prompt', 'unknown', 'length', 'stop', 'temperature', 'topK', 'topP'],
      ...['repetitionPenalty', 'seed', 'samples', 'probabilities', 'chunks', 'hold', 'signal'],
    ],
  },
  askReader: {},
  inspect: { at: 1, options: ['hold'] },
  attribute: { at: 2, options: ['hold'] },
  translate: { at: 1, options: ['width', 'alpha'] },
  sampleTranslation: { at: 1, options: ['temperature', 'seed'] },
  bleu: {},
  bookBleu: {},
};

/**
 * Refuses at once what no body of a method could use, before anything is sent or read.
 *
 * @param {MethodName} name
 * @param {any[]} args
 */
export function checkCall(name, args) {
  /** @type {Method} */
  const { source, at, options } = METHODS[name];
  if (source) checkSource(args[0]);
  if (at !== undefined) checkOptions(name, args[at], options);
}
