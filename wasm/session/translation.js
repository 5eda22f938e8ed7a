import { real, string, strings, whole } from '../core/checks.js';

export { bleu, bookBleu } from './bleu.js';

/** Sentences as tokens, and their translations; see sluice.d.ts. */

export const TRANSLATE_DEFAULTS = { width: 1, alpha: 0.75 };
export const SAMPLE_DEFAULTS = { temperature: 1, seed: 1 };

/** @type {import('./methods.js').Body<'cut'>} */
export function cut(context, sentences, { tokens = context.defaults().tokens } = {}) {
  const { core } = context;
  return strings('sentences', sentences).map((sentence) => {
    const bytes = new TextEncoder().encode(sentence);
    return core.json('sl_pairs_cut', string('tokens', tokens), bytes, bytes.length);
  });
}

/** @type {import('./methods.js').Body<'translate'>} */
export function translate({ core, model }, sentence, options = {}) {
  const { width = TRANSLATE_DEFAULTS.width, alpha = TRANSLATE_DEFAULTS.alpha } = options;
  const bytes = new TextEncoder().encode(string('sentence', sentence));
  const { hypotheses, tree, ...best } = core.json(
    'sl_translate',
    ...[model.handle, bytes, bytes.length],
    ...[whole('width', width), real('alpha', alpha)],
  );
  return { ...named(best), hypotheses: hypotheses.map(named), tree: tree.map(named) };
}

/** What the core says, by this language's kind of names. @param {any} found */
const named = ({ log_probability: logProbability, ...others }) => ({ ...others, logProbability });

/** @type {import('./methods.js').Body<'sampleTranslation'>} */
export function sampleTranslation({ core, model }, sentence, options = {}) {
  const { temperature = SAMPLE_DEFAULTS.temperature, seed = SAMPLE_DEFAULTS.seed } = options;
  const bytes = new TextEncoder().encode(string('sentence', sentence));
  const drawn = core.json(
    'sl_translate_sample',
    ...[model.handle, bytes, bytes.length],
    ...[real('temperature', temperature), whole('seed', seed)],
  );
  const { text, tokens, logProbability, score } = named(drawn);
  return { text, tokens, logProbability, score };
}
