import { SluiceError } from '../core/error.js';

/**
 * A fresh model for the text that is loaded; see sluice.d.ts.
 *
 * @typedef {import('./material.js').Material} Material
 */

/** @type {import('./methods.js').Body<'createModel'>} */
export function createModel(context, values = {}) {
  context.checkIdle('createModel');
  const { core, model, text } = context;
  if (!text) throw new SluiceError('MISUSE', 'load a text before creating a model');
  const vocabulary = core.ask('sl_text_vocabulary', text.handle);
  model.create(adopted(text, values), (settings) =>
    core.make('sl_model_create', settings, vocabulary),
  );
  return model.info();
}

/**
 * Settings with those that a model adopts from its material.
 *
 * @param {Material} material
 * @param {Record<string, unknown>} values
 * @returns {Record<string, unknown>} BAD_SETTING when they differ
 */
export function adopted({ call, settings }, values) {
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
