import { SluiceError } from '../core/error.js';
import { assemble, bytes, message, nested, text, whole } from './protobuf.js';

/**
 * ONNX graphs under construction. Field numbers are those of onnx.proto, version 1.8 (IR 7).
 *
 * @typedef {import('./protobuf.js').Message} Message
 * @typedef {(number | string)[]} Shape a string names a size that is free
 */

const IR_VERSION = 7;
const OPSET = 13;
/** No protocol-buffer message may be larger. */
const LARGEST = 2 ** 31 - 1;

const FLOAT = 1;
const INT32 = 6;
const INT64 = 7;
const TYPES = { float: FLOAT, int32: INT32, int64: INT64 };
const INT_ATTRIBUTE = 2;
const STRING_ATTRIBUTE = 3;
const INTS_ATTRIBUTE = 7;

/** Nodes are added in the order in which they compute; a value is known by its name. */
export class Graph {
  /** @type {Message[]} */
  #nodes = [];
  /** @type {Message[]} */
  #constants = [];
  /** @type {Message[]} */
  #inputs = [];
  /** @type {Message[]} */
  #outputs = [];
  #values = 0;

  /**
   * @param {string} name
   * @param {keyof typeof TYPES} type
   * @param {Shape} shape
   */
  input(name, type, shape) {
    this.#inputs.push(nested(11, describe(name, type, shape)));
    return name;
  }

  /**
   * @param {string} name
   * @param {string} value that is to have this name
   * @param {Shape} shape
   */
  output(name, value, shape) {
    this.#nodes.push(node('Identity', [value], [name], {}));
    this.#outputs.push(nested(12, describe(name, 'float', shape)));
  }

  /**
   * @param {string} name
   * @param {number[]} shape
   * @param {Float32Array} values
   */
  weights(name, shape, values) {
    return this.#constant(name, FLOAT, shape, values);
  }

  /** @param {number[]} values */
  wholes(values) {
    const wide = BigInt64Array.from(values, BigInt);
    return this.#constant(this.#fresh(), INT64, [values.length], wide);
  }

  /**
   * @param {string} operator
   * @param {string[]} inputs "" for one that is left out
   * @param {Record<string, number | string | number[]>} [attributes]
   * @returns {string} its first output
   */
  add(operator, inputs, attributes = {}) {
    return /** @type {string} */ (this.addMany(operator, inputs, 1, attributes)[0]);
  }

  /**
   * @param {string} operator
   * @param {string[]} inputs
   * @param {number} count of its outputs
   * @param {Record<string, number | string | number[]>} [attributes]
   */
  addMany(operator, inputs, count, attributes = {}) {
    const outputs = Array.from({ length: count }, () => this.#fresh());
    this.#nodes.push(node(operator, inputs, outputs, attributes));
    return outputs;
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} notes
   * @returns {Uint8Array} an ONNX file; UNSUPPORTED
   */
  model(name, notes) {
    const parts = [this.#nodes, text(2, name), this.#constants, this.#inputs, this.#outputs];
    const model = message(
      whole(1, IR_VERSION),
      text(2, 'sluice'),
      nested(7, ...parts.flat()),
      nested(8, text(1, ''), whole(2, OPSET)),
      ...Object.entries(notes).map(([key, value]) => nested(14, text(1, key), text(2, value))),
    );
    if (model.size <= LARGEST) return assemble(model);
    const size = `${Math.ceil(model.size / 2 ** 20)} MiB`;
    const reason = `an ONNX file holds less than 2 GiB; this model would take ${size}`;
    throw new SluiceError('UNSUPPORTED', reason);
  }

  /**
   * @param {string} name
   * @param {number} type
   * @param {number[]} shape
   * @param {Float32Array | BigInt64Array} values
   */
  #constant(name, type, shape, values) {
    const dimensions = shape.map((size) => whole(1, size));
    const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const tensor = [...dimensions, whole(2, type), text(8, name), bytes(9, data)];
    this.#constants.push(nested(5, ...tensor));
    return name;
  }

  #fresh() {
    this.#values++;
    return `v${this.#values}`;
  }
}

/**
 * @param {string} operator
 * @param {string[]} inputs
 * @param {string[]} outputs
 * @param {Record<string, number | string | number[]>} attributes
 */
function node(operator, inputs, outputs, attributes) {
  return nested(
    1,
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(3, `${operator} ${outputs[0]}`),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  );
}

/**
 * @param {string} name
 * @param {number | string | number[]} value
 */
function attribute(name, value) {
  const kind = (/** @type {number} */ type) => whole(20, type);
  if (typeof value === 'number') {
    return nested(5, text(1, name), whole(3, value), kind(INT_ATTRIBUTE));
  }
  if (typeof value === 'string') {
    return nested(5, text(1, name), text(4, value), kind(STRING_ATTRIBUTE));
  }
  const items = value.map((item) => whole(8, item));
  return nested(5, text(1, name), ...items, kind(INTS_ATTRIBUTE));
}

/**
 * Name, type and shape of an input or output.
 *
 * @param {string} name
 * @param {keyof typeof TYPES} type
 * @param {Shape} shape
 */
function describe(name, type, shape) {
  const sizes = shape.map((size) =>
    nested(1, typeof size === 'number' ? whole(1, size) : text(2, size)),
  );
  return message(text(1, name), nested(2, nested(1, whole(1, TYPES[type]), nested(2, ...sizes))));
}
