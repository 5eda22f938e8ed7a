import { numbersAt, statesBefore, sumOf } from '../one-unit.js';

/** Units whose numbers are shown; the first of them is drawn. */
const SHOWN = 3;

/**
 * The states along a sentence, a few units at its last letter, and the terms of the sum inside Z of the first.
 * @param {import('../school.js').Session} session
 * @param {string} sentence
 * @param {import('../../../wasm/sluice.d.ts').Hold} hold
 */
export async function lookAt(session, sentence, hold) {
  const seen = await session.inspect(sentence, { hold });
  const { symbols, vocabulary, hidden, layers } = seen;
  const last = symbols.length - 1;
  const id = vocabulary.indexOf(symbols[last] ?? '');
  const { letter, state, bias } = sumOf(
    await session.weights(),
    hidden,
    id,
    statesBefore(seen, last),
  );
  return {
    symbols,
    hidden,
    states: layers[0]?.[0]?.hidden ?? new Float32Array(),
    units: Array.from({ length: SHOWN }, (_, unit) => numbersAt(seen, last, unit)),
    sum: [letter, state, bias],
  };
}
