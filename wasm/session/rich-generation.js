import { real, string, strings, whole } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { oneOf } from '../core/one-of.js';
import { generateOptions } from './generate-options.js';
import { inKnownForm } from './normal-form.js';
import { Pacer } from './pacer.js';
import { part } from './part.js';
import { Stops } from './stops.js';

/**
 * Drawing by the options that few use: samples, stop strings, chunks and the like; see sluice.d.ts.
 *
 * @typedef {import('./context.js').Context} Context
 * @typedef {ReturnType<typeof richOptions> & { hold: import('./holds.js').HeldGate[] }} Options
 * @typedef {{ text: string, sample: number, probability?: number }} Drawn
 */

/** Milliseconds of drawing between two turns for others. */
const SLICE = 10;
/** Milliseconds that a chunk is gathered: about a frame. */
const FRAME = 16;

/** @param {unknown} stop */
const stopStrings = (stop) =>
  Array.isArray(stop) ? strings('stop', stop) : [string('stop', stop)];

/**
 * All options with their defaults.
 *
 * @param {import('../sluice.d.ts').GenerateOptions} options
 */
export function richOptions(options) {
  const { unknown = 'refuse', stop = [], repetitionPenalty = 1, samples } = options;
  const { probabilities = false, chunks = false } = options;
  if (probabilities && chunks) {
    const message = 'probabilities are those of single symbols: leave chunks out';
    throw new SluiceError('BAD_SETTING', message);
  }
  return {
    ...generateOptions(options),
    unknown: oneOf('unknown', unknown, ['refuse', 'skip']),
    stop: stopStrings(stop).filter(Boolean),
    repetitionPenalty: real('repetitionPenalty', repetitionPenalty),
    samples: samples === undefined ? undefined : whole('samples', samples, 1),
    probabilities,
    chunks,
  };
}

/**
 * @param {Context} context
 * @param {import('../sluice.d.ts').GenerateOptions} options
 * @returns {AsyncGenerator<string | Drawn, void, undefined>}
 */
export async function* generate(context, options) {
  const checked = { ...richOptions(options), hold: await held(options.hold) };
  const isBare = checked.samples === undefined && !checked.probabilities;
  for await (const drawn of checked.chunks
    ? chunked(samples(context, checked))
    : samples(context, checked))
    yield isBare ? drawn.text : drawn;
}

/** @param {import('../sluice.d.ts').Hold} [hold] */
async function held(hold) {
  return hold === undefined ? [] : (await part(() => import('./holds.js'))).heldGates(hold); // most gates are free
}

/**
 * One sample after the other, symbol by symbol.
 *
 * @param {Context} context
 * @param {Options} options
 * @returns {AsyncGenerator<Drawn, void, undefined>}
 */
async function* samples(context, options) {
  const { handles } = context;
  const { samples: count = 1, signal } = options;
  const model = context.model.handle;
  const pacer = new Pacer(SLICE);
  const turn = () => context.turn(pacer);
  handles.keep(model);
  try {
    for (let sample = 0; sample < count && !signal?.aborted; sample++) {
      const generator = openGenerator(context, model, options, sample);
      try {
        yield* symbols(context, generator, options, { sample, turn });
      } finally {
        handles.drop(generator);
      }
    }
  } finally {
    handles.drop(model);
  }
}

/**
 * A generator that has read the prompt.
 *
 * @param {Context} context
 * @param {number} model
 * @param {Options} options
 * @param {number} sample
 * @returns {number} the caller's to drop; BAD_SETTING, UNKNOWN_SYMBOL
 */
function openGenerator({ core, handles }, model, options, sample) {
  const { prompt, unknown, temperature, topK, topP, repetitionPenalty, seed, hold } = options;
  const generator = handles.add(
    core.make('sl_generator_create', model, temperature, topK, topP, (seed + sample) >>> 0),
    'sl_generator_free',
  );
  try {
    core.do('sl_generator_penalize', generator, repetitionPenalty);
    for (const one of hold) core.do('sl_generator_hold', generator, one.gate, one.layer, one.value);
    feed(core, generator, prompt, unknown);
  } catch (error) {
    handles.drop(generator);
    throw error;
  }
  return generator;
}

/**
 * Lets a generator read a text, in a normal form that the model knows.
 *
 * @param {import('../core/core.js').Core} core
 * @param {number} generator
 * @param {string} text
 * @param {Options['unknown']} unknown
 */
export function feed(core, generator, text, unknown) {
  const read = (/** @type {Uint8Array} */ bytes) =>
    core.do('sl_generator_prompt', generator, bytes, bytes.length);
  try {
    inKnownForm(text, read);
  } catch (/** @type {any} */ error) {
    if (error.code !== 'UNKNOWN_SYMBOL' || unknown !== 'skip') throw error;
    core.ask('sl_generator_skip_unknown', generator, 1);
    read(new TextEncoder().encode(text));
    core.ask('sl_generator_skip_unknown', generator, 0);
  }
}

/**
 * @param {Context} context
 * @param {number} generator
 * @param {Options} options
 * @param {{ sample: number, turn: () => Promise<void> }} course
 * @returns {AsyncGenerator<Drawn, void, undefined>}
 */
async function* symbols({ core }, generator, options, { sample, turn }) {
  const { length, stop, probabilities, signal } = options;
  const stops = new Stops(stop);
  for (let count = 0; count < length && !stops.isReached; count++) {
    await turn();
    if (signal?.aborted) return;
    const text = core.text(core.make('sl_generator_next', generator));
    const probability = probabilities ? core.ask('sl_generator_probability', generator) : undefined;
    yield* stops.pass({ text, sample, ...(probabilities && { probability }) });
  }
  yield* stops.rest();
}

/**
 * Gathers what is drawn in a frame's time, but for the first symbol, which somebody waits for.
 *
 * @param {AsyncIterable<Drawn>} drawn
 * @returns {AsyncGenerator<Drawn, void, undefined>}
 */
async function* chunked(drawn) {
  let start = -Infinity;
  /** @type {Drawn | undefined} */
  let chunk;
  for await (const { text, sample } of drawn) {
    if (chunk && (chunk.sample !== sample || performance.now() - start >= FRAME)) {
      yield chunk;
      chunk = undefined;
      start = performance.now();
    }
    chunk = { text: (chunk?.text ?? '') + text, sample };
  }
  if (chunk) yield chunk;
}
