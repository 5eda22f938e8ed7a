import { SluiceError } from '../core/error.js';
import { materialFor } from './material.js';
import { planOptions, trainOptions } from './options.js';
import { tryOut } from './plan.js';
import { openTrainer } from './trainer.js';

/**
 * Training the present model on the loaded material; see sluice.d.ts.
 *
 * @typedef {import('./context.js').Context} Context
 */

/** @type {import('./methods.js').Body<'train'>} */
export async function* train(context, options = {}) {
  const checked = trainOptions(options);
  const minutes = options.minutes === undefined ? null : minutesOf(options);
  context.checkIdle('train');
  context.isTraining = true;
  try {
    const limits = minutes ? await planned(context, minutes) : {};
    if (limits) yield* presentTrainer(context).run({ ...checked, ...limits });
  } finally {
    context.isTraining = false;
  }
}

/**
 * @param {import('../sluice.d.ts').TrainOptions} options
 * @returns {ReturnType<typeof planOptions>} BAD_SETTING
 */
function minutesOf({ minutes = 0, updates, epochs, reportEvery: _, ...running }) {
  const checked = planOptions({ minutes, ...running });
  if (updates === undefined && epochs === undefined) return checked;
  const message = 'minutes sets the number of updates: give no updates and no epochs beside it';
  throw new SluiceError('BAD_SETTING', message);
}

/**
 * Plans the training that is about to begin.
 *
 * @param {Context} context
 * @param {ReturnType<typeof planOptions>} options
 * @returns {Promise<{ updates: number } | null>} null when its signal aborts; MISUSE
 */
async function planned(context, options) {
  const { updates: done = 0 } = context.trainer ?? {};
  if (done > 0) {
    const message = `minutes plans a training from its start, and this one has made ${done} updates`;
    throw new SluiceError('MISUSE', `${message}: give the updates at which it ends`);
  }
  try {
    const { updates } = await tryOut(context, options);
    set(context, 'horizon', updates);
    return { updates };
  } catch (error) {
    if (!options.signal?.aborted) throw error;
    return null;
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
 * @returns {import('./trainer.js').Trainer} MISUSE, TEXT_TOO_SHORT
 */
export function presentTrainer(context) {
  const { handle } = context.model;
  const material = materialFor(context, handle);
  if (context.trainer?.isOn(material)) return context.trainer;
  context.endTraining();
  context.trainer = openTrainer(context, handle, material);
  return context.trainer;
}
