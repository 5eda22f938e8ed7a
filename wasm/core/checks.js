import { SluiceError } from './error.js';

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
  const message = `${name} takes a whole number from ${min} to ${max}, not ${value}`;
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
  throw new SluiceError('BAD_SETTING', `${name} takes a number, not ${value}`);
}
