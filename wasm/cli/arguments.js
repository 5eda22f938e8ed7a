import { suggest } from '../core/suggest.js';

/**
 * An option of the command line; the rows of the core's table of settings are options too.
 *
 * @typedef {object} Option
 * @property {string} name without the dashes
 * @property {string[]} [aliases] read in its place
 * @property {string} group under which --help lists it
 * @property {'choice' | 'whole' | 'real' | 'flag' | 'text'} kind
 * @property {string[]} [choices]
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [above] a minimum that is not allowed itself
 * @property {string | number | boolean} [default]
 * @property {string} help
 * @property {string} [value] what --help calls the value of a text
 *
 * @typedef {string | number | boolean} Value
 * @typedef {{ values: Record<string, any>, positionals: string[], help: boolean }} Parsed
 */

/** Wrong usage: the message goes to stderr, the exit code is 2. */
export class UsageError extends Error {}

/**
 * Reads a command's arguments. `values` holds only the options given.
 *
 * @param {string[]} args
 * @param {Option[]} options
 * @returns {Parsed} UsageError
 */
export function parse(args, options) {
  const rows = new Map(
    options.flatMap((option) =>
      [option.name, ...(option.aliases ?? [])].map((name) => [name, option]),
    ),
  );
  /** @type {Parsed} */
  const parsed = { values: {}, positionals: [], help: false };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--help' || arg === '-h') parsed.help = true;
    else if (arg === '--') parsed.positionals.push(...rest.splice(0));
    else if (arg === '-' || !arg.startsWith('-')) parsed.positionals.push(arg);
    else {
      const [, name, attached] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
      const option = rows.get(name ?? '');
      if (!option) throw unknownOption(arg, options);
      parsed.values[option.name] = readValue(option, attached ?? takeValue(option, rest));
    }
  }
  return parsed;
}

/**
 * @param {string} arg
 * @param {Option[]} options
 */
function unknownOption(arg, options) {
  const [asked = ''] = arg.split('=', 1);
  const names = options.map(({ name }) => `--${name}`);
  return new UsageError(`unknown option ${asked}${suggest(asked, names)}`);
}

/**
 * The value of an option from the arguments behind it; a flag needs none.
 *
 * @param {Option} option
 * @param {string[]} rest
 * @returns {string}
 */
function takeValue(option, rest) {
  const next = rest[0];
  if (option.kind === 'flag') {
    return next === 'true' || next === 'false' ? String(rest.shift()) : 'true';
  }
  if (next === undefined || next.startsWith('--')) {
    throw new UsageError(`--${option.name} needs a value: ${valueName(option)}`);
  }
  return String(rest.shift());
}

/**
 * @param {Option} option
 * @param {string} text
 * @returns {Value}
 */
function readValue(option, text) {
  const { name, kind, choices = [] } = option;
  if (kind === 'text') return text;
  if (kind === 'flag' && (text === 'true' || text === 'false')) return text === 'true';
  if (kind === 'choice' && choices.includes(text)) return text;
  if ((kind === 'whole' || kind === 'real') && isInRange(option, text)) return Number(text);
  throw new UsageError(`--${name} must be ${expectation(option)}, not "${text}"`);
}

/**
 * @param {Option} option
 * @param {string} text
 */
function isInRange({ kind, min = -Infinity, max = Infinity, above = -Infinity }, text) {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return false;
  const number = Number(text);
  if (kind === 'whole' && !Number.isSafeInteger(number)) return false;
  return Number.isFinite(number) && number >= min && number <= max && number > above;
}

/** @param {Option} option */
function expectation({ kind, choices = [], min, max, above }) {
  if (kind === 'flag') return 'true or false';
  if (kind === 'choice') return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
  const number = kind === 'whole' ? 'a whole number' : 'a number';
  const least = above === undefined ? min !== undefined && `from ${min}` : `above ${above}`;
  const most = max !== undefined && `${above === undefined ? 'to' : 'and at most'} ${max}`;
  return [number, least, most].filter(Boolean).join(' ');
}

/** @param {Option} option */
function valueName({ kind, choices = [], value = 'TEXT', default: initial }) {
  const flag = initial === true ? 'true|false' : '';
  const names = { choice: choices.join('|'), whole: 'N', real: 'X', flag, text: value };
  return names[kind];
}

const COLUMN = 30;
export const WIDTH = 100;

/**
 * The options as --help shows them: by group, with defaults in brackets.
 *
 * @param {Option[]} options
 * @returns {string}
 */
export function describe(options) {
  const groups = [...new Set(options.map(({ group }) => group))];
  return groups
    .map((group) => {
      const lines = options.filter((option) => option.group === group).map(describeOne);
      return `${group[0]?.toUpperCase()}${group.slice(1)}:\n${lines.join('')}`;
    })
    .join('\n');
}

/** @param {Option} option */
function describeOne(option) {
  const { name, help, default: initial } = option;
  const left = `  --${name} ${valueName(option)}`.trimEnd();
  const bracket = initial === undefined || initial === '' ? '' : ` [${initial}]`;
  const lines = wrap(help + bracket, WIDTH - COLUMN);
  const first = left.length < COLUMN ? left.padEnd(COLUMN) : `${left}\n${' '.repeat(COLUMN)}`;
  return `${first}${lines.join(`\n${' '.repeat(COLUMN)}`)}\n`;
}

/**
 * @param {string} text
 * @param {number} width
 * @returns {string[]} its lines
 */
export function wrap(text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
