import { whole } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { divide } from './epoch.js';
import { Pacer } from './pacer.js';

/**
 * The perplexity of n-gram models on the text, divided as training divides it; see sluice.d.ts.
 *
 * @type {import('./methods.js').Body<'baselines'>}
 */
export async function baselines(context, { order = 5, validation } = {}) {
  const { core, handles, model } = context;
  if (!context.text) throw new SluiceError('MISUSE', 'load a text to count');
  const { handle: text, length } = context.text;
  const usual = model.exists ? model.settings.validation : 0;
  const { training, heldOut } = divide(context, length, validation ?? usual);
  const start = performance.now();
  const most = whole('order', order);
  const ngram = handles.add(core.make('sl_ngram_create', text, 0, training, most), 'sl_ngram_free');
  const orders = Array.from({ length: most }, (_, i) => i + 1);
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
