import { whole } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { describePairs, describeText } from './describe-material.js';
import { pairsMaterial, textMaterial } from './material.js';
import { readPairs, readText } from './reading.js';

/** Loading what a model learns from; see sluice.d.ts. */

/** @type {import('./methods.js').Body<'loadText'>} */
export async function loadText(context, source, { vocabulary = 'own', ...options } = {}) {
  context.checkIdle('loadText');
  const { core, model } = context;
  const shared = vocabulary === 'model' ? model.vocabulary : 0;
  const usual = shared ? model.settings : context.defaults();
  const { normalize = usual.normalize } = options;
  const reading = { ...options, normalize, vocabulary: shared };
  const { handle, bytes } = await readText(context, source, reading);
  context.checkIdle('loadText', handle);
  context.replace('text', textMaterial(context, handle, { normalize }));
  return { ...describeText(core, handle), bytes };
}

/** @type {import('./methods.js').Body<'loadPairs'>} */
export async function loadPairs(context, source, { vocabulary = 'own', ...options } = {}) {
  context.checkIdle('loadPairs');
  const model = vocabulary === 'model' ? context.model.handle : 0;
  const usual = model ? context.model.settings : context.defaults();
  const { tokens = usual.tokens, minimum = usual.minimum } = options;
  const reading = { ...options, tokens, minimum, model };
  const { handle, bytes } = await readPairs(context, source, reading);
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
