import { flag, whole } from './parameters.js';
import { textTask } from './task.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const WAITS = '.,;:';

/**
 * Lines of a letter, a wait, a cue and the letter again: `k......?k`. From the letter, step t', to
 * its echo, step t, are `delay` symbols, and nothing between says which letter it was. So an update
 * gate has one good course: open at t', shut until t, and the gradient arrives undiminished. One
 * letter is kept at a time, which a single group of units can do; echoing at every position would
 * need room for `delay` letters and show capacity instead.
 */
export const echo = textTask({
  name: 'echo',
  lookFor:
    'The letter that begins a line must come back at its end: gates open for it, then stay shut until the cue.',
  parameters: [
    whole('delay', 1, 200, 20, 'symbols from a letter to its echo; the cue ? is the last between'),
    whole('letters', 2, LETTERS.length, 8, 'how many letters there are to remember'),
    flag(
      'noise',
      false,
      'whether the wait is a random mixture of . , ; and : instead of full stops',
    ),
  ],

  /** @param {{ delay: number, letters: number, noise: boolean }} values */
  line({ delay, letters, noise }, random, script) {
    const from = script.length;
    const waits = noise ? WAITS : '.';
    const letter = random.pick(LETTERS.slice(0, letters));
    script.write(letter, 1 / letters);
    for (let step = 1; step < delay - 1; step++) script.write(random.pick(waits), 1 / waits.length);
    if (delay > 1) script.write('?');
    script.answer(letter, from, letters);
    script.write('\n');
  },
});
