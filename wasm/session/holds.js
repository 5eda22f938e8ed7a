import { real, shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';

/**
 * Gates held at a value, as the core takes them one by one; it judges gates, layers and ranges.
 *
 * @typedef {{ gate: string, layer: number, value: number }} HeldGate
 */

/** What the core takes for every layer. */
const ALL_LAYERS = 0xffffffff;

/**
 * @param {import('../sluice.d.ts').Hold} [hold]
 * @returns {HeldGate[]} BAD_SETTING
 */
export function heldGates(hold = {}) {
  if (typeof hold !== 'object' || hold === null || Array.isArray(hold)) {
    const message = `hold takes gates and values, such as { z: 0.5 }, not ${shown(hold)}`;
    throw new SluiceError('BAD_SETTING', message);
  }
  return Object.entries(hold).flatMap(([gate, at]) =>
    Array.isArray(at)
      ? at.flatMap((value, layer) => heldGate(gate, layer, value))
      : heldGate(gate, ALL_LAYERS, at),
  );
}

/**
 * @param {string} gate
 * @param {number} layer
 * @param {number | null | undefined} value null, undefined: left free
 * @returns {HeldGate[]}
 */
function heldGate(gate, layer, value) {
  if (value === null || value === undefined) return [];
  return [{ gate, layer, value: real(`hold.${gate}`, value) }];
}
