import { SluiceError } from './error.js';
import { suggest } from './suggest.js';

const LONGEST_SHOWN = 60;

/**
 * A value in a message: never a function's source or a whole text.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function shown(value) {
  if (value === null) return 'null';
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return value.length > 0 ? 'an array' : 'an empty array';
  if (typeof value === 'object') return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
}

/**
 * A whole number in a range, checked before a conversion to 32 bits would bend it.
 *
 * @param {string} name
 * @param {unknown} value
 * @param {number} [min]
 * @param {number} [max]
 * @returns {number} BAD_SETTING
 */
export function whole(name, value, min = 0, max = 0xffffffff) {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  const range = max === Number.MAX_SAFE_INTEGER ? `, ${min} or more` : ` from ${min} to ${max}`;
  const message = `${name} takes a whole number${range}, not ${shown(value)}`;
  throw new SluiceError('BAD_SETTING', message);
}

/**
 * A finite number; the core judges its range.
 *
 * @param {string} name
 * @param {unknown} value
 * @returns {number} BAD_SETTING
 */
export function real(name, value) {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new SluiceError('BAD_SETTING', `${name} takes a number, not ${shown(value)}`);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {string} BAD_SETTING
 */
export function string(name, value) {
  if (typeof value === 'string') return value;
  throw new SluiceError('BAD_SETTING', `${name} takes a string, not ${shown(value)}`);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {string[]} BAD_SETTING
 */
export function strings(name, value) {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  const found = Array.isArray(value)
    ? `one that holds ${shown(value.find((each) => typeof each !== 'string'))}`
    : shown(value);
  throw new SluiceError('BAD_SETTING', `${name} takes an array of strings, not ${found}`);
}

/**
 * Refuses options that a call does not have, and those that every call treats alike: a misspelt
 * limit would otherwise be no limit at all.
 *
 * @param {string} call
 * @param {unknown} options undefined: none
 * @param {readonly string[]} [names] any, if not given
 */
export function checkOptions(call, options, names) {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const message = `${call} takes its options as an object, not ${shown(options)}`;
    throw new SluiceError('BAD_SETTING', message);
  }
  for (const [name, value] of Object.entries(options)) {
    if (names && !names.includes(name)) throw unknown(call, name, names);
    if (value === undefined) continue;
    if (name === 'signal' && typeof value?.addEventListener !== 'function')
      throw new SluiceError('BAD_SETTING', `signal takes an AbortSignal, not ${shown(value)}`);
    if (name === 'onProgress' && typeof value !== 'function')
      throw new SluiceError('BAD_SETTING', `onProgress takes a function, not ${shown(value)}`);
  }
}

/**
 * @param {string} call
 * @param {string} name
 * @param {readonly string[]} names
 */
function unknown(call, name, names) {
  const hint = suggest(name, names) || `; it has ${names.join(', ')}`;
  return new SluiceError('BAD_SETTING', `${call} has no option ${shown(name)}${hint}`);
}
