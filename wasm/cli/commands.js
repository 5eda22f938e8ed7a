// The commands, by name, and running the one that the arguments name.
import { readFile } from 'node:fs/promises';
import { suggest } from '../core/suggest.js';
import { createSession, SluiceError } from '../index.js';
import { describe, parse, UsageError, WIDTH, wrap } from './arguments.js';
import * as evaluate from './evaluate.js';
import * as exporting from './export.js';
import { FileError } from './files.js';
import * as generate from './generate.js';
import * as info from './info.js';
import { Ended } from './native.js';
import * as presets from './presets.js';
import { say } from './talk.js';
import * as train from './train.js';
import * as translateEvaluate from './translate-evaluate.js';
import * as translateRun from './translate-run.js';
import * as translateTrain from './translate-train.js';

/**
 * @typedef {import('./arguments.js').Option} Option
 * @typedef {import('../sluice.d.ts').Setting} Setting
 *
 * What a command runs with: the options given, operands, and the signal that ends it early.
 * @typedef {{ values: Record<string, any>, operands: string[], stop: AbortSignal }} Invocation
 *
 * @typedef {object} Command
 * @property {string} about
 * @property {string[]} operands one in brackets may be left out or repeated
 * @property {Option[]} options
 * @property {(table: Setting[]) => Option[]} [settings] options made from the core's settings
 * @property {(invocation: Invocation) => Promise<void>} run
 */

/** @type {Map<string, Command>} */
const commands = new Map(
  Object.entries({
    ...{ train, generate, evaluate, info },
    'translate train': translateTrain,
    'translate run': translateRun,
    'translate evaluate': translateEvaluate,
    export: exporting,
    presets,
  }),
);
/** A first word that needs a second. */
const FAMILY = 'translate';
const COLUMN = 20;

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

const overview = `Usage: sluice COMMAND ...

${[...commands].map(summary).join('')}
sluice COMMAND --help lists the options of a command.
`;

/** @param {[name: string, command: Command]} entry */
function summary([name, { about }]) {
  const [sentence = ''] = about.split(/[.:]/, 1);
  return `  ${name.padEnd(COLUMN)}${wrap(sentence, WIDTH - COLUMN - 2).join(`\n${' '.repeat(COLUMN + 2)}`)}\n`;
}

/**
 * @param {string[]} args
 * @param {AbortSignal} stop
 */
async function dispatch([first = '', ...rest], stop) {
  const isFamily = first === FAMILY && rest[0] !== undefined && !rest[0].startsWith('-');
  const name = isFamily ? `${first} ${rest[0]}` : first;
  const args = isFamily ? rest.slice(1) : rest;
  const command = commands.get(name);
  if (command) return runCommand(name, command, args, stop);
  if (name === '--help' || name === '-h') process.stdout.write(overview);
  else if (name === '--version') process.stdout.write(`${await version()}\n`);
  else if (name === FAMILY && (args[0] === '--help' || args[0] === '-h'))
    process.stdout.write(overview);
  else if (name === FAMILY) throw new UsageError('translate needs train, run or evaluate');
  else if (name === '') throw new UsageError('no command given; sluice --help lists them');
  else {
    const hint = suggest(name, [...commands.keys()]) || '; sluice --help lists them';
    throw new UsageError(`unknown command ${name}${hint}`);
  }
}

/**
 * @param {string} name
 * @param {Command} command
 * @param {string[]} args
 * @param {AbortSignal} stop
 */
async function runCommand(name, command, args, stop) {
  const { about, operands, options, settings, run } = command;
  const rows = settings ? [...settings(await settingsTable()), ...options] : options;
  const parsed = parse(args, rows);
  const usage = `sluice ${name} ${operands.join(' ')}`;
  if (parsed.help) {
    const lines = wrap(about, WIDTH).join('\n');
    process.stdout.write(`Usage: ${usage} [OPTION ...]\n\n${lines}\n\n${describe(rows)}`);
    return;
  }
  const needed = operands.filter((operand) => !operand.startsWith('['));
  const given = parsed.positionals.length;
  if (given < needed.length || (given > needed.length && needed.length === operands.length)) {
    throw new UsageError(`this takes ${needed.join(' and ')}: ${usage} [OPTION ...]`);
  }
  await run({ values: parsed.values, operands: parsed.positionals, stop });
}

async function settingsTable() {
  const session = await createSession({ worker: false });
  const table = await session.settingsTable();
  await session.dispose();
  return table;
}

async function version() {
  const file = new URL('../../package.json', import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')).version;
}

/**
 * Says what went wrong.
 *
 * @param {unknown} error
 * @returns {number} the exit code
 */
function explain(error) {
  if (error instanceof Ended) return error.code;
  const expected = [SluiceError, FileError, UsageError].some((kind) => error instanceof kind);
  const { message, stack } = /** @type {Error} */ (error);
  say(`sluice: ${expected ? message : stack}`);
  const isUsage = error instanceof UsageError;
  const isSetting = error instanceof SluiceError && error.code === 'BAD_SETTING';
  return isUsage || isSetting ? WRONG_USAGE : FAILED;
}

/**
 * Runs the command that the arguments name, and says what went wrong.
 *
 * @param {string[]} args
 * @param {AbortSignal} stop ends it early
 * @returns {Promise<number>} the exit code
 */
export async function runArguments(args, stop) {
  try {
    await dispatch(args, stop);
    return DONE;
  } catch (error) {
    return stop.aborted && error === stop.reason ? DONE : explain(error);
  }
}
