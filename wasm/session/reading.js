import { string, whole } from '../core/checks.js';
import { Pacer } from './pacer.js';
import { chunks, END_MARK } from './text-source.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('../sluice.d.ts').TextSource} TextSource
 * @typedef {import('../sluice.d.ts').Listening} Listening
 */

/** Milliseconds of reading between two turns for others. */
const SLICE = 10;

/**
 * Reads a text to its end.
 *
 * @param {Context} context
 * @param {TextSource} source
 * @param {{ normalize: string, maxTokens?: number, vocabulary: number, endMark?: string } & Listening} options
 *   `vocabulary` 0: its own
 * @returns {Promise<{ handle: number, bytes: number }>} the handle is the caller's to drop
 */
export function readText(context, source, options) {
  const { normalize, maxTokens = 0, vocabulary, endMark = END_MARK, ...listening } = options;
  const { core, handles } = context;
  const most = whole('maxTokens', maxTokens);
  const text = handles.add(
    core.make('sl_text_create', vocabulary, string('normalize', normalize), most),
    'sl_text_free',
  );
  return read(context, source, listening, {
    handle: text,
    endMark: string('endMark', endMark),
    append: 'sl_text_append',
    finish: () => core.do('sl_text_finish', text),
  });
}

/**
 * Reads a table of pairs to its end.
 *
 * @param {Context} context
 * @param {TextSource} source
 * @param {{ tokens: string, minimum: number, maxPairs?: number, model: number } & Listening} options
 *   `model` is the translator whose vocabularies encode them; 0: their own
 * @returns {Promise<{ handle: number, bytes: number }>} the handle is the caller's to drop
 */
export async function readPairs(context, source, options) {
  const { tokens, minimum, maxPairs = 0, model, ...listening } = options;
  const { core, handles } = context;
  const most = whole('maxPairs', maxPairs);
  const settings = context.createSettings({ tokens, minimum });
  handles.keep(model); // another may take its place meanwhile
  try {
    const pairs = handles.add(core.make('sl_pairs_create', settings, most), 'sl_pairs_free');
    return await read(context, source, listening, {
      handle: pairs,
      endMark: '\n',
      append: 'sl_pairs_append',
      finish: () =>
        model ? core.do('sl_pairs_finish_for', pairs, model) : core.do('sl_pairs_finish', pairs),
    });
  } finally {
    handles.drop(settings);
    handles.drop(model);
  }
}

/**
 * @param {Context} context
 * @param {TextSource} source
 * @param {Listening} listening
 * @param {{ handle: number, endMark: string, append: string, finish: () => void }} reader
 */
async function read(context, source, { signal, onProgress }, { handle, endMark, append, finish }) {
  const pacer = new Pacer(SLICE);
  let bytes = 0;
  try {
    for await (const chunk of chunks(source, context.until(signal), endMark)) {
      context.core.do(append, handle, chunk, chunk.length);
      bytes += chunk.length;
      onProgress?.(bytes);
      await context.turn(pacer);
    }
    finish();
  } catch (error) {
    context.handles.drop(handle);
    throw error;
  }
  return { handle, bytes };
}
