import { explainMismatch, materialFor } from './material.js';
import { trainOptions } from './options.js';
import { Trainer } from './trainer.js';

/**
 * Training the present model on the loaded material; see sluice.d.ts.
 *
 * @typedef {import('./context.js').Context} Context
 */

/** @type {import('./methods.js').Body<'train'>} */
export async function* train(context, options = {}) {
  const checked = trainOptions(options);
  context.checkIdle('train');
  const trainer = presentTrainer(context);
  context.isTraining = true;
  try {
    yield* trainer.run(checked);
  } finally {
    context.isTraining = false;
  }
}

/** @type {import('./methods.js').Body<'set'>} */
export function set({ model, trainer }, name, value) {
  model.set(name, value);
  trainer?.set(name, String(value));
}

/**
 * The trainer of the present model on the loaded material; makes one if necessary.
 *
 * @param {Context} context
 * @returns {Trainer} MISUSE, TEXT_TOO_SHORT
 */
export function presentTrainer(context) {
  const { handle } = context.model;
  const material = materialFor(context, handle);
  if (context.trainer?.isOn(material)) return context.trainer;
  context.endTraining();
  try {
    context.trainer = new Trainer(context, handle, material);
  } catch (error) {
    throw explainMismatch(error);
  }
  return context.trainer;
}
