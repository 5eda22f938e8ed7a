/** Assertions for test sources that run in pages as well as in Node. */

/**
 * @param {unknown} condition
 * @param {string} message
 */
export function check(condition, message) {
  if (!condition) throw new Error(`expected ${message}`);
}

/**
 * Compares by content: numbers, strings, arrays, bytes and plain objects.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function equal(actual, expected) {
  const [a, e] = [print(actual), print(expected)];
  check(a === e, `${e.slice(0, 500)}, got ${a.slice(0, 500)}`);
}

/**
 * @param {number} actual
 * @param {number} expected
 * @param {number} tolerance absolute
 */
export function near(actual, expected, tolerance) {
  check(Math.abs(actual - expected) <= tolerance, `${expected} +- ${tolerance}, got ${actual}`);
}

/**
 * @param {string} code
 * @param {Promise<unknown> | (() => Promise<unknown>)} work
 * @param {RegExp} [message]
 * @returns {Promise<any>} the error
 */
export async function fails(code, work, message = /./) {
  let error;
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (caught) {
    error = /** @type {any} */ (caught);
  }
  check(error, `a failure with ${code}, got none`);
  check(error.code === code, `a failure with ${code}, got ${error.code}: ${error.stack}`);
  check(message.test(error.message), `a message like ${message}, got ${error.message}`);
  return error;
}

/** @param {unknown} value */
function print(value) {
  return JSON.stringify(value, (_, v) => {
    if (v instanceof Uint8Array) return `bytes ${v.length} ${[...v].join(' ')}`;
    return typeof v === 'number' && !Number.isFinite(v) ? String(v) : v;
  });
}
