import { checkOptions } from '../core/checks.js';
import { freshSeed } from './seed.js';

/**
 * The caller's end of a reader; see sluice.d.ts.
 *
 * @typedef {import('../sluice.d.ts').Reader} Reader
 * @typedef {import('./session.js').Methods['askReader']} Ask
 */

const DRAWING = ['temperature', 'topK', 'topP', 'repetitionPenalty'];

/**
 * @param {Ask} ask
 * @param {import('../sluice.d.ts').ReaderOptions} [options]
 * @returns {Promise<Reader>}
 */
export async function openReader(ask, options) {
  checkOptions('reader', options, [...DRAWING, 'seed']);
  const seed = options?.seed ?? freshSeed();
  return readerOf(ask, await ask('open', 0, { ...options, seed }), seed);
}

/**
 * @param {Ask} ask
 * @param {number} id
 * @param {number} seed
 * @returns {Reader}
 */
function readerOf(ask, id, seed) {
  const close = () => ask('close', id);
  return {
    seed,
    feed: async (text, options) => {
      checkOptions('feed', options, ['unknown']);
      await ask('feed', id, text, options);
    },
    probabilities: () => ask('probabilities', id),
    draw: async (options) => {
      checkOptions('draw', options, DRAWING);
      return ask('draw', id, options);
    },
    reset: () => ask('reset', id),
    clone: async () => readerOf(ask, await ask('clone', id), seed),
    close,
    ...(Symbol.asyncDispose && { [Symbol.asyncDispose]: close }),
  };
}
