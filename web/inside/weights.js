// The weights of one unit, out of the model's own file, to show the sums inside its gates.

/**
 * @typedef {{ shape: number[], values: Float32Array }} Tensor
 * @typedef {Map<string, Tensor>} Tensors
 */

/** All arrays of a safetensors file, as views of it. @param {Uint8Array} file @returns {Tensors} */
export function tensorsOf(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, start)));
  delete header.__metadata__;
  /** @param {{ shape: number[], data_offsets: [number, number] }} entry @returns {Tensor} */
  const tensor = ({ shape, data_offsets: [first, end] }) => {
    const values = new Float32Array(
      file.buffer,
      file.byteOffset + start + first,
      (end - first) / 4,
    );
    return { shape, values };
  };
  return new Map(Object.entries(header).map(([name, entry]) => [name, tensor(entry)]));
}

/**
 * What the first layer reads of a symbol: its id, or its row of the embedding.
 * @param {Tensors} tensors @param {number} id @returns {number | Float32Array}
 */
export function symbolInput(tensors, id) {
  const table = tensors.get('embedding.weight');
  if (!table) return id;
  const [, width = 0] = table.shape;
  return table.values.subarray(id * width, (id + 1) * width);
}

/** @param {Float32Array} row @param {ArrayLike<number>} values */
function dot(row, values) {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += row[i] * values[i];
  return sum;
}

/**
 * The parts of the sum in one unit of one gate.
 * @typedef {object} Sum
 * @property {number} input X W_x
 * @property {number} state H W_h
 * @property {number} bias b, or b_x where there are two
 * @property {number} innerBias b_h, inside the reset of the variant "after"; 0 elsewhere
 */

/**
 * @param {Tensors} tensors
 * @param {string} suffix "l0", "l1_reverse", ... as the file names them
 * @param {number} row of the stacked gates: gate * hidden + unit
 */
export function unitWeights(tensors, suffix, row) {
  /** @param {string} name @returns {Float32Array} */
  const matrixRow = (name) => {
    const tensor = tensors.get(`rnn.${name}_${suffix}`);
    if (!tensor) throw new Error(`the model's file has no ${name}_${suffix}`);
    const width = tensor.shape[1];
    return tensor.values.subarray(row * width, (row + 1) * width);
  };
  const bias = (/** @type {string} */ name) =>
    tensors.get(`rnn.${name}_${suffix}`)?.values[row] ?? 0;
  const [input, state] = [matrixRow('weight_ih'), matrixRow('weight_hh')];
  const [ofInput, ofState] = [bias('bias_ih'), bias('bias_hh')];

  /**
   * @param {number | ArrayLike<number>} x the id of a symbol, its embedding, or the state of the layer below
   * @param {ArrayLike<number>} h
   * @param {{ sign: number, split: boolean }} variant sign: of the weights in the file; split: two biases
   * @returns {Sum}
   */
  return (x, h, { sign, split }) => ({
    input: sign * (typeof x === 'number' ? input[x] : dot(input, x)),
    state: sign * dot(state, h),
    bias: sign * (split ? ofInput : ofInput + ofState),
    innerBias: split ? ofState : 0,
  });
}
