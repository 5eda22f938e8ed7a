/**
 * A model described by a plain object.
 *
 * @typedef {import('../core/core.js').Core} Core
 * @typedef {import('../sluice.d.ts').ModelInfo} ModelInfo
 */

/**
 * @param {Core} core
 * @param {number} model
 * @param {ModelInfo['settings']} settings
 * @returns {ModelInfo}
 */
export function describeModel(core, model, settings) {
  const { kind, parameters, updates, tokens, kept, tensors } = core.json(
    'sl_model_describe',
    model,
  );
  const vocabulary = symbolsOf(core, core.ask('sl_model_vocabulary', model));
  return {
    kind,
    settings,
    parameters,
    vocabulary,
    updates,
    tokens,
    ...(kept && { kept }),
    tensors,
  };
}

/**
 * The symbols of a vocabulary, by id.
 *
 * @param {Core} core
 * @param {number} vocabulary
 * @returns {string[]}
 */
export function symbolsOf(core, vocabulary) {
  const length = core.ask('sl_vocabulary_size', vocabulary) >>> 0;
  return Array.from({ length }, (_, id) =>
    core.text(core.ask('sl_vocabulary_symbol', vocabulary, id)),
  );
}
