// What a task can be asked for, in rows of the same form as the package's table of settings.

/**
 * @typedef {string | number | boolean} Value
 *
 * @typedef {object} Parameter
 * @property {string} name
 * @property {'choice' | 'whole' | 'flag'} kind
 * @property {string[]} [choices] of a choice
 * @property {number} [min] of a whole number
 * @property {number} [max]
 * @property {Value} default
 * @property {string} help one line
 */

/**
 * @param {string} name
 * @param {number} min
 * @param {number} max
 * @param {number} value the default
 * @param {string} help
 * @returns {Parameter}
 */
export const whole = (name, min, max, value, help) => ({
  name,
  kind: 'whole',
  min,
  max,
  default: value,
  help,
});

/** @param {string} name @param {boolean} value @param {string} help @returns {Parameter} */
export const flag = (name, value, help) => ({ name, kind: 'flag', default: value, help });

/**
 * @param {string} name
 * @param {string[]} choices
 * @param {string} value the default
 * @param {string} help
 * @returns {Parameter}
 */
export const choice = (name, choices, value, help) => ({
  name,
  kind: 'choice',
  choices,
  default: value,
  help,
});

/** What would be right, or '' when the value is. @param {Parameter} row @param {Value} value */
function expected({ kind, choices = [], min = 0, max = 0 }, value) {
  if (kind === 'flag') return typeof value === 'boolean' ? '' : 'true or false';
  if (kind === 'choice') return choices.includes(String(value)) ? '' : choices.join(', ');
  const fits = Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  return fits ? '' : `a whole number from ${min} to ${max}`;
}

/**
 * The given values, checked, with the defaults of the others.
 *
 * @param {Parameter[]} rows
 * @param {Record<string, Value>} given
 * @returns {Record<string, Value>}
 * @throws {RangeError} that names the parameter and what would be right
 */
export function complete(rows, given) {
  const names = rows.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new RangeError(`there is no parameter ${unknown}: expected ${names.join(', ')}`);
  const values = Object.fromEntries(rows.map((row) => [row.name, given[row.name] ?? row.default]));
  for (const row of rows) {
    const value = /** @type {Value} */ (values[row.name]);
    const right = expected(row, value);
    if (right) throw new RangeError(`${row.name} is ${value}: expected ${right}`);
  }
  return values;
}
