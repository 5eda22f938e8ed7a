import { SluiceError } from '../core/error.js';
import { feed, richOptions } from './rich-generation.js';

/**
 * The session's end of its readers (reader.js): generators that read what they are given, by number.
 *
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('../sluice.d.ts').ReaderOptions} ReaderOptions
 * @typedef {{ generator: number, model: number, options: ReaderOptions }} Open
 */

/** @type {Record<string, (context: Context, reader: Open, ...args: any[]) => unknown>} */
const ACTIONS = {
  feed({ core }, { generator }, text, options) {
    const { prompt, unknown } = richOptions({ ...options, prompt: text });
    feed(core, generator, prompt, unknown);
  },
  probabilities({ core }, { generator, model }) {
    const size = core.ask('sl_vocabulary_size', core.ask('sl_model_vocabulary', model)) >>> 0;
    return core.floats(core.make('sl_generator_probabilities', generator), size);
  },
  draw({ core }, { generator, options }, given) {
    const own = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
    const { temperature, topK, topP, repetitionPenalty } = richOptions({
      ...options,
      ...Object.fromEntries(own),
    });
    core.do('sl_generator_set_sampling', generator, temperature, topK, topP);
    core.do('sl_generator_penalize', generator, repetitionPenalty);
    const symbol = core.text(core.make('sl_generator_next', generator));
    return { symbol, probability: core.ask('sl_generator_probability', generator) };
  },
  reset(context, reader) {
    const { generator } = reader;
    reader.generator = fresh(context, reader.model, reader.options);
    context.handles.drop(generator);
  },
  clone(context, { generator, model, options }) {
    const { core, handles } = context;
    const copy = handles.add(core.make('sl_generator_clone', generator), 'sl_generator_free');
    return keep(context, { generator: copy, model, options });
  },
};

/**
 * @param {Context} context
 * @param {string} what an action, `open` or `close`
 * @param {number} id of a reader; any for `open`
 * @param {any[]} args
 * @returns {unknown} of `open` and `clone` the id of a new reader
 */
export function askReader(context, what, id, ...args) {
  if (what === 'open') return open(context, args[0]);
  const reader = context.readers[id];
  if (what === 'close') return close(context, id, reader);
  if (!reader) throw new SluiceError('MISUSE', 'this reader has been closed');
  return ACTIONS[what]?.(context, reader, ...args);
}

/**
 * @param {Context} context
 * @param {ReaderOptions} [options]
 */
function open(context, options = {}) {
  const model = context.model.handle;
  return keep(context, { generator: fresh(context, model, options), model, options });
}

/**
 * @param {Context} context
 * @param {number} model
 * @param {ReaderOptions} options
 */
function fresh({ core, handles }, model, options) {
  const { temperature, topK, topP, seed } = richOptions(options);
  const generator = core.make('sl_generator_create', model, temperature, topK, topP, seed);
  return handles.add(generator, 'sl_generator_free');
}

/**
 * @param {Context} context
 * @param {Open} reader
 * @returns {number} its id
 */
function keep(context, reader) {
  context.handles.keep(reader.model); // another may take its place in the session
  return context.readers.push(reader) - 1;
}

/**
 * @param {Context} context
 * @param {number} id
 * @param {Open} [reader]
 */
function close({ handles, readers }, id, reader) {
  if (!reader) return;
  delete readers[id];
  handles.drop(reader.generator);
  handles.drop(reader.model);
}
