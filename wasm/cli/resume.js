import { readTraining } from '../index.js';
import { UsageError } from './arguments.js';
import { FileError, readModel } from './files.js';

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
 * @param {SavedTraining['kind']} kind
 * @param {Record<string, unknown>} given settings; those of the file may be among them
 * @returns {Promise<Resumable>}
 */
export async function readResumable(path, kind, given) {
  const bytes = await readModel(path);
  const saved = readTraining(bytes);
  if (!saved) {
    const message = 'this file holds only a model, without the training that --resume needs';
    throw new FileError(path, { message });
  }
  if (saved.kind !== kind) {
    const message = `this is the training of a ${saved.kind} model; resume it with ${COMMANDS[saved.kind]}`;
    throw new FileError(path, { message });
  }
  checkAgreement(path, saved.settings, given);
  return { path, bytes, saved };
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
