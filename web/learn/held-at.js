import { buttonRow } from '../parts/button.js';
import { words } from './words.js';

/** @typedef {'free' | '0' | '0.5' | '1'} Value */

/**
 * Buttons for what a gate is held at.
 * @param {string} gate
 * @param {(value: Value) => void} take
 */
export function createHeldAt(gate, take) {
  /** @type {[Value, string][]} */
  const choices = [
    ['free', words.free],
    ['0', '0'],
    ['0.5', '½'],
    ['1', '1'],
  ];
  const set = (/** @type {Value} */ value) => {
    row.show(value);
    take(value);
  };
  const row = buttonRow(words.hold(gate), choices, set);
  row.root.prepend(words.hold(gate));
  row.show('free');
  return { root: row.root, set };
}

/** As the session takes it. @param {'r' | 'z' | 'f' | 'i' | 'o'} gate @param {Value} value @returns {import('../../wasm/sluice.d.ts').Hold} */
export const holdOf = (gate, value) => (value === 'free' ? {} : { [gate]: Number(value) });
