import { generateOptions } from './generate-options.js';
import { inKnownForm } from './normal-form.js';
import { Pacer } from './pacer.js';
import { part } from './part.js';

/** Milliseconds of drawing between two turns for others. */
const SLICE = 10;
const PLAIN = ['prompt', 'length', 'temperature', 'topK', 'topP', 'seed', 'signal'];

/**
 * Draws symbols from the model, which stays alive until the stream ends; see sluice.d.ts.
 *
 * @param {import('./context.js').Context} context
 * @param {import('../sluice.d.ts').GenerateOptions} [options]
 * @returns {AsyncGenerator<string | import('../sluice.d.ts').Drawn, void, undefined>}
 */
export async function* generate(context, options = {}) {
  if (Object.keys(options).some((name) => !PLAIN.includes(name))) {
    const rich = await part(() => import('./rich-generation.js')); // few texts are drawn by more than these
    yield* rich.generate(context, options);
    return;
  }
  const checked = generateOptions(options);
  const { prompt, length, temperature, topK, topP, seed, signal } = checked;
  const { core, handles } = context;
  const model = context.model.handle;
  const generator = handles.add(
    core.make('sl_generator_create', model, temperature, topK, topP, seed),
    'sl_generator_free',
  );
  handles.keep(model);
  try {
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
