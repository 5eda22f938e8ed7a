import { messageOf, SluiceError } from '../core/error.js';

/**
 * Reads the safetensors files that Sluice saves: a header's length in 8 bytes, the header as JSON,
 * and arrays of float32, one behind the other.
 *
 * @typedef {{ shape: number[], values: Float32Array }} Tensor values row by row
 * @typedef {{ metadata: Record<string, string>, tensors: Map<string, Tensor> }} Safetensors
 *
 * @typedef {{ dtype: string, shape: number[], data_offsets: [number, number] }} Entry
 */

const LENGTH_BYTES = 8;
const LONGEST_HEADER = 100_000_000;

/**
 * @param {Uint8Array} bytes
 * @returns {Safetensors} tensors in the order of their data; BAD_FILE
 */
export function readSafetensors(bytes) {
  const { metadata, entries, data } = readHeader(bytes);
  const inOrder = Object.entries(entries).sort(([, a], [, b]) => startOf(a) - startOf(b));
  const tensors = new Map();
  let end = 0;
  for (const [name, entry] of inOrder) {
    demand(isEntry(entry), `tensor "${name}" is not described as it should be`);
    const [first, last] = entry.data_offsets;
    demand(first === end && last <= data.length, `the data of tensor "${name}" are out of place`);
    tensors.set(name, { shape: entry.shape, values: floats(data.subarray(first, last)) });
    end = last;
  }
  demand(end === data.length, 'there are bytes that belong to no tensor');
  return { metadata, tensors };
}

/**
 * What is known without a look at the arrays.
 *
 * @param {Uint8Array} bytes
 * @returns {{ metadata: Record<string, string>, entries: Record<string, any>, data: Uint8Array }}
 *   BAD_FILE
 */
export function readHeader(bytes) {
  demand(bytes instanceof Uint8Array, 'it is no Uint8Array');
  demand(bytes.length > LENGTH_BYTES, 'it is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const start = LENGTH_BYTES + length;
  demand(length <= LONGEST_HEADER && start <= bytes.length, 'its header is cut off');
  const header = parse(bytes.subarray(LENGTH_BYTES, start));
  demand(isObject(header), 'its header is no JSON object');
  const { __metadata__: metadata = {}, ...entries } = header;
  demand(isStrings(metadata), 'its __metadata__ are not strings by name');
  return { metadata, entries, data: bytes.subarray(start) };
}

/** @param {Uint8Array} header */
function parse(header) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header));
  } catch (error) {
    throw refusal(`its header is not JSON: ${messageOf(error)}`);
  }
}

/** @param {unknown} entry */
function startOf(entry) {
  return isEntry(entry) ? entry.data_offsets[0] : 0;
}

/**
 * @param {unknown} entry
 * @returns {entry is Entry}
 */
function isEntry(entry) {
  if (!isObject(entry)) return false;
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'F32' || !isWholes(shape) || !isWholes(offsets) || offsets.length !== 2) {
    return false;
  }
  const count = shape.reduce((product, size) => product * size, 1);
  return offsets[1] - offsets[0] === 4 * count;
}

/**
 * @param {unknown} list
 * @returns {list is number[]}
 */
function isWholes(list) {
  return Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
function isStrings(value) {
  return isObject(value) && Object.values(value).every((each) => typeof each === 'string');
}

/** @param {Uint8Array} bytes a copy is made, for they may lie anywhere */
function floats(bytes) {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/**
 * @param {boolean} holds
 * @param {string} reason
 * @returns {asserts holds}
 */
export function demand(holds, reason) {
  if (!holds) throw refusal(reason);
}

/** @param {string} reason */
function refusal(reason) {
  return new SluiceError('BAD_FILE', `this is not a model file of Sluice: ${reason}`);
}
