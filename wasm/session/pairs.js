import { whole } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { adopted } from './creation.js';
import { symbolsOf } from './describe.js';
import { measurePairs } from './measure-pairs.js';
import { isOfModel } from './model-vocabulary.js';
import { read } from './reading.js';

/**
 * The pairs that a translator learns from, and fresh translators; see sluice.d.ts.
 *
 * @typedef {import('../core/core.js').Core} Core
 * @typedef {import('../sluice.d.ts').TextSource} TextSource
 * @typedef {import('../sluice.d.ts').Listening} Listening
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./material.js').Material} Material
 */

/** @type {import('./methods.js').Body<'loadPairs'>} */
export async function loadPairs(context, source, { vocabulary = 'own', ...options } = {}) {
  context.checkIdle('loadPairs');
  const model = isOfModel(vocabulary) ? context.model.handle : 0;
  const usual = model ? context.model.settings : context.defaults();
  const { tokens = usual.tokens, minimum = usual.minimum } = options;
  const reading = { ...options, tokens, minimum, model };
  const lines = /** @type {TextSource} */ (source); // complete.js has written them
  const { handle, bytes } = await readPairs(context, lines, reading);
  context.checkIdle('loadPairs', handle);
  context.replace('pairs', pairsMaterial(context, handle, { tokens, minimum }));
  return { ...describePairs(context.core, handle), bytes };
}

/** @type {import('./methods.js').Body<'sentences'>} */
export function sentences({ core, pairs }, { first = 0, count } = {}) {
  if (!pairs) throw new SluiceError('MISUSE', 'load pairs to have their sentences');
  const { handle, length } = pairs;
  const from = Math.min(whole('first', first), length);
  const most = count === undefined ? length : whole('count', count);
  /** @param {number} i @param {number} target */
  const sentence = (i, target) => core.text(core.ask('sl_pairs_sentence', handle, i, target));
  return Array.from({ length: Math.min(most, length - from) }, (_, i) => ({
    source: sentence(from + i, 0),
    target: sentence(from + i, 1),
  }));
}

/** @type {import('./methods.js').Body<'createTranslator'>} */
export function createTranslator(context, values = {}) {
  context.checkIdle('createTranslator');
  const { core, model, pairs } = context;
  if (!pairs) throw new SluiceError('MISUSE', 'load pairs before creating a translator');
  model.create(adopted(pairs, values), (settings) =>
    core.make('sl_model_create_translation', settings, pairs.handle),
  );
  return model.info();
}

/**
 * Reads a table of pairs to its end.
 *
 * @param {Context} context
 * @param {TextSource} source
 * @param {{ tokens: string, minimum: number, maxPairs?: number, model: number } & Listening} options
 *   `model` is the translator whose vocabularies encode them; 0: their own
 * @returns {Promise<{ handle: number, bytes: number }>} the handle is the caller's to drop
 */
async function readPairs(context, source, options) {
  const { tokens, minimum, maxPairs = 0, model, ...listening } = options;
  const { core, handles } = context;
  const most = whole('maxPairs', maxPairs);
  const settings = context.createSettings({ tokens, minimum });
  handles.keep(model); // another may take its place meanwhile
  try {
    const pairs = handles.add(core.make('sl_pairs_create', settings, most), 'sl_pairs_free');
    return await read(context, source, listening, {
      handle: pairs,
      endMark: '\n',
      append: 'sl_pairs_append',
      finish: () =>
        model ? core.do('sl_pairs_finish_for', pairs, model) : core.do('sl_pairs_finish', pairs),
    });
  } finally {
    handles.drop(settings);
    handles.drop(model);
  }
}

/**
 * @param {Context} context
 * @param {number} pairs
 * @param {Material['settings']} settings
 * @returns {Material}
 */
function pairsMaterial({ core }, pairs, settings) {
  return {
    ...{ handle: pairs, call: 'loadPairs', settings },
    ...{ trainer: 'sl_trainer_create_pairs', isPairs: true },
    length: core.ask('sl_pairs_count', pairs) >>> 0,
    copy: () => ({ ids: core.bytes('sl_pairs_ids', pairs) }),
    measure: (model, stretch, turn) => measurePairs(core, { model, pairs }, stretch, turn),
  };
}

/**
 * @param {Core} core
 * @param {number} pairs
 */
function describePairs(core, pairs) {
  /** @param {string} name */
  const count = (name) => ({
    source: core.ask(name, pairs, 0) >>> 0,
    target: core.ask(name, pairs, 1) >>> 0,
  });
  return {
    pairs: core.ask('sl_pairs_count', pairs) >>> 0,
    source: symbolsOf(core, core.ask('sl_pairs_vocabulary', pairs, 0)),
    target: symbolsOf(core, core.ask('sl_pairs_vocabulary', pairs, 1)),
    tokens: count('sl_pairs_length'),
    unknown: count('sl_pairs_unknown'),
  };
}
