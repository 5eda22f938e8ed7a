import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createSession, presets } from '../index.js';
import { chunks } from '../session/text-source.js';
import { FileError, readText } from './files.js';

/**
 * Training by sluice-train (src/native), which does the same with the same messages, and prints them itself.
 *
 * @typedef {import('./training-options.js').Asked} Asked
 */

const NAME = 'sluice-train';
const FAILED = 1;
/** The pipe that sluice-train lives by: it ends as after Ctrl+C when this end closes, however that comes. */
const LIFELINE = 3;

/** The end of a program that did the work, and has said why if it failed. */
export class Ended extends Error {
  /** @param {number} code exit code */
  constructor(code) {
    super(`${NAME} ended with ${code}`);
    this.code = code;
  }
}

/**
 * @param {import('./commands.js').Invocation} invocation
 * @param {Asked} asked
 * @param {import('./run-training.js').Task} task
 */
export async function trainNatively(invocation, asked, task) {
  const program = findProgram();
  const { stop, operands } = invocation;
  // what is read here to choose a preset is passed on: standard input gives it once
  const input =
    asked.presetFor && operands[0] === '-' ? await buffer(chunks(readText('-'), stop)) : undefined;
  if (asked.presetFor) await choosePreset(asked, invocation, input);
  const child = spawn(program, argumentsFor(invocation, asked, task), {
    stdio: [input ? 'pipe' : 'inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, SLUICE_LIFELINE: String(LIFELINE) },
  });
  child.stdin?.on('error', () => {}).end(input); // sluice-train says why it reads no further
  const release = () => child.stdio[LIFELINE]?.destroy();
  stop.addEventListener('abort', release);
  if (stop.aborted) release();
  const [code, signal] = await once(child, 'exit').catch((error) => {
    throw new FileError(program, error);
  });
  if (signal && !stop.aborted) throw new FileError(NAME, { message: `was ended by ${signal}` });
  if (code !== 0) throw new Ended(code ?? FAILED);
}

/**
 * @param {Asked} asked without a preset: gets the one for this text
 * @param {import('./commands.js').Invocation} invocation
 * @param {Buffer} [input] standard input
 */
async function choosePreset(asked, { values, operands: [file = ''], stop: signal }, input) {
  const session = await createSession({ worker: false });
  const { 'max-tokens': maxTokens } = values;
  try {
    // sluice-train reads it again, and says what is wrong with it
    const text = await session
      .loadText(input ?? readText(file), { maxTokens, signal })
      .catch(() => ({ symbols: 0 }));
    const name = /** @type {NonNullable<Asked['presetFor']>} */ (asked.presetFor)(text.symbols);
    Object.assign(asked, { name, preset: presets[name] });
  } finally {
    await session.dispose();
  }
}

/** @returns {string} FileError */
function findProgram() {
  const { SLUICE_TRAIN: named, PATH = '' } = process.env;
  const built = fileURLToPath(new URL(`../../build/native-train/${NAME}`, import.meta.url));
  const folders = PATH.split(delimiter).filter(Boolean);
  const places = named ? [named] : [built, ...folders.map((folder) => join(folder, NAME))];
  const found = places.find(isProgram);
  if (found) return found;
  const ways =
    'build it in a clone of Sluice by "cmake --workflow --preset native-train", and give its path in ' +
    `SLUICE_TRAIN, or put it on PATH`;
  const message = named
    ? `SLUICE_TRAIN names no program: ${ways}`
    : `the native trainer is not here: ${ways}`;
  throw new FileError(named ?? NAME, { message });
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile(); // a folder may be entered, not run
  } catch {
    return false;
  }
}

/**
 * The same options: a preset's settings come first, and are told from those given by --from-preset.
 *
 * @param {import('./commands.js').Invocation} invocation
 * @param {Asked} asked
 * @param {import('./run-training.js').Task} task
 */
function argumentsFor({ values, operands }, { name, preset, limits, minutes }, { kind }) {
  const { engine, preset: _, ...given } = values;
  const ofPreset = preset
    ? { ...preset.settings, 'max-tokens': preset.maxTokens, 'from-preset': name }
    : {};
  const length = minutes === undefined ? preset && limits : { minutes };
  return [
    ...(kind === 'translation' ? ['translate', 'train'] : []),
    ...[ofPreset, given, length ?? {}].flatMap(asOptions),
    ...['--', ...operands],
  ];
}

/** @param {Record<string, unknown>} values */
function asOptions(values) {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `--${name.replaceAll('_', '-')}=${value}`);
}
