import { PORTION } from './measure.js';

/**
 * @typedef {import('../core/core.js').Core} Core
 * @typedef {import('./measure.js').Stretch} Stretch
 * @typedef {import('./measure.js').Reading} Reading
 * @typedef {import('./measure.js').Turn} Turn
 * @typedef {import('./measure.js').Measured} Measured
 */

/** Pairs of one call: always the same, so that the sum has the same bits however fast the host is. */
const ROWS = 32;

/**
 * Mean loss of a translator over pairs of sentences, at least one, with a turn for others now and then; the mean is over true target tokens. The
 * caller ensures that the weights do not change.
 *
 * @param {Core} core
 * @param {{ model: number, pairs: number }} pair
 * @param {Stretch & Reading} stretch
 * @param {Turn} turn
 * @returns {Promise<Measured>}
 */
export async function measurePairs(core, { model, pairs }, { first, count, newest }, turn) {
  const lossOf = newest ? 'sl_pairs_newest_loss' : 'sl_pairs_loss';
  const end = first + count;
  let [sum, tokens] = [0, 0];
  let turnAt = -Infinity;
  for (let at = first; at < end; at += ROWS) {
    if (performance.now() - turnAt >= PORTION) {
      await turn();
      turnAt = performance.now();
    }
    const count = Math.min(ROWS, end - at);
    const counted = core.ask('sl_pairs_tokens', model, pairs, at, count);
    sum += core.number(lossOf, model, pairs, at, count) * counted;
    tokens += counted;
  }
  return { loss: sum / tokens, tokens };
}
