import { whole } from './parameters.js';
import { textTask } from './task.js';

/**
 * Lines of bits and their parity: `10110=1`, 1 when the ones are odd in number. Every bit matters
 * equally, however far back, and no single one says anything: counting n-grams gets nowhere, one
 * unit that flips at each 1 gets everything.
 */
export const parity = textTask({
  name: 'parity',
  lookFor:
    'After = stands 1 if the ones of the line are odd in number, else 0: look for a unit that flips at each 1.',
  parameters: [whole('bits', 1, 64, 6, 'the most bits in a line; each number from 1 is as likely')],

  /** @param {{ bits: number }} values */
  line({ bits }, random, script) {
    const from = script.length;
    const count = 1 + random.below(bits);
    let ones = 0;
    for (let written = 0; written < count; written++) {
      const bit = random.below(2);
      ones += bit;
      // Of the lengths that are still possible, one ends the line here (none before the first bit).
      const goesOn = written === 0 ? 1 : (bits - written) / (bits - written + 1);
      script.write(String(bit), goesOn / 2);
    }
    script.write('=', 1 / (bits - count + 1));
    script.answer(String(ones % 2), from, 2);
    script.write('\n');
  },
});
