import { SluiceError } from '../core/error.js';

/**
 * Reads a text as it is or, where the model does not know its symbols, in another Unicode normal
 * form: keyboards and systems write "é" as one code point or as two.
 *
 * @template T
 * @param {string} text
 * @param {(bytes: Uint8Array) => T} read given UTF-8; leaves nothing behind when it throws
 * @returns {T} UNKNOWN_SYMBOL about the text as it is, if no form is known
 */
export function inKnownForm(text, read) {
  const [own = '', ...others] = new Set([text, text.normalize('NFC'), text.normalize('NFD')]);
  try {
    return read(new TextEncoder().encode(own));
  } catch (error) {
    if (!isUnknown(error)) throw error;
    for (const other of others) {
      try {
        return read(new TextEncoder().encode(other));
      } catch (again) {
        if (!isUnknown(again)) throw again;
      }
    }
    throw error;
  }
}

/** @param {unknown} error */
function isUnknown(error) {
  return error instanceof SluiceError && error.code === 'UNKNOWN_SYMBOL';
}
