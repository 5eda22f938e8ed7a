const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/**
 * CRC-32 as in PNG and gzip.
 * @param {Uint8Array} bytes
 * @param {number} [before] that of the bytes before these
 */
export function crc32(bytes, before = 0) {
  let rest = ~before;
  for (let i = 0; i < bytes.length; i++)
    rest =
      /** @type {number} */ (TABLE[(rest ^ /** @type {number} */ (bytes[i])) & 255]) ^ (rest >>> 8);
  return ~rest >>> 0;
}
