// Model files that every version must load and go on with; tests/vectors/make_golden.mjs made them.
import { createHash } from 'node:crypto';

/**
 * @typedef {object} Case
 * @property {string} file
 * @property {string} [text] either a text,
 * @property {string} [pairs] or pairs
 * @property {import('../../wasm/sluice.d.ts').Settings} settings
 * @property {number} updates in the file
 * @property {number} until the training is then gone on with
 *
 * @typedef {{ losses: number[], data: string, output: string }} Continuation the loss of each update,
 *   SHA-256 of all arrays of the file that is then saved, and what the model then says
 */

export const golden = new URL('../vectors/golden/', import.meta.url);

/**
 * Goes on with a training.
 *
 * @param {import('../../wasm/sluice.d.ts').Session} session
 * @param {Case} one
 * @returns {Promise<Continuation>}
 */
export async function continued(session, { text, until }) {
  const losses = [];
  for await (const { loss } of session.train({ updates: until, reportEvery: 1 })) losses.push(loss);
  const bytes = await session.save({ training: true });
  const header = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const data = createHash('sha256')
    .update(bytes.subarray(8 + header))
    .digest('hex');
  return { losses, data, output: await (text ? written(session) : translated(session)) };
}

/** @param {import('../../wasm/sluice.d.ts').Session} session */
async function written(session) {
  let output = '';
  for await (const symbol of session.generate({ prompt: 'the ', length: 40, seed: 1 }))
    output += symbol;
  return output;
}

/** @param {import('../../wasm/sluice.d.ts').Session} session */
async function translated(session) {
  const { text, logProbability: probability } = await session.translate('I won', { width: 3 });
  return `${text} ${probability}`;
}
