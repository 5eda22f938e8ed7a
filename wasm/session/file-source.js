import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { open } from './other-sources.js';
import { checkSource, isAddressed, isBlob } from './source-kinds.js';
import { chunks } from './text-source.js';

/**
 * A model file, wherever it is, as bytes.
 *
 * @param {any} source anything a text can be but a string or several documents
 * @param {AbortSignal} signal
 * @param {import('../sluice.d.ts').Listening['onProgress']} [onProgress]
 * @returns {Promise<Uint8Array>} MISUSE when it is none of these; UNREACHABLE
 */
export async function fileBytes(source, signal, onProgress) {
  const parts = [];
  let size = 0;
  checkFile(source);
  const opened = !isBlob(source) && isAddressed(source) ? await open(source, signal) : source;
  for await (const chunk of chunks(opened, signal)) {
    parts.push(chunk.slice());
    size += chunk.length;
    onProgress?.(size);
  }
  const whole = new Uint8Array(size);
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

/** @param {unknown} source */
function checkFile(source) {
  try {
    if (typeof source === 'string' || Array.isArray(source)) throw source;
    checkSource(source);
  } catch {
    const kinds =
      'bytes, a Blob, a Response, a URL, a ReadableStream or an async iterable of bytes';
    throw new SluiceError('MISUSE', `a model file is ${kinds}, not ${shown(source)}`);
  }
}
