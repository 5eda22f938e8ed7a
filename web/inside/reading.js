// One text read by one state of the weights, and every number in it.
import { spreads } from '../lab/insight.js';
import { symbolInput, tensorsOf, unitWeights } from './weights.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').Inspection} Inspection
 * @typedef {import('../../wasm/sluice.d.ts').ModelInfo} ModelInfo
 * @typedef {import('./weights.js').Sum} Sum
 * @typedef {Inspection['layers'][number][number]} Activations
 * @typedef {{ layer: number, direction: number }} Place
 *
 * @typedef {object} Block one kind of activation: (T, hidden)
 * @property {string} name of words.blocks
 * @property {import('../parts/scale.js').Scale} scale
 * @property {number} limit where the scale ends
 * @property {Float32Array} values
 *
 * @typedef {object} Values of one unit at one position
 * @property {Record<string, number>} now by the name of the block
 * @property {number} h the state before
 * @property {number} c the memory before
 * @property {Record<string, Sum>} sums by gate; that of a plain RNN is 'h'
 */

/** The rows of a gate in the file, in PyTorch's order. @type {Record<string, string[]>} */
const ROWS = { rnn: ['h'], gru: ['r', 'z', 'n'], lstm: ['i', 'f', 'g', 'o'] };

const CANDIDATES = ['n', 'g'];

/** @param {Float32Array} values */
const largest = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Candidates are states to be, between -1 and 1. @param {string} gate @returns {import('../parts/scale.js').Scale} */
const scaleOf = (gate) => (CANDIDATES.includes(gate) ? 'state' : 'gate');

/** Row t of so many columns; zeros before the first and after the last. @param {Float32Array} values @param {number} t @param {number} columns */
const rowOf = (values, t, columns) =>
  t >= 0 && t < values.length / columns
    ? values.subarray(t * columns, (t + 1) * columns)
    : new Float32Array(columns);

/** The gates that an ablation took away. @param {ModelInfo['settings']} settings */
const removed = ({ cell, gates }) => {
  if (cell !== 'gru' || gates === 'both') return [];
  return gates === 'reset' ? ['z'] : ['r'];
};

/**
 * The sums inside the gates, which the inspection does not hold.
 * @param {Inspection} inspection
 * @param {Uint8Array} file the model
 * @param {ModelInfo['settings']} settings
 */
function createSums({ layers, hidden, symbols, vocabulary }, file, { cell, reset, update }) {
  const tensors = tensorsOf(file);

  /** What a layer reads at t: a symbol, or all directions of the layer below. @param {number} layer @param {number} t */
  function inputAt(layer, t) {
    if (layer === 0) return symbolInput(tensors, vocabulary.indexOf(symbols[t]));
    return layers[layer - 1].flatMap((below) => [...rowOf(below.hidden, t, hidden)]);
  }

  /** @param {string} gate @param {Place} place @param {number} t @param {Float32Array} before */
  function stateFor(gate, { layer, direction }, t, before) {
    if (gate !== 'n' || reset === 'after') return before;
    const open = rowOf(layers[layer][direction].gates.r, t, hidden);
    return before.map((value, i) => value * open[i]);
  }

  /** @param {Place} place @param {number} unit @param {number} t @param {Float32Array} before @returns {Record<string, Sum>} */
  return (place, unit, t, before) => {
    const suffix = `l${place.layer}${place.direction ? '_reverse' : ''}`;
    const x = inputAt(place.layer, t);
    const sums = ROWS[cell].map((gate, i) => {
      const weights = unitWeights(tensors, suffix, i * hidden + unit);
      const sign = gate === 'z' && update === 'takes' ? -1 : 1;
      const split = gate === 'n' && reset === 'after';
      return [gate, weights(x, stateFor(gate, place, t, before), { sign, split })];
    });
    return Object.fromEntries(sums);
  };
}

/** The blocks of one layer in one direction. @param {Activations} activations @param {ModelInfo['settings']} settings @returns {Block[]} */
function blocksOf({ gates, memory, hidden }, settings) {
  const absent = removed(settings);
  const ofGates = Object.entries(gates)
    .filter(([name]) => !absent.includes(name))
    .map(([name, values]) => ({ name, scale: scaleOf(name), limit: 1, values }));
  const scale = /** @type {const} */ ('state');
  const ofMemory = memory
    ? [{ name: 'c', scale, limit: Math.max(1, largest(memory)), values: memory }]
    : [];
  return [...ofGates, ...ofMemory, { name: 'h', scale, limit: 1, values: hidden }];
}

/**
 * @param {Uint8Array} file the model
 * @param {ModelInfo} model
 * @param {Inspection} inspection
 * @param {string} text
 */
export function createReading(file, { settings, updates }, inspection, text) {
  const { hidden, layers, symbols, vocabulary, surprise } = inspection;
  const sumsOf = createSums(inspection, file, settings);
  const view = (/** @type {Place} */ { layer, direction }) => layers[layer][direction];

  return {
    text,
    symbols,
    length: symbols.length,
    hidden,
    vocabulary,
    settings,
    updates,
    file,
    surprise,

    /** Probability of each symbol after position t. @param {number} t */
    distribution: (t) => rowOf(inspection.distribution, t, vocabulary.length),

    /** @param {number} t */
    idAt: (t) => vocabulary.indexOf(symbols[t]),

    /** What the heat map can show of a layer, in the order of the computation. @param {Place} place */
    blocks: (place) => blocksOf(view(place), settings),

    /** @param {Place} place @param {number} unit @param {number} t @returns {Values} */
    values(place, unit, t) {
      const { gates, memory, hidden: states } = view(place);
      const at = place.direction ? t + 1 : t - 1;
      const before = rowOf(states, at, hidden);
      const all = Object.entries({ ...gates, ...(memory && { c: memory }), h: states });
      return {
        now: Object.fromEntries(all.map(([name, values]) => [name, values[t * hidden + unit]])),
        h: before[unit],
        c: memory ? rowOf(memory, at, hidden)[unit] : 0,
        sums: sumsOf(place, unit, t, before),
      };
    },

    /** Units from the one whose state varies most over the text to the one that varies least. @param {Place} place */
    liveliest(place) {
      const spread = spreads(view(place).hidden, hidden);
      return spread.map((_, unit) => unit).sort((a, b) => spread[b] - spread[a]);
    },
  };
}

/** @typedef {ReturnType<typeof createReading>} Reading */
