/**
 * A line of JSON, which knows no infinity and no NaN: a number that is not finite is left out, and
 * `"diverged":true` says why.
 *
 * @param {Record<string, unknown>} object
 */
export function jsonLine(object) {
  let diverged = false;
  /** @param {string} _ @param {unknown} value */
  const finite = (_, value) => {
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    diverged = true;
    return undefined;
  };
  const line = JSON.stringify(object, finite);
  return `${diverged ? JSON.stringify({ ...object, diverged }, finite) : line}\n`;
}
