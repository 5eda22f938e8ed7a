import { toCardinal as english } from 'n2words/en-US';
import { toCardinal as french } from 'n2words/fr-FR';
import { choice, flag, whole } from './parameters.js';
import { pairsTask } from './task.js';

/** @type {Record<string, (value: number) => string>} */
const SPELLERS = { english, french };

/**
 * Numbers and their names. French counts seventy as sixty-ten and eighty as four twenties, with an
 * s only where nothing follows. Every count of digits is equally likely: of all numbers below a
 * million, nine in ten have six.
 */
export const numbers = pairsTask({
  name: 'numbers',
  lookFor:
    'Digits become words, for numbers never seen too: watch 71, soixante et onze, and 80, quatre-vingts.',
  tokens: 'word',
  parameters: [
    choice('language', Object.keys(SPELLERS), 'french', 'the language of the words'),
    whole('digits', 2, 7, 6, 'the most digits in a number'),
    flag('spaced', true, 'whether spaces part the digits, so that each is a word of its own'),
  ],

  /** @param {{ language: string, digits: number, spaced: boolean }} values */
  draw({ language, digits, spaced }, random) {
    const most = 10 ** (1 + random.below(digits));
    // From 0 for one digit, else from the least number that has so many.
    const least = most === 10 ? 0 : most / 10;
    const number = least + random.below(most - least);
    const spell = /** @type {(value: number) => string} */ (SPELLERS[language]);
    const source = [...String(number)].join(spaced ? ' ' : '');
    return { key: number, source, target: spell(number) };
  },
});
