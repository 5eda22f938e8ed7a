import { whole } from '../core/error.js';
import { real } from './options.js';

/**
 * Translating a sentence with a translation model.
 *
 * @typedef {import('../core/core.js').Core} Core
 * @typedef {import('../sluice.d.ts').Session} Session
 */

export const TRANSLATE_DEFAULTS = { width: 1, alpha: 0.75 };
export const SAMPLE_DEFAULTS = { temperature: 1, seed: 1 };

/**
 * @param {Core} core
 * @param {number} model
 * @param {string} sentence
 * @param {Parameters<Session['translate']>[1]} [options]
 * @returns {import('../sluice.d.ts').Translation}
 */
export function translate(core, model, sentence, options = {}) {
  const { width = TRANSLATE_DEFAULTS.width, alpha = TRANSLATE_DEFAULTS.alpha } = options;
  const bytes = new TextEncoder().encode(sentence);
  return core.json(
    'sl_translate',
    ...[model, bytes, bytes.length],
    ...[whole('width', width), real('alpha', alpha)],
  );
}

/**
 * @param {Core} core
 * @param {number} model
 * @param {string} sentence
 * @param {Parameters<Session['sampleTranslation']>[1]} [options]
 * @returns {import('../sluice.d.ts').Hypothesis}
 */
export function sampleTranslation(core, model, sentence, options = {}) {
  const { temperature = SAMPLE_DEFAULTS.temperature, seed = SAMPLE_DEFAULTS.seed } = options;
  const bytes = new TextEncoder().encode(sentence);
  const drawn = core.json(
    'sl_translate_sample',
    ...[model, bytes, bytes.length],
    ...[real('temperature', temperature), whole('seed', seed)],
  );
  const { text, tokens, log_probability, score } = drawn;
  return { text, tokens, log_probability, score };
}
