import { numbersAt, pastAfterProduct } from '../one-unit.js';
import { written } from '../writing.js';

/**
 * The numbers of the first unit at the last letter of a prompt, and what is written after it: freely, and with gates held.
 * @param {import('../school.js').Session} session
 * @param {string} prompt
 * @param {import('../../../wasm/sluice.d.ts').Hold} hold
 * @param {'before' | 'after'} placement of the reset, before or after the product with the weights
 */
export async function lookAt(session, prompt, hold, placement) {
  const seen = await session.inspect(prompt, { hold });
  const t = seen.symbols.length - 1;
  const numbers = numbersAt(seen, t, 0);
  if (placement === 'after') numbers.past = pastAfterProduct(seen, await session.weights(), t, 0);
  return {
    symbol: seen.symbols[t] ?? '',
    numbers,
    free: await written(session, prompt, {}),
    held: await written(session, prompt, hold),
  };
}
