// What a text may come from. Apart from the reading of it, which a page needs for files alone.
import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';

/**
 * @param {any} source
 * @returns {void} BAD_TEXT when it is no text source, such as the file that nobody chose
 */
export function checkSource(source) {
  const isStream = typeof source?.getReader === 'function' || isBlob(source);
  if (isWhole(source) || isStream || isAddressed(source) || source?.[Symbol.asyncIterator]) return;
  if (!Array.isArray(source) || source.length === 0) throw noText(source);
  for (const document of source) checkSource(document);
}

/**
 * @param {unknown} source
 * @returns {source is string | ArrayBufferView | ArrayBuffer}
 */
export function isWhole(source) {
  const isBytes = ArrayBuffer.isView(source) || source instanceof ArrayBuffer;
  return typeof source === 'string' || isBytes;
}

/**
 * @param {any} source no Blob
 * @returns {source is URL | Response}
 */
export function isAddressed(source) {
  return source instanceof URL || typeof source?.arrayBuffer === 'function';
}

/**
 * @param {unknown} source
 * @returns {source is Blob}
 */
export function isBlob(source) {
  return typeof Blob !== 'undefined' && source instanceof Blob;
}

/**
 * @param {unknown} value
 * @returns {SluiceError}
 */
export function noText(value) {
  const kinds =
    'a string, bytes, a Blob, a Response, a URL, a stream, an async iterable or an array';
  return new SluiceError('BAD_TEXT', `a text is ${kinds}, not ${shown(value)}`);
}
