import { whole } from './parameters.js';
import { pairsTask } from './task.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const SHORTEST = 2;

/**
 * Strings of letters and the same backwards: nothing to know, only to remember, and all of it has
 * to pass through the state between encoder and decoder. A string and its reverse count as one, so
 * that no test string was seen from either side.
 */
export const reverse = pairsTask({
  name: 'reverse',
  lookFor:
    'The letters come back in the opposite order: the whole string must pass through one state; compare short ones with long.',
  tokens: 'char',
  parameters: [
    whole('longest', SHORTEST, 12, 12, `the most letters in a string; the fewest are ${SHORTEST}`),
    whole('letters', 2, LETTERS.length, LETTERS.length, 'how many different letters there are'),
  ],

  /** @param {{ longest: number, letters: number }} values */
  draw({ longest, letters }, random) {
    const alphabet = LETTERS.slice(0, letters);
    const length = SHORTEST + random.below(longest - SHORTEST + 1);
    const drawn = Array.from({ length }, () => random.pick(alphabet));
    const source = drawn.join('');
    const target = drawn.reverse().join('');
    return { key: source < target ? source : target, source, target };
  },
});
