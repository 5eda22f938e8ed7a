import { shown } from '../core/checks.js';
import { demand } from './safetensors.js';

/**
 * The tensors that a model consists of, by PyTorch's names.
 *
 * @typedef {import('./saved-model.js').SavedModel} SavedModel
 * @typedef {import('./safetensors.js').Tensor} Tensor
 * @typedef {Pick<SavedModel, 'kind' | 'settings' | 'vocabulary' | 'source'>} Plan
 * @typedef {[name: string, shape: number[]]} Row
 */

/** Blocks of a weight, one a gate. */
const GATES = { rnn: 1, gru: 3, lstm: 4 };
/** @type {Record<string, readonly string[]>} */
const CHOICES = {
  cell: Object.keys(GATES),
  reset: ['before', 'after'],
  gates: ['both', 'reset', 'update'],
  normalize: ['none', 'd2l'],
  tokens: ['word', 'char'],
};
const WHOLES = ['layers', 'hidden', 'steps', 'embedding'];
const FLAGS = ['bidirectional', 'bias'];

/**
 * @param {Record<string, any>} settings
 * @returns {void} BAD_FILE
 */
export function checkSettings(settings) {
  const check = (/** @type {string} */ name, /** @type {(value: any) => boolean} */ isFit) =>
    demand(isFit(settings[name]), `its setting ${name} cannot be ${shown(settings[name])}`);
  for (const [name, choices] of Object.entries(CHOICES))
    check(name, (value) => choices.includes(value));
  for (const name of WHOLES) check(name, (value) => Number.isInteger(value) && value >= 0);
  for (const name of FLAGS) check(name, (value) => typeof value === 'boolean');
}

/**
 * @param {Plan} plan
 * @param {Map<string, Tensor>} tensors
 * @returns {void} BAD_FILE when one is missing, of another shape, or not finite
 */
export function checkTensors(plan, tensors) {
  for (const [name, shape] of rowsOf(plan)) {
    const tensor = tensors.get(name);
    demand(tensor !== undefined, `the tensor "${name}" is missing`);
    const found = tensor.shape.join(' x ');
    const wanted = shape.join(' x ');
    demand(found === wanted, `tensor "${name}" is ${found}, and the settings make it ${wanted}`);
    const sound = tensor.values.every((value) => Number.isFinite(value));
    demand(sound, `tensor "${name}" holds a number that is not finite`);
  }
}

/** @param {Plan} plan @returns {Row[]} */
function rowsOf(plan) {
  const { kind, settings, vocabulary, source } = plan;
  const { hidden, embedding, bidirectional, layers, cell } = settings;
  const both = bidirectional;
  if (kind === 'language') {
    const width = both ? 2 * hidden : hidden;
    /** @type {Row[]} */
    const table = [['embedding.weight', [vocabulary.length, embedding]]];
    return [
      ...(embedding ? table : []),
      ...stack(plan, 'rnn', embedding || vocabulary.length, both),
      ...line(plan, 'linear', vocabulary.length, width),
    ];
  }
  const bridges = both ? (cell === 'lstm' ? ['h', 'c'] : ['h']) : [];
  return [
    ['encoder.embedding.weight', [source.length, embedding]],
    ...stack(plan, 'encoder.rnn', embedding, both),
    ...bridges.flatMap((part) =>
      Array.from({ length: layers }, (_, layer) =>
        line(plan, `bridge.${part}.${layer}`, hidden, 2 * hidden),
      ).flat(),
    ),
    ['decoder.embedding.weight', [vocabulary.length, embedding]],
    ...stack(plan, 'decoder.rnn', embedding + hidden, false),
    ...line(plan, 'decoder.linear', vocabulary.length, hidden),
  ];
}

/**
 * @param {Plan} plan
 * @param {string} prefix
 * @param {number} inputs
 * @param {boolean} both directions
 * @returns {Row[]}
 */
function stack({ settings: { cell, layers, hidden, bias } }, prefix, inputs, both) {
  const height = GATES[cell] * hidden;
  const sides = both ? ['', '_reverse'] : [''];
  return Array.from({ length: layers }, (_, layer) =>
    sides.flatMap((side) => {
      const width = layer === 0 ? inputs : sides.length * hidden;
      const name = (/** @type {string} */ part) => `${prefix}.${part}_l${layer}${side}`;
      /** @type {Row[]} */
      const biases = [
        [name('bias_ih'), [height]],
        [name('bias_hh'), [height]],
      ];
      /** @type {Row[]} */
      const weights = [
        [name('weight_ih'), [height, width]],
        [name('weight_hh'), [height, hidden]],
      ];
      return [...weights, ...(bias ? biases : [])];
    }),
  ).flat();
}

/**
 * @param {Plan} plan
 * @param {string} name
 * @param {number} height
 * @param {number} width
 * @returns {Row[]}
 */
function line({ settings: { bias } }, name, height, width) {
  /** @type {Row[]} */
  const rows = [
    [`${name}.weight`, [height, width]],
    [`${name}.bias`, [height]],
  ];
  return bias ? rows : rows.slice(0, 1);
}
