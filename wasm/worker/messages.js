import { messageOf, SluiceError } from '../core/error.js';

/**
 * One envelope for every message between a page and its worker. `id` names a call: the page's
 * messages about it, and the worker's answers, all carry it.
 *
 * To the worker: createSession, or a method's name, begins a call. For train and generate, `next`
 * asks for more; `cancel` aborts any call; `finish` ends the iteration named in args; `chunk` is a
 * piece of the text that the call reads, or null after the last.
 *
 * From the worker: `result` and `error` end a call, `items` answers a `next`, `pull` asks for a
 * chunk, `progress` reports the bytes read.
 *
 * Both ways: `replica` is about a replica that the page has started; see relay.js.
 *
 * @typedef {{ id: number, type: string, args: any[] }} Envelope
 *
 * @typedef {{ code?: string, name: string, message: string }} PackedError
 */

/**
 * @param {unknown} error
 * @returns {PackedError}
 */
export function packError(error) {
  const name = error instanceof Error ? error.name : 'Error';
  const code = name === 'SluiceError' ? /** @type {SluiceError} */ (error).code : undefined;
  return { code, name, message: messageOf(error) };
}

/**
 * @param {PackedError} packed
 * @returns {Error}
 */
export function unpackError({ code, name, message }) {
  if (code) return new SluiceError(code, message);
  return Object.assign(new Error(message), { name });
}

/**
 * The buffers of all typed arrays in a result; the worker no longer needs them.
 *
 * @param {unknown} result plain objects and arrays down to numbers, strings and typed arrays
 * @returns {ArrayBuffer[]}
 */
export function buffersOf(result) {
  if (typeof result !== 'object' || result === null) return [];
  if (ArrayBuffer.isView(result)) return [/** @type {ArrayBuffer} */ (result.buffer)];
  return Object.values(result).flatMap(buffersOf);
}
