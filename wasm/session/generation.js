import { holdGates } from './holds.js';
import { inKnownForm } from './normal-form.js';
import { generateOptions } from './options.js';
import { Pacer } from './pacer.js';

/** Milliseconds of drawing between two turns for others. */
const SLICE = 10;

/**
 * Draws symbols from the model, which stays alive until the stream ends; see sluice.d.ts.
 *
 * @type {import('./methods.js').Body<'generate'>}
 */
export async function* generate(context, options) {
  const checked = generateOptions(options);
  const { prompt, length, temperature, topK, topP, seed, hold, signal } = checked;
  const { core, handles } = context;
  const model = context.model.handle;
  const generator = handles.add(
    core.make('sl_generator_create', model, temperature, topK, topP, seed),
    'sl_generator_free',
  );
  handles.keep(model);
  try {
    holdGates(core, 'sl_generator_hold', generator, hold);
    inKnownForm(prompt, (bytes) => core.do('sl_generator_prompt', generator, bytes, bytes.length));
    const pacer = new Pacer(SLICE);
    for (let drawn = 0; drawn < length; drawn++) {
      await context.turn(pacer);
      if (signal?.aborted) return;
      yield core.text(core.make('sl_generator_next', generator));
    }
  } finally {
    handles.drop(generator);
    handles.drop(model);
  }
}
