import { describeText } from './describe-material.js';
import { textMaterial } from './material.js';
import { part } from './part.js';
import { readText } from './reading.js';

/** Loading the text that a model learns from; see sluice.d.ts. */

/** @type {import('./methods.js').Body<'loadText'>} */
export async function loadText(context, source, { vocabulary = 'own', ...options } = {}) {
  context.checkIdle('loadText');
  const { core, model } = context;
  const shared =
    vocabulary === 'own' ? 0 : (await ofModel()).vocabularyForText(context, vocabulary);
  const usual = shared ? model.settings : context.defaults();
  const { normalize = usual.normalize } = options;
  const reading = { ...options, normalize, vocabulary: shared };
  const { handle, bytes } = await readText(context, source, reading);
  context.checkIdle('loadText', handle);
  context.replace('text', textMaterial(context, handle, { normalize }));
  return { ...describeText(core, handle), bytes };
}

/** Few texts are read with a model's vocabulary. */
const ofModel = () => part(() => import('./model-vocabulary.js'));
