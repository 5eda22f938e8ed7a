import { materialFor } from './material.js';

/**
 * How training divides the material, and how many updates an epoch has, by the core's count.
 *
 * @typedef {import('./context.js').Context} Context
 */

/** Updates between two measurements of the held-out part, at least. */
export const GAP = 100;

/**
 * Where measurements repeat, however a training is interrupted: after a fixed number of updates, about
 * an epoch of them.
 *
 * @param {number} updates of an epoch
 */
export function gridOf(updates) {
  return GAP * Math.max(Math.ceil(updates / GAP), 1);
}

/** @type {import('./methods.js').Body<'epoch'>} */
export function epoch(context) {
  const { core, model } = context;
  const { handle: pairs, length, isPairs } = materialFor(context, model.handle);
  const settings = core.ask('sl_model_settings', model.handle);
  const updates = core.ask('sl_settings_updates_per_epoch', settings, length, Number(isPairs));
  const division = { updates, ...divisionOf(core, settings, length) };
  return isPairs ? { ...division, cutOff: cutOff(core, pairs, model.settings.steps) } : division;
}

/**
 * @param {import('../core/core.js').Core} core
 * @param {number} pairs
 * @param {number} steps
 */
function cutOff(core, pairs, steps) {
  return {
    source: core.ask('sl_pairs_longer', pairs, steps, 0) >>> 0,
    target: core.ask('sl_pairs_longer', pairs, steps, 1) >>> 0,
  };
}

/**
 * @param {Context} context
 * @param {number} length in symbols, or in pairs
 * @param {number} validation share that is held out, at the end
 * @returns {{ training: number, heldOut: number }} BAD_SETTING
 */
export function divide(context, length, validation) {
  const settings = context.createSettings({ validation });
  const division = divisionOf(context.core, settings, length);
  context.handles.drop(settings);
  return division;
}

/**
 * @param {import('../core/core.js').Core} core
 * @param {number} settings
 * @param {number} length
 */
function divisionOf(core, settings, length) {
  const training = core.ask('sl_settings_training_length', settings, length) >>> 0;
  return { training, heldOut: length - training };
}
