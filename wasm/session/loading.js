import { oneOf, VOCABULARIES } from '../core/checks.js';
import { describeText } from './describe-material.js';
import { textMaterial } from './material.js';
import { readText } from './reading.js';

/** Loading the text that a model learns from; see sluice.d.ts. */

/** @type {import('./methods.js').Body<'loadText'>} */
export async function loadText(context, source, { vocabulary = 'own', ...options } = {}) {
  context.checkIdle('loadText');
  const { core, model } = context;
  oneOf('vocabulary', vocabulary, VOCABULARIES);
  if (vocabulary === 'model')
    model.expect(
      'language',
      'a translator has no vocabulary for a text: loadPairs reads its pairs',
    );
  const shared = vocabulary === 'model' ? model.vocabulary : 0;
  const usual = shared ? model.settings : context.defaults();
  const { normalize = usual.normalize } = options;
  const reading = { ...options, normalize, vocabulary: shared };
  const { handle, bytes } = await readText(context, source, reading);
  context.checkIdle('loadText', handle);
  context.replace('text', textMaterial(context, handle, { normalize }));
  return { ...describeText(core, handle), bytes };
}
