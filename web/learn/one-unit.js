// What one unit of a chapter's model did with one letter, out of a look inside it.

/**
 * @typedef {import('../../wasm/sluice.d.ts').Inspection} Inspection
 * @typedef {import('../../wasm/sluice.d.ts').Weights} Weights
 */

/** The cell of the chapters on the GRU. */
export const GRU = { cell: 'gru', gates: 'both', reset: 'before', update: 'keeps' };

/** The states of all units before position t. @param {Inspection} seen @param {number} t */
export const statesBefore = ({ layers, hidden }, t) =>
  t > 0
    ? Array.from(layers[0]?.[0]?.hidden.subarray((t - 1) * hidden, t * hidden) ?? [])
    : Array.from({ length: hidden }, () => 0);

/**
 * As the drawing of the cell takes it.
 * @param {Inspection} seen
 * @param {number} t position
 * @param {number} unit
 * @returns {import('../app/cell/view.js').Numbers}
 */
export function numbersAt(seen, t, unit) {
  const { gates = {}, hidden, memory } = seen.layers[0]?.[0] ?? {};
  const all = Object.entries({ ...gates, ...(memory && { c: memory }), h: hidden });
  const at = t * seen.hidden + unit;
  const before = (/** @type {Float32Array | undefined} */ values) =>
    t > 0 ? Number(values?.[at - seen.hidden]) : 0;
  return {
    now: Object.fromEntries(all.map(([name, values]) => [name, Number(values?.[at])])),
    h: before(hidden),
    c: memory ? before(memory) : 0,
  };
}

/**
 * The sum inside a gate, or inside the candidate, term by term.
 * @typedef {object} Sum
 * @property {number} letter the weight of the letter that was read
 * @property {number} bias
 * @property {{ unit: number, state: number, weight: number, product: number }[]} products one for each unit
 * @property {number} state all products together
 * @property {number} total
 */

/**
 * @param {Weights} weights by PyTorch's names
 * @param {number} row of the stacked gates
 * @param {number} id of the letter
 * @param {ArrayLike<number>} states what is multiplied with the weights of the state
 * @returns {Sum}
 */
export function sumOf(weights, row, id, states) {
  const at = (/** @type {string} */ name, /** @type {number} */ column) => {
    const tensor = weights[`rnn.${name}_l0`];
    const width = tensor?.shape[1] ?? 1;
    return Number(tensor?.values[row * width + column]);
  };
  const products = Array.from(states, (state, unit) => {
    const weight = at('weight_hh', unit);
    return { unit, state, weight, product: state * weight };
  });
  const letter = at('weight_ih', id);
  const bias = at('bias_ih', 0) + at('bias_hh', 0);
  const state = products.reduce((sum, { product }) => sum + product, 0);
  return { letter, bias, products, state, total: letter + state + bias };
}

/**
 * What the reset gate weighs where it stands after the product: the candidate's part of the old state, with its bias.
 * @param {Inspection} seen
 * @param {Weights} weights
 * @param {number} t position
 * @param {number} unit
 */
export function pastAfterProduct(seen, weights, t, unit) {
  const row = 2 * seen.hidden + unit;
  const { state } = sumOf(weights, row, 0, statesBefore(seen, t));
  return state + Number(weights['rnn.bias_hh_l0']?.values[row]);
}
