import { messageOf, SluiceError } from '../core/error.js';
import { demand, readSafetensors } from './safetensors.js';
import { checkSettings, checkTensors } from './tensors.js';

/**
 * A saved model as exporters see it.
 *
 * @typedef {import('./safetensors.js').Tensor} Tensor
 * @typedef {Required<import('../sluice.d.ts').Settings>} Settings
 *
 * @typedef {object} SavedModel
 * @property {'language' | 'translation'} kind
 * @property {Settings} settings
 * @property {string[]} vocabulary by id; of a translation model, the target's
 * @property {string[]} source vocabulary of a translation model's source, or empty
 * @property {(name: string) => Tensor} tensor by PyTorch's name: all that the settings make are there
 */

const FORMAT = 1;
/** What the shape of a model depends on; session.save writes all settings. */
const NEEDED = /** @type {const} */ ([
  ...['cell', 'layers', 'hidden', 'bidirectional', 'reset', 'gates', 'bias'],
  ...['normalize', 'steps', 'tokens', 'embedding'],
]);

/**
 * @param {Uint8Array} bytes of session.save
 * @returns {SavedModel} BAD_FILE
 */
export function readModel(bytes) {
  const { metadata, tensors } = readSafetensors(bytes);
  const note = readNote(metadata);
  const { kind = 'language', settings = {}, vocabulary, source_vocabulary: source = [] } = note;
  demand(kind === 'language' || kind === 'translation', `it knows no kind "${kind}"`);
  demand(isSymbols(vocabulary) && isSymbols(source), 'its vocabulary is not a list of strings');
  demand(Object(settings) === settings, 'its settings are no object');
  const missing = NEEDED.find((name) => settings[name] === undefined);
  demand(!missing, `the setting ${missing} is missing; load it and save it with Sluice first`);
  settleEmbedding(kind, settings, tensors);
  checkSettings(settings);
  checkTensors({ kind, settings, vocabulary, source }, tensors);
  const tensor = (/** @type {string} */ name) => /** @type {Tensor} */ (tensors.get(name));
  return { kind, settings, vocabulary, source, tensor };
}

/**
 * Before language models had embeddings their files said 32, which was of no use to them.
 *
 * @param {string} kind
 * @param {Record<string, unknown>} settings
 * @param {{ has: (name: string) => boolean }} tensors by name
 */
export function settleEmbedding(kind, settings, tensors) {
  if (kind === 'language' && !tensors.has('embedding.weight')) settings.embedding = 0;
}

/**
 * What Sluice keeps besides the weights.
 *
 * @param {Record<string, string>} metadata
 * @returns {any} an object of this format; BAD_FILE
 */
export function readNote({ sluice: json }) {
  const note = parse(json);
  demand(note.format === FORMAT, `its format is ${note.format}, not ${FORMAT}`);
  return note;
}

/** @param {string | undefined} json */
function parse(json) {
  demand(json !== undefined, 'its metadata have no key "sluice"');
  try {
    return Object(JSON.parse(json));
  } catch (error) {
    throw new SluiceError('BAD_FILE', `the metadata "sluice" are no JSON: ${messageOf(error)}`);
  }
}

/** @param {unknown} list */
function isSymbols(list) {
  return Array.isArray(list) && list.every((symbol) => typeof symbol === 'string');
}
