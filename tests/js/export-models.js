/** Small models of every variant, for the tests of exporting. */
import { readFile } from 'node:fs/promises';
import { createSession } from '../../wasm/index.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {import('../../wasm/sluice.d.ts').BeamNode} BeamNode
 */

const SENTENCE = 'the grey heron waits in the reeds, and the water goes by. ';
export const PASSAGE = 'and the heron';
const PAIRS = 'go .\tva !\nhe goes .\til va .\nhe is calm .\til est calme .\ngo on .\tva donc .\n';
export const SENTENCES = ['go .', 'he is here , calm .'];

const GATES = /** @type {const} */ (['both', 'reset', 'update']);
const RESETS = /** @type {const} */ (['before', 'after']);

/** @type {Settings[]} */
export const languageVariants = [
  { cell: 'rnn' },
  { cell: 'rnn', layers: 2, bidirectional: true },
  { cell: 'rnn', layers: 2, bias: false },
  { cell: 'lstm' },
  { cell: 'lstm', layers: 2, bidirectional: true },
  { cell: 'lstm', layers: 3, bias: false },
  ...RESETS.flatMap((reset) =>
    GATES.flatMap((gates) => [
      /** @type {Settings} */ ({ cell: 'gru', reset, gates, update: 'keeps' }),
      /** @type {Settings} */ ({ cell: 'gru', reset, gates, update: 'takes', layers: 2 }),
      /** @type {Settings} */ ({ cell: 'gru', reset, gates, layers: 2, bidirectional: true }),
    ]),
  ),
  { cell: 'gru', reset: 'after', bias: false },
  { cell: 'gru', keep: 'best', validation: 0.3 },
  { cell: 'gru', reset: 'before', bias: false, layers: 2 },
  { cell: 'gru', reset: 'before', embedding: 5 },
  { cell: 'lstm', embedding: 20, layers: 2, bidirectional: true },
];

/** @type {Settings[]} */
export const translationVariants = [
  { cell: 'rnn', layers: 2 },
  { cell: 'gru', reset: 'before', layers: 2, bidirectional: true, update: 'takes' },
  { cell: 'gru', reset: 'after', layers: 2 },
  { cell: 'gru', reset: 'after', bidirectional: true, bias: false },
  { cell: 'lstm', layers: 2, bidirectional: true },
  { cell: 'gru', gates: 'update', tokens: 'char', embedding: 5 },
];

/** @param {Settings} settings */
export const nameOf = (settings) =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

const COMMON = { hidden: 6, batch: 2, steps: 9, lr: 0.7, init: 'pytorch', seed: 5 };

/**
 * A session with a language model that knows its text a little.
 *
 * @param {Settings} settings
 */
export async function languageModel(settings) {
  const session = await createSession({ worker: false, engine: 'simd' });
  await session.loadText(SENTENCE.repeat(8), { normalize: settings.normalize });
  await session.createModel(/** @type {Settings} */ ({ ...COMMON, ...settings }));
  for await (const _ of session.train({ updates: 25, validateEvery: 25 }));
  return session;
}

/**
 * A session with a translation model that has seen its pairs a few times.
 *
 * @param {Settings} settings
 */
export async function translationModel(settings) {
  const session = await createSession({ worker: false, engine: 'simd' });
  await session.loadPairs(PAIRS, { minimum: 1, tokens: settings.tokens });
  const more = { embedding: 4, ...settings, minimum: 1 };
  await session.createTranslator(/** @type {Settings} */ ({ ...COMMON, ...more }));
  for await (const _ of session.train({ updates: 25 }));
  return session;
}

/**
 * Log-probabilities of what follows each symbol of a text, (T, V).
 *
 * @param {Session} session
 * @param {string} text
 */
export async function logProbabilities(session, text) {
  const { distribution, symbols } = await session.inspect(text);
  return rowsOf(distribution, symbols.length).map((row) => row.map(Math.log));
}

/**
 * The tokens and log-probability of each hypothesis that a beam kept, however long.
 *
 * @param {BeamNode[]} tree
 */
export function pathsOf(tree) {
  /** @param {BeamNode} node @returns {string[]} */
  const path = ({ parent, token }) => {
    const before = tree[parent];
    return before ? [...path(before), token] : [token];
  };
  return tree.map((node) => ({ tokens: path(node), logProbability: node.logProbability }));
}

/**
 * @param {ArrayLike<number>} values
 * @param {number} count
 * @returns {number[][]}
 */
export function rowsOf(values, count) {
  const all = Array.from(values);
  const width = all.length / count;
  return Array.from({ length: count }, (_, i) => all.slice(i * width, (i + 1) * width));
}

/**
 * @param {number[]} logits
 * @param {number} first id of the first that can come, those before it having no probability
 */
export function logSoftmax(logits, first = 0) {
  const most = Math.max(...logits.slice(first));
  const sum = logits.slice(first).reduce((s, logit) => s + Math.exp(logit - most), 0);
  return logits.map((logit) => logit - most - Math.log(sum));
}

/**
 * @param {number[][]} actual
 * @param {number[][]} expected
 */
export function deviation(actual, expected) {
  if (actual.length !== expected.length) return Infinity;
  const each = actual.flatMap((row, i) => {
    const other = expected[i] ?? [];
    if (row.length !== other.length) return [Infinity];
    return row.map((value, k) => Math.abs(value - /** @type {number} */ (other[k])));
  });
  return each.some(Number.isNaN) ? Number.NaN : Math.max(...each);
}

/** @typedef {{ text: string, logits: number[][] }} LanguageExpectation */
/** @typedef {{ sentences: string[], inputs: number[], logits: number[][][] }} TranslationExpectation */
/**
 * A model that PyTorch trained, and what it predicts: see tests/vectors/make_export.py.
 *
 * @typedef {object} Vector
 * @property {{ kind: string, settings: Settings, vocabulary: string[] }} note
 * @property {Record<string, [number[], number[]]>} tensors
 * @property {LanguageExpectation & TranslationExpectation} expected
 */

/** @returns {Promise<Vector[]>} */
export async function vectors() {
  return JSON.parse(await readFile(new URL('../vectors/export.json', import.meta.url), 'utf8'));
}

/**
 * The model file of a vector.
 *
 * @param {Pick<Vector, 'note' | 'tensors'>} vector
 * @param {Record<string, unknown>} [metadata]
 */
export function fileOf({ note, tensors }, metadata = { sluice: JSON.stringify(note) }) {
  let end = 0;
  /** @type {Record<string, unknown>} */
  const header = { __metadata__: metadata };
  for (const [name, [shape, values]] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + 4 * values.length] };
    end += 4 * values.length;
  }
  const values = Float32Array.from(Object.values(tensors).flatMap(([, each]) => each));
  return joinFile(JSON.stringify(header), new Uint8Array(values.buffer));
}

/**
 * @param {string} header
 * @param {Uint8Array} data
 */
export function joinFile(header, data) {
  const length = new Uint8Array(new BigUint64Array([BigInt(Buffer.byteLength(header))]).buffer);
  return new Uint8Array(Buffer.concat([length, Buffer.from(header), data]));
}
