import { whole } from './parameters.js';
import { textTask } from './task.js';

const KINDS = ['()', '[]', '{}'];

/**
 * Lines of balanced brackets: `([]{})[]`. Whether one opens or closes next is a toss of a coin, but
 * which kind closes is decided by the one that was opened last: a stack, of bounded depth, has to
 * be kept in the hidden state.
 */
export const brackets = textTask({
  name: 'brackets',
  lookFor:
    'Which bracket closes is decided by the last one left open: units that remember a kind while other pairs open and close within.',
  parameters: [
    whole('kinds', 2, KINDS.length, 3, 'kinds of brackets: () and [], then {} too'),
    whole('depth', 1, 8, 4, 'the most brackets open at once'),
  ],

  /** @param {{ kinds: number, depth: number }} values */
  line({ kinds, depth }, random, script) {
    /** @type {{ closing: string, from: number }[]} */
    const open = [];
    const mayOpen = 1 / 2;
    let begun = false;
    while (open.length > 0 || !begun || random.oneIn(2)) {
      const opens = open.length === 0 || (open.length < depth && random.oneIn(2));
      if (opens) {
        const pair = random.pick(KINDS.slice(0, kinds));
        open.push({ closing: pair.charAt(1), from: script.length });
        script.write(pair.charAt(0), (begun ? mayOpen : 1) / kinds);
      } else {
        const full = open.length === depth;
        const { closing, from } = /** @type {{ closing: string, from: number }} */ (open.pop());
        script.answer(closing, from, kinds, full ? 1 : 1 - mayOpen);
      }
      begun = true;
    }
    script.write('\n', 1 - mayOpen);
  },
});
