// The states of encoder and decoder, computed from the weights as the core computes them: nothing else shows them.

/**
 * @typedef {import('../../../wasm/sluice.d.ts').Weights} Weights
 * @typedef {{ source: string[], target: string[] }} Vocabularies
 */

const sigmoid = (/** @type {number} */ value) => 1 / (1 + Math.exp(-value));

/** @param {Weights} weights @param {string} name */
function tensor(weights, name) {
  const found = weights[name];
  if (!found) throw new Error(`the translator has no ${name}`);
  return found;
}

/** W x + b. @param {Weights} weights @param {[matrix: string, bias: string]} names @param {number[]} x */
function affine(weights, [matrix, bias], x) {
  const { values } = tensor(weights, matrix);
  const added = tensor(weights, bias).values;
  return Array.from(added, (b, row) =>
    x.reduce((sum, one, i) => sum + one * Number(values[row * x.length + i]), b),
  );
}

/** A token's row of an embedding. @param {Weights} weights @param {string} name @param {number} id */
function embedded(weights, name, id) {
  const { shape, values } = tensor(weights, name);
  const width = Number(shape[1]);
  return [...values.subarray(id * width, (id + 1) * width)];
}

/** The next state of a GRU that resets after the product, as PyTorch's. @param {Weights} weights @param {string} rnn @param {number[]} x @param {number[]} h */
function next(weights, rnn, x, h) {
  const input = affine(weights, [`${rnn}.weight_ih_l0`, `${rnn}.bias_ih_l0`], x);
  const state = affine(weights, [`${rnn}.weight_hh_l0`, `${rnn}.bias_hh_l0`], h);
  const { length } = h;
  return h.map((old, i) => {
    const [r = 0, z = 0] = [i, length + i].map((at) =>
      sigmoid(Number(input[at]) + Number(state[at])),
    );
    const last = 2 * length + i;
    const candidate = Math.tanh(Number(input[last]) + r * Number(state[last]));
    return z * old + (1 - z) * candidate;
  });
}

/**
 * The state after each token that the encoder reads, and after each that the decoder reads to write the next: the
 * last state of the encoder is the decoder's first, and part of its input at every step.
 * @param {Weights} weights
 * @param {Vocabularies} vocabularies
 * @param {string[]} source tokens
 * @param {string[]} target tokens that are written
 */
export function flowOf(weights, vocabularies, source, target) {
  let state = Array.from(
    { length: Number(weights['encoder.rnn.weight_hh_l0']?.shape[1]) },
    () => 0,
  );
  const encoder = source.map((token) => {
    const id = vocabularies.source.indexOf(token);
    state = next(weights, 'encoder.rnn', embedded(weights, 'encoder.embedding.weight', id), state);
    return state;
  });
  const context = state;
  const decoder = target.map((_, i) => {
    const id = vocabularies.target.indexOf(target[i - 1] ?? '<bos>');
    const read = [...embedded(weights, 'decoder.embedding.weight', id), ...context];
    state = next(weights, 'decoder.rnn', read, state);
    return state;
  });
  return { encoder, decoder };
}
