// Which arrays of numbers a network consists of, for sizes of one's own choice.

/**
 * @typedef {'rnn' | 'gru' | 'lstm'} Cell
 * @typedef {{ cell: Cell, alphabet: number, hidden: number, layers: number }} Sizes
 * @typedef {'input' | 'below' | 'state' | 'bias' | 'output' | 'outputBias'} What it weighs
 * @typedef {{ name: string, what: What, shape: number[], count: number }} Shape name: PyTorch's
 */

/** Sums in a cell: of the state; R, Z and the candidate; I, F, the candidate and O. */
const SUMS = { rnn: 1, gru: 3, lstm: 4 };

/** @param {string} name @param {What} what @param {number[]} shape @returns {Shape} */
const shapeOf = (name, what, ...shape) => ({
  name,
  what,
  shape,
  count: shape.reduce((product, side) => product * side, 1),
});

/** Those that training changes. @param {Sizes} sizes @returns {Shape[]} */
export function shapesOf({ cell, alphabet, hidden, layers }) {
  const rows = SUMS[cell] * hidden;
  const ofLayers = Array.from({ length: layers }, (_, layer) => [
    layer === 0
      ? shapeOf('rnn.weight_ih_l0', 'input', rows, alphabet)
      : shapeOf(`rnn.weight_ih_l${layer}`, 'below', rows, hidden),
    shapeOf(`rnn.weight_hh_l${layer}`, 'state', rows, hidden),
    shapeOf(`rnn.bias_ih_l${layer}`, 'bias', rows),
  ]);
  return [
    ...ofLayers.flat(),
    shapeOf('linear.weight', 'output', alphabet, hidden),
    shapeOf('linear.bias', 'outputBias', alphabet),
  ];
}

/** @param {Shape[]} shapes */
export const totalOf = (shapes) => shapes.reduce((sum, { count }) => sum + count, 0);
