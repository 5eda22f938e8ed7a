/**
 * The methods of a session, with what both ends of a worker must know to carry a call across. The
 * session in this thread gives each its body.
 *
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('./context.js').Context} Context
 * @typedef {Exclude<keyof Session, 'engine' | 'dispose'>} MethodName
 *
 * @typedef {object} Method
 * @property {true} [source] the first argument is a TextSource, sent whole or chunk by chunk
 * @property {true} [file] the first argument is a file's bytes, of which a copy is transferred
 * @property {number} [options] which argument holds `signal` and `onProgress`: they stay with the
 *   caller, and the worker has its own
 * @property {(options: any) => number} [ahead] for a method that iterates: how many answers are
 *   asked for while the caller is busy with the last
 */

/**
 * The body of a method.
 *
 * @template {MethodName} Name
 * @typedef {(context: Context, ...args: Parameters<Session[Name]>) =>
 *   ReturnType<Session[Name]> | Awaited<ReturnType<Session[Name]>>} Body
 */

/** @satisfies {Record<MethodName, Method>} */
export const METHODS = {
  settingsTable: {},
  memory: {},
  loadText: { source: true, options: 1 },
  loadPairs: { source: true, options: 1 },
  sentences: {},
  cut: {},
  createModel: {},
  createTranslator: {},
  info: {},
  save: {},
  load: { file: true },
  resume: { file: true },
  epoch: {},
  // Two reports ahead, the worker never waits for the page. Whoever asks for exact reports gets
  // exact stops as well: no update then happens before the report is asked for.
  train: { options: 0, ahead: ({ reportEvery }) => (reportEvery ? 0 : 2) },
  set: {},
  evaluate: { source: true, options: 1 },
  measure: { options: 1 },
  pairsLoss: { options: 0 },
  baselines: {},
  generate: { options: 0, ahead: () => 1 },
  inspect: {},
  attribute: {},
  translate: {},
  sampleTranslation: {},
  bleu: {},
  bookBleu: {},
};
