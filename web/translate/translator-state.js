import { starts } from './starts.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {import('./starts.js').StartName} StartName
 * @typedef {import('./starts.js').TaskName} TaskName
 * @typedef {import('./table.js').Table} Table
 * @typedef {{ at: number, loss: number }} Point nats per true target token
 *
 * What is chosen of a file.
 * @typedef {{ count: number, tokens: import('./table.js').Tokens, minimum: number, heldOut: number, seed: number }} OwnChoice
 * @typedef {{ name: string, pairs: import('./table.js').Pair[], choice: OwnChoice }} Own
 *
 * @typedef {'notice' | 'pairsError' | 'settingsError'} Place of a message about what went wrong
 * @typedef {typeof initial} TranslatorState
 * @typedef {ReturnType<typeof import('../app/state.js').createState<TranslatorState>>} State
 */

/** All that the views show. */
export const initial = {
  phase: /** @type {'starting' | 'ready' | 'training' | 'lost'} */ ('starting'),
  /** Rows of the engine's table of settings. */
  rows: /** @type {import('../../wasm/sluice.d.ts').Setting[]} */ ([]),
  start: /** @type {StartName | undefined} */ (undefined),
  task: /** @type {TaskName} */ ('french'),
  counts: starts.french.counts,
  /** Where the chance of the pairs begins. */
  pairsSeed: 1,
  own: /** @type {Own | undefined} */ (undefined),
  table: /** @type {Table | undefined} */ (undefined),
  info: /** @type {import('../../wasm/sluice.d.ts').PairsInfo | undefined} */ (undefined),
  /** How many sentences are longer than the translator's steps. */
  cutOff: /** @type {{ source: number, target: number } | undefined} */ (undefined),
  settings: starts.french.settings,
  model: /** @type {import('../../wasm/sluice.d.ts').ModelInfo | undefined} */ (undefined),
  target: starts.french.target,
  updates: 0,
  training: /** @type {Point[]} */ ([]),
  unseen: /** @type {Point[]} */ ([]),
  answers: /** @type {import('./answers.js').Answers | undefined} */ (undefined),
  bookAnswers: /** @type {import('./answers.js').BookAnswer[]} */ ([]),
  /** Counts the models, and the changes of their weights that are over. */
  weights: 0,
  pairsError: '',
  settingsError: '',
  notice: '',
};
