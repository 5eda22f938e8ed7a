import { materialFor } from './material.js';

/**
 * How training divides the material, and how many updates that makes; see src/train and
 * src/text/batches.c.
 *
 * @typedef {import('./context.js').Context} Context
 */

/** @type {import('./methods.js').Body<'epoch'>} */
export function epoch(context) {
  const { model } = context;
  const { settings } = model;
  const { length, isPairs } = materialFor(context, model.handle);
  const { training, heldOut } = divide(context, length, settings.validation);
  const count = isPairs ? updatesOfPairs : updatesOfText;
  return { updates: count(training, settings), training, heldOut };
}

/**
 * @param {Context} context
 * @param {number} length in symbols, or in pairs
 * @param {number} validation share that is held out, at the end
 * @returns {{ training: number, heldOut: number }} BAD_SETTING
 */
export function divide(context, length, validation) {
  context.handles.drop(context.createSettings({ validation })); // refuses a bad share
  const heldOut = Math.floor(length * validation);
  return { training: length - heldOut, heldOut };
}

/**
 * @param {number} symbols
 * @param {{ batch: number, steps: number, order: string }} settings
 */
function updatesOfText(symbols, { batch, steps, order }) {
  const stride = order === 'overlapping' ? 1 : steps;
  const windows = Math.floor((symbols - 1 - steps) / stride) + 1;
  return Math.max(Math.floor(windows / batch), 0);
}

/**
 * @param {number} pairs
 * @param {{ batch: number }} settings
 */
function updatesOfPairs(pairs, { batch }) {
  return Math.ceil(pairs / batch);
}
