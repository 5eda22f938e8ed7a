import { shown, string, whole } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { Pacer } from './pacer.js';
import { chunks, END_MARK } from './text-source.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('../sluice.d.ts').TextSource} TextSource
 * @typedef {import('../sluice.d.ts').Listening} Listening
 */

/** Milliseconds of reading between two turns for others. */
const SLICE = 10;
/** What is meant as the name of a text, for nobody learns that. */
const NAME = /^\S{1,200}\.(txt|md|csv|tsv|html?)$|^https?:\S{1,200}$/i;

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
  string('endMark', endMark); // refused before there is a handle to drop
  const text = handles.add(
    core.make('sl_text_create', vocabulary, string('normalize', normalize), most),
    'sl_text_free',
  );
  return read(context, source, listening, {
    handle: text,
    endMark,
    append: 'sl_text_append',
    finish: () => core.do('sl_text_finish', text),
  });
}

/**
 * Reads a source to its end into a handle, which is dropped when that fails.
 *
 * @param {Context} context
 * @param {TextSource} source
 * @param {Listening} listening
 * @param {{ handle: number, endMark: string, append: string, finish: () => void }} reader
 */
export async function read(
  context,
  source,
  { signal, onProgress },
  { handle, endMark, append, finish },
) {
  const pacer = new Pacer(SLICE);
  let bytes = 0;
  try {
    if (typeof source === 'string' && NAME.test(source)) throw noName(source);
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

/** @param {string} name */
function noName(name) {
  const message = `a string is the text itself, not its name: instead of ${shown(name)} give a stream, a Blob or a URL`;
  return new SluiceError('BAD_TEXT', message);
}
