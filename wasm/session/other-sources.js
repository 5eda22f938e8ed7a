import { messageOf, SluiceError } from '../core/error.js';
import { builtin, isNode } from '../core/node.js';

/**
 * Documents one after the other, each with its end mark.
 *
 * @param {any[]} sources
 * @param {string | undefined} endMark
 * @param {(source: any) => AsyncIterable<unknown>} read
 */
export async function* documents(sources, endMark, read) {
  for (const source of sources) {
    yield* read(source);
    yield endMark;
  }
}

/**
 * The bytes behind an address or in a server's answer, as a stream.
 *
 * @param {URL | Response} source
 * @param {AbortSignal} [signal] ends the download
 * @returns {Promise<any>} UNREACHABLE, BAD_TEXT
 */
export async function open(source, signal) {
  if (source instanceof URL && isNode && source.protocol === 'file:') return openFile(source);
  const response = source instanceof URL ? await answer(source, signal) : source;
  const { ok, status, statusText, url, body, bodyUsed } = response;
  if (!ok) throw unreachable(`${url || 'the server'} answered ${status} ${statusText}`.trim());
  if (!bodyUsed) return body ? arriving(body, url, signal) : '';
  throw new SluiceError('BAD_TEXT', 'this Response has been read already: fetch it again');
}

/**
 * @param {URL} address
 * @param {AbortSignal} [signal]
 */
async function answer(address, signal) {
  try {
    return await fetch(address, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw unreachable(`${address} cannot be fetched: ${messageOf(error)}`, error);
  }
}

/**
 * A body whose connection may break. Not every browser can iterate over a stream, and that of node-fetch, which is
 * one of Node's, has no reader.
 *
 * @param {any} body
 * @param {string} url
 * @param {AbortSignal} [signal]
 * @returns {AsyncIterable<Uint8Array>} UNREACHABLE
 */
function arriving(body, url, signal) {
  const own = body.getReader?.() ?? body[Symbol.asyncIterator]();
  const broke = (/** @type {unknown} */ error) => {
    signal?.throwIfAborted();
    throw unreachable(`${url || 'the answer'} broke off: ${messageOf(error)}`, error);
  };
  const iterator = /** @type {AsyncIterator<Uint8Array>} */ ({
    next: () => (own.read ? own.read() : own.next()).catch(broke),
    return: async () => ({ done: true, value: await (own.cancel ?? own.return)?.call(own) }),
  });
  return { [Symbol.asyncIterator]: () => iterator };
}

/** @param {URL} address @returns {AsyncGenerator<Uint8Array>} UNREACHABLE */
async function* openFile(address) {
  try {
    yield* builtin('node:fs').createReadStream(address);
  } catch (error) {
    throw unreachable(messageOf(error), error);
  }
}

/**
 * @param {string} message
 * @param {unknown} [cause]
 */
function unreachable(message, cause) {
  return new SluiceError('UNREACHABLE', message, { cause });
}
