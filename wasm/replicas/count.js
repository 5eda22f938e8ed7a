import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { builtin } from '../core/node.js';

/**
 * How many workers share a training.
 *
 * @typedef {import('../sluice.d.ts').Workers} Workers
 *
 * What one update is: parts of its batch, symbols that it reads, parameters that it changes.
 * @typedef {{ shards: number, symbols: number, parameters: number }} Size
 */

const NUMBERS = [1, 2, 4, 8, 16];
/**
 * What is worth a worker of its own, on this side of a message's 0.2 ms and the 4 ns a parameter that
 * an exchange takes: some 2 ms of products, and so many symbols that these outweigh the exchange.
 */
const ENOUGH = { work: 2 ** 24, symbols: 128 };

/**
 * @param {unknown} asked
 * @returns {Workers} BAD_SETTING
 */
export function checkedWorkers(asked) {
  if (asked === 'auto' || NUMBERS.some((one) => one === asked)) {
    return /** @type {Workers} */ (asked);
  }
  const message = `workers takes 'auto', 1, 2, 4, 8 or 16, not ${shown(asked)}`;
  throw new SluiceError('BAD_SETTING', message);
}

/**
 * @param {Workers} asked
 * @param {Size} size
 * @returns {number} BAD_SETTING for more than there are shards
 */
export function countWorkers(asked, { shards, symbols, parameters }) {
  if (asked === 'auto') {
    const worthIt = Math.min(symbols / ENOUGH.symbols, (symbols * parameters) / ENOUGH.work);
    const most = Math.min(shards, cores(), worthIt);
    return Math.max(1, ...NUMBERS.filter((one) => one <= most));
  }
  if (asked <= shards) return asked;
  const message = `${asked} workers need as many shards, and this model has ${shards}`;
  throw new SluiceError('BAD_SETTING', `${message}: set workers or shards to fit`);
}

/** Those of this machine. */
function cores() {
  const { hardwareConcurrency = 1 } = globalThis.navigator ?? {};
  return builtin('node:os')?.availableParallelism?.() ?? hardwareConcurrency;
}
