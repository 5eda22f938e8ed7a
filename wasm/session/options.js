import { checkOptions, real, shown, whole } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { checkedWorkers } from '../replicas/count.js';

/**
 * @typedef {import('../sluice.d.ts').TrainOptions} TrainOptions
 */

/**
 * Options of train with their defaults; the default of a limit is Infinity.
 *
 * @param {TrainOptions} options
 */
export function trainOptions(options) {
  const { updates, more, epochs, reportEvery = 0 } = options;
  return {
    updates: limit('updates', updates),
    more: limit('more', more),
    epochs: limit('epochs', epochs),
    reportEvery: whole('reportEvery', reportEvery),
    ...runningOptions(options),
  };
}

/**
 * Those of them that plan has, too.
 *
 * @param {TrainOptions} options
 */
export function runningOptions({ workers = 'auto', validateEvery = 0, validationTokens, signal }) {
  return {
    validateEvery: whole('validateEvery', validateEvery),
    validationTokens: limit('validationTokens', validationTokens, 2),
    workers: checkedWorkers(workers),
    signal,
  };
}

/**
 * @param {string} name
 * @param {number | undefined} value
 */
function limit(name, value, min = 0) {
  return value === undefined ? Infinity : whole(name, value, min, Number.MAX_SAFE_INTEGER);
}

/** What learning on does unless the caller says otherwise: best on the tenth of Tiny Shakespeare before the last. */
export const LEARN_ON = { rate: 0.2, length: 0.2 };

/**
 * How to learn on while reading, as the core takes it, which judges the ranges.
 *
 * @param {import('../sluice.d.ts').LearnOn} [asked]
 * @returns {typeof LEARN_ON | undefined} undefined: not at all
 */
export function learnOnOptions(asked = false) {
  if (asked === false) return undefined;
  if (asked === true) return LEARN_ON;
  if (typeof asked !== 'object' || asked === null) {
    const message = `learnOn takes true, false or { rate, length }, not ${shown(asked)}`;
    throw new SluiceError('BAD_SETTING', message);
  }
  checkOptions('learnOn', asked, Object.keys(LEARN_ON));
  const { rate = LEARN_ON.rate, length = LEARN_ON.length } = asked;
  return { rate: real('rate', rate), length: real('length', length) };
}
