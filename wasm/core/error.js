/** Every failure that the user can do something about: the message says what is wrong and right. */
export class SluiceError extends Error {
  /**
   * @param {string} code one of those listed in sluice.d.ts
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'SluiceError';
    this.code = code;
  }
}

/**
 * Refuses what is not a whole number in a range, before a conversion to 32 bits would bend it.
 *
 * @param {string} name
 * @param {unknown} value
 * @param {number} [min]
 * @param {number} [max]
 * @returns {number}
 */
export function whole(name, value, min = 0, max = 0xffffffff) {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  const message = `${name} takes a whole number from ${min} to ${max}, not ${value}`;
  throw new SluiceError('BAD_SETTING', message);
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
