// The two networks of the chapter: what of each is drawn, and what a library returns of it.
import { written } from '../writing.js';

/** @typedef {'deep' | 'both'} Network */
/** @typedef {'output' | 'state'} Returned */

/** Few units, so that two strips fit above one another. */
const UNITS = 24;

/** @type {Record<Network, import('../../../wasm/sluice.d.ts').Settings>} */
export const SETTINGS = {
  deep: { hidden: UNITS, layers: 2 },
  both: { hidden: UNITS, bidirectional: true },
};

/**
 * The states of the upper strip and of the lower one: the top layer and the one below, or forwards and backwards.
 * @param {Network} network
 * @param {import('../../../wasm/sluice.d.ts').Inspection} seen
 */
function statesOf(network, { layers: [first = [], second = []] }) {
  const parts = network === 'deep' ? [second[0], first[0]] : [first[0], first[1]];
  return parts.map((part) => part?.hidden ?? new Float32Array());
}

/**
 * Which columns of a strip belong to what is returned: from, and how many.
 * The output is that of the top layer, in both directions; the state is what each layer and direction ends with, and a
 * reading from the right ends at the first letter.
 * @param {Network} network
 * @param {Returned} what
 * @param {number} strip 0, the upper one, or 1
 * @param {number} steps
 */
export function returnedOf(network, what, strip, steps) {
  if (what === 'state')
    return { from: network === 'both' && strip === 1 ? 0 : steps - 1, count: 1 };
  return { from: 0, count: network === 'deep' && strip === 1 ? 0 : steps };
}

/**
 * The states along a sentence.
 * @param {import('../school.js').Session} session
 * @param {Network} network
 * @param {string} sentence
 */
export async function stripsOf(session, network, sentence) {
  const seen = await session.inspect(sentence);
  return { network, symbols: seen.symbols, units: seen.hidden, states: statesOf(network, seen) };
}

/** Symbols of the training text that the perplexity is measured on. */
const MEASURED = 1000;

/** What a network has come to: its perplexity, and what it writes. @param {import('../school.js').Session} session @param {string} prompt */
export async function resultOf(session, prompt) {
  const { perplexity } = await session.measure('training', { tokens: MEASURED });
  return { perplexity, text: await written(session, prompt, {}) };
}
