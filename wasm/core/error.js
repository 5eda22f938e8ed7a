/** A failure that the user can do something about; the message says what would be right. */
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

  /**
   * Also one of another copy of this module: WebKit makes one for a module that imports from a worker's script.
   *
   * @param {unknown} value
   */
  static [Symbol.hasInstance](value) {
    const isNamed = value instanceof Error && value.name === 'SluiceError';
    // biome-ignore lint/complexity/noThisInStatic: a class that extends this one has its own instances
    return this === SluiceError ? isNamed : super[Symbol.hasInstance](value);
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
