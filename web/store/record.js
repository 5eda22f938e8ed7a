import { crc32 } from './crc32.js';

/**
 * A file of the store: what it is, and then the thing itself, each with a checksum, so that one
 * that was not written to its end, or was damaged since, is recognised.
 *
 *     8 bytes "SLUICE1\n" | u32 bytes of the header | u32 its CRC-32 | header, JSON | body
 *
 * The header says how many bytes the body has, and their CRC-32.
 *
 * @typedef {{ size: number, crc: number }} Seal
 */

const MAGIC = new TextEncoder().encode('SLUICE1\n');
const FRONT = MAGIC.length + 8;
const LONGEST_HEADER = 65536;

/** Bytes that are summed in one go, so that the page never waits. */
const SLICE = 1 << 20;

/** @param {Blob} body */
async function checksum(body) {
  let crc = 0;
  for (let at = 0; at < body.size; at += SLICE)
    crc = crc32(new Uint8Array(await body.slice(at, at + SLICE).arrayBuffer()), crc);
  return crc;
}

/** @param {object} header @param {Blob} body @returns {Promise<Blob>} */
export async function pack(header, body) {
  const seal = { size: body.size, crc: await checksum(body) };
  const json = new TextEncoder().encode(JSON.stringify({ ...header, ...seal }));
  if (json.length > LONGEST_HEADER) throw new Error(`a header of ${json.length} bytes`);
  const numbers = new DataView(new ArrayBuffer(8));
  numbers.setUint32(0, json.length, true);
  numbers.setUint32(4, crc32(json), true);
  return new Blob([MAGIC, numbers, json, body]);
}

/**
 * What a file is, without a look at its body.
 * @param {Blob} file
 * @returns {Promise<{ header: any, body: Blob } | undefined>} the header is what was packed, and its
 *   seal; undefined if the file is cut off or the header is damaged
 */
export async function unpack(file) {
  const start = new Uint8Array(await file.slice(0, FRONT + LONGEST_HEADER).arrayBuffer());
  if (start.length < FRONT || MAGIC.some((byte, i) => start[i] !== byte)) return undefined;
  const numbers = new DataView(start.buffer, MAGIC.length);
  const end = FRONT + numbers.getUint32(0, true);
  const json = start.subarray(FRONT, end);
  if (end > start.length || crc32(json) !== numbers.getUint32(4, true)) return undefined;
  const header = JSON.parse(new TextDecoder().decode(json));
  const body = file.slice(end);
  return body.size === header.size ? { header, body } : undefined;
}

/** Whether the body is what was packed. @param {{ header: Seal, body: Blob }} record */
export const isSound = async ({ header, body }) => (await checksum(body)) === header.crc;
