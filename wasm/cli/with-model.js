import { createSession } from '../index.js';
import { reading, readModel } from './files.js';

/**
 * Runs a body with a session that holds a file's model.
 *
 * @template T
 * @param {string} file
 * @param {(session: import('../sluice.d.ts').Session, model: import('../sluice.d.ts').ModelInfo,
 *   bytes: Uint8Array) => Promise<T>} body
 * @returns {Promise<T>} FileError, BAD_FILE
 */
export async function withModel(file, body) {
  const session = await createSession({ worker: false });
  try {
    const bytes = await readModel(file);
    const model = await reading(file, () => session.load(bytes));
    return await body(session, model, bytes);
  } finally {
    await session.dispose();
  }
}
