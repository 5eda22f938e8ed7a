import { part } from './part.js';
import { isAddressed, isBlob, isWhole, noText } from './source-kinds.js';

/** @typedef {import('../sluice.d.ts').TextSource} TextSource */

/** What follows each of several documents, unless the caller says otherwise: the character "end of text". */
export const END_MARK = '\u0003';

/** Bytes of a chunk, at most; appending one stays far below a slice of work. */
const CHUNK = 1 << 18;

/**
 * Any source as UTF-8 bytes in chunks of at most 256 KB. An abort rejects with the signal's reason,
 * even while the source is silent. Chunks may be views of the source's own memory.
 *
 * @param {TextSource} source
 * @param {AbortSignal} [signal]
 * @param {string} [endMark] behind each of several documents
 * @returns {AsyncGenerator<Uint8Array, void, undefined>} BAD_TEXT when it is no text source; UNREACHABLE
 */
export async function* chunks(source, signal, endMark = END_MARK) {
  const encode = createEncoder();
  for await (const piece of abortable(pieces(source, signal, endMark), signal)) {
    yield* cut(typeof piece === 'string' ? encode(piece) : asBytes(piece), signal);
  }
  yield* cut(encode('', true), signal);
}

/**
 * The source's own pieces, of any size.
 *
 * @param {TextSource} source
 * @param {AbortSignal} [signal] for what has to be fetched
 * @param {string} [endMark]
 * @returns {AsyncIterator<unknown> | Iterator<unknown>}
 */
function pieces(source, signal, endMark) {
  if (typeof source === 'string') return stringPieces(source);
  if (isWhole(source)) return [source].values();
  if (isBlob(source)) return blobPieces(source);
  if (Array.isArray(source) || isAddressed(source)) return others(source, signal, endMark);
  if (typeof ReadableStream !== 'undefined' && source instanceof ReadableStream) {
    const reader = source.getReader(); // not every browser can iterate over a stream
    return { next: () => reader.read(), return: () => /** @type {any} */ (reader.cancel()) };
  }
  const iterable = /** @type {Partial<AsyncIterable<unknown>> | null} */ (source);
  const iterator = iterable?.[Symbol.asyncIterator]?.();
  if (!iterator) throw noText(source);
  return iterator;
}

/**
 * What has to be fetched, and several documents: most texts are neither.
 *
 * @param {any} source
 * @param {AbortSignal} [signal]
 * @param {string} [endMark]
 */
async function* others(source, signal, endMark) {
  const { open, documents } = await part(() => import('./other-sources.js'));
  if (Array.isArray(source))
    yield* documents(source, endMark, (one) => abortable(pieces(one, signal, endMark), signal));
  else yield* abortable(pieces(await open(source, signal)), signal);
}

/** @param {string} string */
function* stringPieces(string) {
  const step = CHUNK / 4; // a UTF-16 unit takes at most three bytes
  for (let i = 0; i < string.length; i += step) yield string.slice(i, i + step);
}

/** @param {Blob} blob */
async function* blobPieces(blob) {
  for (let i = 0; i < blob.size; i += CHUNK) {
    yield new Uint8Array(await blob.slice(i, i + CHUNK).arrayBuffer());
  }
}

/**
 * @param {AsyncIterator<unknown> | Iterator<unknown>} iterator
 * @param {AbortSignal} [signal]
 */
async function* abortable(iterator, signal) {
  const aborted = signal && rejection(signal);
  let finished = false;
  try {
    for (;;) {
      const next = Promise.resolve(iterator.next());
      const result = await (aborted ? Promise.race([next, aborted.promise]) : next);
      if (result.done) {
        finished = true;
        return;
      }
      yield result.value;
    }
  } finally {
    aborted?.forget();
    // Not awaited: a silent source would not answer this either.
    if (!finished) Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

/**
 * A promise that rejects when the signal aborts, unless `forget` was called before.
 *
 * @param {AbortSignal} signal
 */
function rejection(signal) {
  let forget = () => {};
  /** @type {Promise<never>} */
  const promise = new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    forget = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
  });
  promise.catch(() => {}); // it may reject while nobody waits
  return { promise, forget: () => forget() };
}

/**
 * UTF-8 of strings that follow one another: a surrogate pair may be split between two.
 *
 * @returns {(piece: string, last?: boolean) => Uint8Array}
 */
function createEncoder() {
  const encoder = new TextEncoder();
  let carried = '';
  return (piece, last = false) => {
    const text = carried + piece;
    const end = !last && /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
    carried = text.slice(end);
    return encoder.encode(text.slice(0, end));
  };
}

/**
 * @param {Uint8Array} bytes
 * @param {AbortSignal} [signal]
 */
function* cut(bytes, signal) {
  for (let i = 0; i < bytes.length; i += CHUNK) {
    signal?.throwIfAborted();
    yield bytes.subarray(i, i + CHUNK);
  }
}

/**
 * @param {unknown} piece
 * @returns {Uint8Array}
 */
function asBytes(piece) {
  if (ArrayBuffer.isView(piece)) {
    return new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
  }
  if (!isWhole(piece)) throw noText(piece);
  return new Uint8Array(/** @type {ArrayBuffer} */ (piece));
}
