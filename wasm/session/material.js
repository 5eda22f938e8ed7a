import { SluiceError } from '../core/error.js';
import { measurePairs, measureText } from './measure.js';

/**
 * What a model is trained on: a text, or a table of pairs for a translator.
 *
 * @typedef {object} Material
 * @property {number} handle
 * @property {string} call of the session that loaded it
 * @property {Record<string, string | number>} settings that a model for it takes over
 * @property {string} trainer the C function that makes a trainer on it
 * @property {number} length in symbols, or in pairs
 * @property {(model: number, stretch: Stretch, turn: Turn) => Promise<Measured | undefined>} measure
 *   mean loss over a part of it; undefined when the measuring was ended
 *
 * @typedef {import('./measure.js').Stretch} Stretch
 * @typedef {import('./measure.js').Turn} Turn
 * @typedef {import('./measure.js').Measured} Measured
 * @typedef {import('../core/core.js').Core} Core
 */

/**
 * @param {Core} core
 * @param {import('../core/handles.js').Handles} handles
 * @param {number} text
 * @param {Material['settings']} settings
 * @returns {Material}
 */
export function textMaterial(core, handles, text, settings) {
  return {
    handle: text,
    call: 'loadText',
    settings,
    trainer: 'sl_trainer_create',
    length: core.ask('sl_text_length', text) >>> 0,
    measure: (model, stretch, turn) => measureText(core, handles, { model, text }, stretch, turn),
  };
}

/**
 * @param {Core} core
 * @param {number} pairs
 * @param {Material['settings']} settings
 * @returns {Material}
 */
export function pairsMaterial(core, pairs, settings) {
  return {
    handle: pairs,
    call: 'loadPairs',
    settings,
    trainer: 'sl_trainer_create_pairs',
    length: core.ask('sl_pairs_count', pairs) >>> 0,
    measure: (model, stretch, turn) => measurePairs(core, { model, pairs }, stretch, turn),
  };
}

/**
 * A refusal of the core to bring this model and this material together, with the way out that this
 * API has.
 *
 * @param {unknown} error
 */
export function explainMismatch(error) {
  if (!(error instanceof SluiceError) || !/ not encoded with /.test(error.message)) return error;
  const wayOut = "load it with { vocabulary: 'model' }, or create a new model for it";
  return new SluiceError(error.code, `${error.message}; ${wayOut}`);
}

/**
 * A refusal of the core to resume a training on this material.
 *
 * @param {unknown} error
 */
export function explainOther(error) {
  if (!(error instanceof SluiceError)) return error;
  if (error.code !== 'MISUSE' && error.code !== 'TEXT_TOO_SHORT') return error;
  const message = 'what is loaded is not what the training in the file was on; load that first';
  return new SluiceError('BAD_TEXT', `${message} (${error.message})`);
}

/**
 * Settings with those that a model takes over from its material; BAD_SETTING when they differ.
 *
 * @param {Material} material
 * @param {Record<string, unknown>} values
 */
export function takenOver({ call, settings }, values) {
  for (const [name, value] of Object.entries(settings)) {
    const asked = values[name];
    if (asked === undefined || asked === value) continue;
    const message =
      `what was loaded has ${name} ${value}; ` +
      `give ${asked} to ${call}, and the model takes it from there`;
    throw new SluiceError('BAD_SETTING', message);
  }
  return { ...values, ...settings };
}

/**
 * How training divides a text.
 *
 * @param {'training' | 'validation'} part
 * @param {number} length
 * @param {number} validation share
 * @returns {Stretch} MISUSE, BAD_SETTING
 */
export function stretchOf(part, length, validation) {
  if (!(validation >= 0 && validation <= 0.9)) {
    const message = `validation takes a share from 0 to 0.9, not ${validation}`;
    throw new SluiceError('BAD_SETTING', message);
  }
  const training = length - Math.floor(length * validation);
  if (part === 'training') return { first: 0, count: training };
  if (part !== 'validation') {
    throw new SluiceError('BAD_SETTING', `part takes training or validation, not ${part}`);
  }
  if (training < length) return { first: training, count: length - training };
  const message = 'nothing is held out: create the model with a validation above 0';
  throw new SluiceError('MISUSE', message);
}
