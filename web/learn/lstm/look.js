import { numbersAt } from '../one-unit.js';
import { written } from '../writing.js';

/** Which unit is drawn. */
const UNIT = 0;

/** The largest size among values. @param {Float32Array} values */
const largest = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * One unit at the last letter of a sentence, how large memory and state are there, and what is written after a prompt: freely,
 * and with gates held.
 * @param {import('../school.js').Session} session
 * @param {{ sentence: string, prompt: string }} texts
 * @param {import('../../../wasm/sluice.d.ts').Hold} hold
 */
export async function lookAt(session, { sentence, prompt }, hold) {
  const seen = await session.inspect(sentence, { hold });
  const t = seen.symbols.length - 1;
  const { hidden = new Float32Array(), memory = hidden } = seen.layers[0]?.[0] ?? {};
  const last = (/** @type {Float32Array} */ values) => largest(values.subarray(-seen.hidden));
  return {
    symbol: seen.symbols[t] ?? '',
    numbers: numbersAt(seen, t, UNIT),
    sizes: { memory: last(memory), state: last(hidden) },
    free: await written(session, prompt, {}),
    held: await written(session, prompt, hold),
  };
}
