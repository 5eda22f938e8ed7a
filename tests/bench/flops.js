// The work in a token of training, in floating-point operations.

const GATES = { rnn: 1, gru: 3, lstm: 4 };

/**
 * Every weight that a matrix product uses costs a multiply-add (2) forward and two backward, for the
 * gradients of its input and of itself: 6 a weight, the usual count (Kaplan et al., "Scaling Laws
 * for Neural Language Models", 2020, section 2.1). The input projection of the first layer counts
 * nothing: one-hot rows are looked up. Gates, softmax, clip and update are left out; they are of the
 * order of the hidden size, not of its square.
 *
 * @param {{ cell?: 'rnn' | 'gru' | 'lstm', layers?: number, hidden: number }} settings
 * @param {number} vocabulary
 */
export function flopsPerToken({ cell = 'gru', layers = 1, hidden }, vocabulary) {
  const recurrent = layers * GATES[cell] * hidden ** 2;
  const between = (layers - 1) * GATES[cell] * hidden ** 2;
  return 6 * (recurrent + between + hidden * vocabulary);
}
