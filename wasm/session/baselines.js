import { Pacer } from './pacer.js';

/**
 * What counting alone reaches on a text that is split as training splits it.
 *
 * @param {import('./context.js').Context} context
 * @param {{ text: number, order: number, training: number, heldOut: number }} parts how many symbols
 *   are counted, and how many after them are predicted
 * @returns {Promise<import('../sluice.d.ts').Baselines>}
 */
export async function baselines(context, { text, order, training, heldOut }) {
  const { core, handles } = context;
  const start = performance.now();
  const orders = Array.from({ length: order }, (_, i) => i + 1);
  const ngram = handles.add(
    core.make('sl_ngram_create', text, 0, training, order),
    'sl_ngram_free',
  );
  handles.keep(text);
  const pacer = new Pacer(0);
  try {
    /** @type {number[]} */
    const predicted = [];
    for (const n of heldOut > 0 ? orders : []) {
      await context.turn(pacer);
      predicted.push(Math.exp(core.number('sl_ngram_loss', ngram, text, training, heldOut, n)));
    }
    /** @param {number} n */
    const memorized = (n) => Math.exp(core.ask('sl_ngram_training_loss', ngram, n));
    return {
      uniform: memorized(0),
      training: orders.map(memorized),
      heldOut: predicted,
      milliseconds: performance.now() - start,
    };
  } finally {
    handles.drop(ngram);
    handles.drop(text);
  }
}
