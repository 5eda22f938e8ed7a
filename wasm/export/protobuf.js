/**
 * Protocol-buffer messages, as far as writing needs: numbers, bytes, text, and messages within
 * messages. A message is a list of pieces, so that weights are copied once, at the end.
 *
 * @typedef {{ pieces: Uint8Array[], size: number }} Message
 */

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/**
 * @param {...Message} parts
 * @returns {Message}
 */
export function message(...parts) {
  return {
    pieces: parts.flatMap(({ pieces }) => pieces),
    size: parts.reduce((sum, { size }) => sum + size, 0),
  };
}

/**
 * @param {number} field
 * @param {number} value not negative
 */
export function whole(field, value) {
  return message(tag(field, VARINT), varint(value));
}

/**
 * @param {number} field
 * @param {string} value
 */
export function text(field, value) {
  return bytes(field, new TextEncoder().encode(value));
}

/**
 * @param {number} field
 * @param {Uint8Array} value
 */
export function bytes(field, value) {
  return nested(field, raw(value));
}

/**
 * @param {number} field
 * @param {...Message} parts
 */
export function nested(field, ...parts) {
  const inner = message(...parts);
  return message(tag(field, LENGTH_DELIMITED), varint(inner.size), inner);
}

/** @param {Message} whole */
export function assemble({ pieces, size }) {
  const assembled = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    assembled.set(piece, at);
    at += piece.length;
  }
  return assembled;
}

/**
 * @param {number} field
 * @param {number} kind
 */
function tag(field, kind) {
  return varint(field * 8 + kind);
}

/** @param {number} value seven bits a byte, the lowest first */
function varint(value) {
  const digits = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) digits.push((rest % 128) + 128);
  return raw(Uint8Array.from([...digits, rest]));
}

/**
 * @param {Uint8Array} piece
 * @returns {Message}
 */
function raw(piece) {
  return { pieces: [piece], size: piece.length };
}
