import { readTraining } from '../index.js';
import { UsageError } from './arguments.js';
import { FileError, reading, readModel } from './files.js';

/**
 * @typedef {import('../sluice.d.ts').SavedTraining} SavedTraining
 * @typedef {{ path: string, bytes: Uint8Array, saved: SavedTraining }} Resumable
 */

/** @type {Record<string, string>} */
const COMMANDS = { language: 'sluice train', translation: 'sluice translate train' };

/**
 * The training in a file; it keeps its settings.
 *
 * @param {string} path
 * @param {{ kind: SavedTraining['kind'], limit: string }} task
 * @param {Record<string, unknown>} given settings; those of the file may be among them
 * @param {number | undefined} most symbols or pairs to read, if the user says so
 * @returns {Promise<Resumable>}
 */
export async function readResumable(path, { kind, limit }, given, most) {
  const bytes = await readModel(path);
  const saved = await reading(path, async () => readTraining(bytes));
  if (!saved) {
    const message = 'this file holds only a model, without the training that --resume needs';
    throw new FileError(path, { message });
  }
  if (saved.kind !== kind) {
    const message = `this is the training of a ${saved.kind} model; resume it with ${COMMANDS[saved.kind]}`;
    throw new FileError(path, { message });
  }
  // A file that says nothing of a limit may be of a training that had one.
  const asked = saved.most > 0 && most !== undefined ? { ...given, [limit]: most } : given;
  checkAgreement(path, { ...saved.settings, [limit]: saved.most }, asked);
  return { path, bytes, saved };
}

/**
 * Refuses an end that the training is already past.
 *
 * @param {Resumable} resumable
 * @param {import('./training-options.js').Limits} limits
 */
export function checkLength({ path, saved }, limits) {
  for (const name of /** @type {const} */ (['updates', 'epochs'])) {
    const asked = limits[name];
    if (asked === undefined || asked >= saved[name]) continue;
    const done = `the training in ${path} has done ${saved[name]} ${name}`;
    throw new UsageError(`${done}: --${name} counts from the start, so ${asked} is too few`);
  }
}

/**
 * @param {string} path
 * @param {Record<string, unknown>} settings
 * @param {Record<string, unknown>} given
 */
function checkAgreement(path, settings, given) {
  const differing = Object.keys(given).filter((name) => given[name] !== settings[name]);
  if (differing.length === 0) return;
  const asked = differing.map((name) => `--${name.replaceAll('_', '-')} ${given[name]}`).join(', ');
  const there = differing.map((name) => `${name} ${settings[name]}`).join(', ');
  throw new UsageError(
    `the training in ${path} continues with its own settings (${there}): leave out ${asked}`,
  );
}
