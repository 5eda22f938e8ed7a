/**
 * @typedef {import('../core/core.js').Core} Core
 *
 * A part of a text, in symbols, or of a table, in pairs.
 * @typedef {{ first: number, count: number }} Stretch
 *
 * Lets others have their turn; an error ends the measuring.
 * @typedef {() => Promise<void>} Turn
 *
 * Which weights to measure: the newest of a training, or else those that the model is used with; and
 * how they learn on from a text.
 * @typedef {{ newest?: boolean, learnOn?: { rate: number, length: number } }} Reading
 *
 * Mean nats per symbol or token, and how many there were.
 * @typedef {{ loss: number, tokens: number }} Measured
 */

/** Milliseconds for a portion: long enough to be worth the call, short enough to stop soon. */
export const PORTION = 10;

/**
 * Mean loss of a model over a stretch of text, in portions with a turn for others between them. The
 * caller ensures that the weights do not change.
 *
 * @param {Core} core
 * @param {import('../core/handles.js').Handles} handles
 * @param {{ model: number, text: number }} pair
 * @param {Stretch & Reading} stretch
 * @param {Turn} turn
 * @returns {Promise<Measured>}
 */
export async function measureText(core, handles, { model, text }, stretch, turn) {
  const { newest, learnOn } = stretch;
  const evaluator = handles.add(evaluatorOf(core, { model, text }, stretch), 'sl_evaluator_free');
  try {
    if (newest) core.ask('sl_evaluator_read_newest', evaluator);
    let symbols = 1;
    for (let more = true; more; ) {
      await turn();
      const start = performance.now();
      more = core.ask('sl_evaluator_advance', evaluator, symbols) !== 0;
      symbols = nextPortion(symbols, performance.now() - start);
    }
    if (learnOn) core.do('sl_evaluator_check', evaluator);
    return {
      loss: core.ask('sl_evaluator_loss', evaluator),
      tokens: core.ask('sl_evaluator_tokens', evaluator),
    };
  } finally {
    handles.drop(evaluator);
  }
}

/**
 * @param {Core} core
 * @param {{ model: number, text: number }} pair
 * @param {Stretch & Reading} stretch
 */
function evaluatorOf(core, { model, text }, { first, count, learnOn }) {
  if (!learnOn) return core.make('sl_evaluator_create', model, text, first, count);
  const { rate, length } = learnOn;
  return core.make('sl_evaluator_create_learning', model, text, first, count, rate, length);
}

/**
 * @param {number} size of the last portion
 * @param {number} milliseconds that it took
 */
function nextPortion(size, milliseconds) {
  if (milliseconds > 2 * PORTION) return Math.max(size >>> 1, 1);
  return milliseconds < PORTION ? Math.min(size * 2, 1 << 20) : size;
}
