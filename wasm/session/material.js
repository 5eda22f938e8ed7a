import { SluiceError } from '../core/error.js';
import { measureText } from './measure.js';

/**
 * What a model is trained on: a text, or a table of pairs for a translator.
 *
 * @typedef {object} Material
 * @property {number} handle
 * @property {string} call of the session that loaded it
 * @property {Record<string, string | number>} settings that a model for it adopts
 * @property {string} trainer the C function that makes a trainer on it
 * @property {boolean} isPairs whether it is a table of pairs
 * @property {number} length in symbols, or in pairs
 * @property {() => Copy} copy for another core
 * @property {(model: number, stretch: Stretch & Reading, turn: Turn) => Promise<Measured>} measure
 *   mean loss over a part
 *
 * Its symbols' ids, and of a text the fingerprint, which a table's ids have in them.
 * @typedef {{ ids: Uint8Array<ArrayBuffer>, fingerprint?: string }} Copy
 *
 * @typedef {import('./measure.js').Stretch} Stretch
 * @typedef {import('./measure.js').Reading} Reading
 * @typedef {import('./measure.js').Turn} Turn
 * @typedef {import('./measure.js').Measured} Measured
 * @typedef {import('./context.js').Context} Context
 */

/**
 * @param {Context} context
 * @param {number} text
 * @param {Material['settings']} settings
 * @returns {Material}
 */
export function textMaterial({ core, handles }, text, settings) {
  const length = core.ask('sl_text_length', text) >>> 0;
  return {
    ...{ handle: text, call: 'loadText', settings },
    ...{ trainer: 'sl_trainer_create', isPairs: false },
    length,
    copy: () => ({
      ids: new Uint8Array(core.ids(core.ask('sl_text_ids', text), length).buffer),
      fingerprint: core.text(core.ask('sl_text_fingerprint', text)),
    }),
    measure: (model, stretch, turn) => measureText(core, handles, { model, text }, stretch, turn),
  };
}

/**
 * @param {Context} context
 * @param {number} handle of a model
 * @returns {Material} that this model is trained on; MISUSE if none is loaded
 */
export function materialFor({ model, text, pairs }, handle) {
  const isTranslator = model.isTranslator(handle);
  const material = isTranslator ? pairs : text;
  if (material) return material;
  const missing = isTranslator
    ? 'pairs to train the translator on'
    : 'a text to train the model on';
  throw new SluiceError('MISUSE', `load ${missing}`);
}

/**
 * Adds the way out that this API offers to the core's refusal of material with another vocabulary.
 *
 * @param {unknown} error
 */
export function explainMismatch(error) {
  if (!(error instanceof SluiceError) || error.code !== 'OTHER_VOCABULARY') return error;
  const wayOut = "load it with { vocabulary: 'model' }, or create a new model for it";
  return new SluiceError(error.code, `${error.message}; ${wayOut}`);
}
