import { createSession } from '../index.js';
import { FileError, reading, readModel } from './files.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').ModelInfo} ModelInfo
 */

/** The commands that use a model. @type {Record<ModelInfo['kind'], string>} */
const COMMANDS = {
  language: 'sluice generate and sluice evaluate',
  translation: 'sluice translate run and sluice translate evaluate',
};

/**
 * Runs a body with a session that holds a file's model.
 *
 * @template T
 * @param {object} which
 * @param {string} which.file
 * @param {ModelInfo['kind']} [which.kind] that the body takes; undefined: any
 * @param {(session: Session, model: ModelInfo, bytes: Uint8Array) => Promise<T>} body
 * @returns {Promise<T>} FileError, BAD_FILE
 */
export async function withModel({ file, kind }, body) {
  const session = await createSession({ worker: false });
  try {
    const bytes = await readModel(file);
    const model = await reading(file, () => session.load(bytes));
    if (kind && model.kind !== kind) {
      const message = `this is a ${model.kind} model; ${COMMANDS[model.kind]} take it`;
      throw new FileError(file, { message });
    }
    return await body(session, model, bytes);
  } finally {
    await session.dispose();
  }
}
