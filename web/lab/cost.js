import { SAMPLE_EVERY_MS, VALIDATE_EVERY } from './monitoring.js';

/**
 * What a training takes on this machine, tried out.
 * @typedef {object} Cost
 * @property {number} parameters
 * @property {number} bytes of the engine's memory: text, model and training
 * @property {number} update seconds
 * @property {number} look seconds of measuring, once every VALIDATE_EVERY updates
 * @property {number} sample seconds of writing the sample beside the curve
 */

/** Seconds of so many updates at this pace at most (0: full speed). @param {Pick<Cost, 'update' | 'look' | 'sample'>} cost @param {number} updates @param {number} pace */
export function secondsOf({ update, look, sample }, updates, pace) {
  const work = updates * update + (updates / VALIDATE_EVERY) * look;
  const busy = work * (1 + (1000 * sample) / SAMPLE_EVERY_MS);
  return pace > 0 ? Math.max(busy, updates / pace) : busy;
}

/** Updates that fit into so many seconds. @param {Parameters<typeof secondsOf>[0]} cost @param {number} seconds @param {number} pace */
export const updatesIn = (cost, seconds, pace) => Math.floor(seconds / secondsOf(cost, 1, pace));
