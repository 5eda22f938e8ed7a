/**
 * Recurrent layers as ONNX has them: the gates in its order, and the biases of both sides in a row.
 *
 * @typedef {import('./onnx-graph.js').Graph} Graph
 * @typedef {import('./saved-model.js').SavedModel} SavedModel
 *
 * A stack of layers: its tensors begin with `prefix`; `inputs` numbers come in, and `states` holds
 * the names of the values h and, of an LSTM, c, (layers * directions, B, H), or nothing for zeros.
 * @typedef {object} Stack
 * @property {string} prefix
 * @property {number} inputs
 * @property {boolean} both whether it runs in both directions
 * @property {string[]} states
 * @property {string} [lengths] name of a value, (B)
 */

/** For each gate of ONNX its place in PyTorch's order: r z n becomes z r h, i f g o is i o f c. */
const ORDER = { rnn: [0], gru: [1, 0, 2], lstm: [0, 3, 1, 2] };
const OPERATOR = { rnn: 'RNN', gru: 'GRU', lstm: 'LSTM' };

const RESET = 0;
const UPDATE = 1;
/**
 * A bias that holds a gate open, or shut if negative: its sigmoid is 1 in single precision, or less
 * than 1e-43. The weights of a gate that an ablation removed are zeros in the file.
 */
const SATURATING = 100;

/**
 * @param {Graph} graph
 * @param {SavedModel} model
 * @param {Stack} stack
 * @param {string} rows name of the input, (T, B, inputs)
 * @returns {{ rows: string, states: string[][] }} the outputs (T, B, directions * H), and per layer
 *   its last states, (directions, B, H)
 */
export function addStack(graph, model, stack, rows) {
  const { cell, layers, hidden } = model.settings;
  const directions = stack.both ? 2 : 1;
  const first = stack.states.map((name) => splitLayers(graph, name, layers, directions));
  /** @type {string[][]} */
  const states = [];
  let out = rows;
  for (let layer = 0; layer < layers; layer++) {
    const inputs = layer === 0 ? stack.inputs : directions * hidden;
    const operands = [
      ...[out, ...addWeights(graph, model, stack, layer, inputs), stack.lengths ?? ''],
      ...first.map((parts) => /** @type {string} */ (parts[layer])),
    ];
    const [all = '', ...last] = graph.addMany(
      OPERATOR[cell],
      operands,
      cell === 'lstm' ? 3 : 2,
      attributes(model, stack.both),
    );
    states.push(last);
    // (T, directions, B, H) becomes (T, B, directions * H)
    const beside = graph.add('Transpose', [all], { perm: [0, 2, 1, 3] });
    out = graph.add('Reshape', [beside, graph.wholes([0, 0, directions * hidden])]);
  }
  return { rows: out, states };
}

/**
 * @param {SavedModel} model
 * @param {boolean} both
 */
function attributes({ settings: { cell, hidden, reset } }, both) {
  return {
    hidden_size: hidden,
    direction: both ? 'bidirectional' : 'forward',
    ...(cell === 'gru' && { linear_before_reset: reset === 'after' ? 1 : 0 }),
  };
}

/**
 * @param {Graph} graph
 * @param {string} states
 * @param {number} layers
 * @param {number} directions
 */
function splitLayers(graph, states, layers, directions) {
  if (layers === 1) return [states];
  const sizes = graph.wholes(Array(layers).fill(directions));
  return graph.addMany('Split', [states, sizes], layers, { axis: 0 });
}

/**
 * @param {Graph} graph
 * @param {SavedModel} model
 * @param {Stack} stack
 * @param {number} layer
 * @param {number} inputs
 * @returns {string[]} names of W (directions, G*H, inputs), R (directions, G*H, H) and B
 *   (directions, 2*G*H)
 */
function addWeights(graph, model, { prefix, both }, layer, inputs) {
  const { cell, hidden } = model.settings;
  const order = ORDER[cell];
  const sides = both ? ['', '_reverse'] : [''];
  const height = order.length * hidden;
  const add = (/** @type {string} */ kind, /** @type {number[]} */ shape) => {
    const parts = sides.map((side) => {
      const { values } = model.tensor(`${prefix}.${kind}_l${layer}${side}`);
      return reorder(values, order);
    });
    return graph.weights(`${prefix}.${kind}_l${layer}`, [sides.length, ...shape], join(parts));
  };
  const biases = join(
    sides.flatMap((side) => ['ih', 'hh'].map((kind) => bias(model, prefix, kind, layer, side))),
  );
  return [
    add('weight_ih', [height, inputs]),
    add('weight_hh', [height, hidden]),
    graph.weights(`${prefix}.bias_l${layer}`, [sides.length, 2 * height], biases),
  ];
}

/**
 * @param {SavedModel} model
 * @param {string} prefix
 * @param {string} kind ih or hh
 * @param {number} layer
 * @param {string} side
 */
function bias({ settings, tensor }, prefix, kind, layer, side) {
  const { cell, hidden, gates } = settings;
  const order = ORDER[cell];
  const values = settings.bias
    ? tensor(`${prefix}.bias_${kind}_l${layer}${side}`).values.slice()
    : new Float32Array(order.length * hidden);
  const hold = (/** @type {number} */ gate, /** @type {number} */ value) =>
    values.fill(value, gate * hidden, (gate + 1) * hidden);
  if (cell === 'gru' && kind === 'ih' && gates === 'update') hold(RESET, SATURATING);
  if (cell === 'gru' && kind === 'ih' && gates === 'reset') hold(UPDATE, -SATURATING);
  return reorder(values, order);
}

/**
 * @param {Float32Array} values blocks of equal size, one a gate
 * @param {number[]} order which block comes first, and so on
 */
function reorder(values, order) {
  const size = values.length / order.length;
  return join(order.map((gate) => values.subarray(gate * size, (gate + 1) * size)));
}

/** @param {Float32Array[]} parts */
function join(parts) {
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
