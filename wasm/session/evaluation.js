import { shown, whole } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { caveatOf } from './caveat.js';
import { divide } from './epoch.js';
import { explainMismatch, textMaterial } from './material.js';
import { learnOnOptions } from './options.js';
import { Pacer } from './pacer.js';
import { readText } from './reading.js';

/**
 * The loss of the present weights, which stay as they are meanwhile; see sluice.d.ts.
 *
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./material.js').Material} Material
 * @typedef {import('./measure.js').Stretch & import('./measure.js').Reading} Stretch
 * @typedef {{ model: number, material: Material }} Pair
 */

/** Milliseconds of measuring between two turns for others. */
const SLICE = 10;

/** @type {import('./methods.js').Body<'evaluate'>} */
export async function evaluate(context, source, options = {}) {
  const { endMark, signal, onProgress } = options;
  const learnOn = learnOnOptions(options.learnOn);
  const { handles, model } = context;
  const { handle, vocabulary, settings } = model;
  handles.keep(handle);
  let text = 0;
  try {
    const reading = { normalize: settings.normalize, vocabulary, endMark, signal, onProgress };
    ({ handle: text } = await readText(context, source, reading));
    const material = textMaterial(context, text, {});
    const all = { first: 0, count: material.length, learnOn };
    const measured = await textLoss(context, { model: handle, material }, all, signal);
    return { ...measured, ...caveatOf(settings) };
  } finally {
    handles.drop(text);
    handles.drop(handle);
  }
}

/** @type {import('./methods.js').Body<'measure'>} */
export async function measure(context, part, options = {}) {
  const { tokens, newest, signal } = options;
  const learnOn = learnOnOptions(options.learnOn);
  const { model, text } = context;
  model.expect('language', 'measure takes a language model; pairsLoss measures a translator');
  if (!text) throw new SluiceError('MISUSE', 'load a text to measure the model on');
  const { validation } = model.settings;
  const { first, count } = stretchOf(part, validation, divide(context, text.length, validation));
  const most = tokens === undefined ? count : whole('tokens', tokens, 2);
  const stretch = { first, count: Math.min(count, most), newest, learnOn };
  const { handle, settings } = model;
  const measuring = textLoss(context, { model: handle, material: text }, stretch, signal);
  return { ...(await explained(measuring)), ...caveatOf(settings) };
}

/** @type {import('./methods.js').Body<'pairsLoss'>} */
export async function pairsLoss(context, { first = 0, count, newest, signal } = {}) {
  const { model, pairs } = context;
  const { handle } = model;
  if (!pairs) throw new SluiceError('MISUSE', 'load pairs to measure the translator on');
  model.expect('translation', 'a language model cannot be measured on pairs of sentences');
  const { length } = pairs;
  const from = whole('first', first);
  const stretch = {
    first: from,
    count: whole('count', count ?? Math.max(length - from, 0)),
    newest,
  };
  if (stretch.count === 0 || from + stretch.count > length) {
    const message = `pairs ${from} to ${from + stretch.count} of a table of ${length}`;
    throw new SluiceError('MISUSE', message);
  }
  return explained(meanLoss(context, { model: handle, material: pairs }, stretch, signal));
}

/**
 * @param {'training' | 'validation'} part
 * @param {number} validation share that is held out
 * @param {{ training: number, heldOut: number }} division
 * @returns {Stretch} MISUSE, BAD_SETTING
 */
function stretchOf(part, validation, { training, heldOut }) {
  if (part === 'training') return { first: 0, count: training };
  if (part !== 'validation') {
    throw new SluiceError('BAD_SETTING', `part takes training or validation, not ${shown(part)}`);
  }
  if (heldOut > 0) return { first: training, count: heldOut };
  const message =
    validation > 0
      ? `a validation of ${validation} holds out none of ${training} symbols: give more`
      : 'nothing is held out: create the model with a validation above 0';
  throw new SluiceError('MISUSE', message);
}

/**
 * @template T
 * @param {Promise<T>} measuring
 * @returns {Promise<T>}
 */
function explained(measuring) {
  return measuring.catch((error) => {
    throw explainMismatch(error);
  });
}

/**
 * @param {Context} context
 * @param {Pair} pair
 * @param {Stretch} stretch
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('../sluice.d.ts').Evaluation>}
 */
async function textLoss(context, pair, stretch, signal) {
  const { core } = context;
  const start = core.ask('sl_text_ids', pair.material.handle) + 2 * stretch.first;
  const unknown = core.ids(start, stretch.count).reduce((sum, id) => sum + Number(id === 0), 0);
  const { loss, tokens } = await meanLoss(context, pair, stretch, signal);
  return { loss, perplexity: Math.exp(loss), tokens, unknown };
}

/**
 * @param {Context} context
 * @param {Pair} pair
 * @param {Stretch} stretch
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('./measure.js').Measured>}
 */
async function meanLoss(context, { model, material }, stretch, signal) {
  signal?.throwIfAborted();
  const { handles } = context;
  const pacer = new Pacer(SLICE);
  const turn = async () => {
    await context.turn(pacer);
    signal?.throwIfAborted();
  };
  const used = [model, material.handle];
  for (const handle of used) handles.keep(handle);
  context.evaluations++;
  try {
    await context.trainer?.settled();
    return await material.measure(model, stretch, turn);
  } finally {
    context.evaluations--;
    for (const handle of used) handles.drop(handle);
  }
}
