import { shown } from './checks.js';
import { SluiceError } from './error.js';

/**
 * One of a few words.
 *
 * @template {string} Word
 * @param {string} name
 * @param {unknown} value
 * @param {readonly Word[]} words
 * @returns {Word} BAD_SETTING
 */
export function oneOf(name, value, words) {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const message = `${name} takes ${words.join(' or ')}, not ${shown(value)}`;
  throw new SluiceError('BAD_SETTING', message);
}
