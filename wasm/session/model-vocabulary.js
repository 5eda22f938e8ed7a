import { oneOf } from '../core/one-of.js';

/**
 * Loading with the vocabulary of the present model instead of an own one.
 *
 * @typedef {import('./context.js').Context} Context
 */

/**
 * @param {unknown} vocabulary an option of loadText and loadPairs
 * @returns {boolean} whether it is the model's; BAD_SETTING
 */
export const isOfModel = (vocabulary) =>
  oneOf('vocabulary', vocabulary, ['own', 'model']) === 'model';

/**
 * @param {Context} context
 * @param {unknown} vocabulary other than 'own'
 * @returns {number} a handle, owned by the model; BAD_SETTING, MISUSE
 */
export function vocabularyForText({ model }, vocabulary) {
  if (!isOfModel(vocabulary)) return 0;
  model.expect('language', 'a translator has no vocabulary for a text: loadPairs reads its pairs');
  return model.vocabulary;
}
