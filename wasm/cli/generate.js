import { GENERATE_DEFAULTS } from '../session/options.js';
import { print, say } from './talk.js';
import { withModel } from './with-model.js';

export const about = 'Prints text drawn from a model; the prompt itself is not repeated.';
export const operands = ['MODEL'];

const group = 'drawing';
const { length, temperature, topK, topP, seed } = GENERATE_DEFAULTS;

const WRITES_BLINDLY =
  'a bidirectional model learned with the symbols that follow in sight; here it writes without them, ' +
  'so expect poor text';

/** @type {import('./arguments.js').Option[]} */
export const options = [
  { name: 'prompt', group, kind: 'text', help: 'text to continue' },
  { name: 'length', group, kind: 'whole', min: 0, default: length, help: 'symbols to draw' },
  {
    ...{ name: 'temperature', group, kind: 'real', min: 0, max: 100, default: temperature },
    help: 'below 1 favours likely symbols, above 1 unlikely ones; 0: always the likeliest',
  },
  {
    ...{ name: 'top-k', group, kind: 'whole', min: 0, max: 0xffffffff, default: topK },
    help: 'draw from only the N likeliest symbols; 0: from all',
  },
  {
    ...{ name: 'top-p', group, kind: 'real', min: 0, max: 1, default: topP },
    help: 'draw from the fewest symbols that together reach this probability; 0 and 1: from all',
  },
  {
    ...{ name: 'seed', group, kind: 'whole', min: 0, max: 0xffffffff, default: seed },
    help: 'the same seed draws the same text',
  },
];

/** @param {import('./commands.js').Invocation} invocation */
export async function run({ values, operands: [file = ''], stop }) {
  const { 'top-k': topK, 'top-p': topP, ...rest } = values;
  await withModel(file, async (session, { kind, settings }) => {
    if (kind === 'language' && settings.bidirectional) say(WRITES_BLINDLY);
    for await (const symbol of session.generate({ ...rest, topK, topP, signal: stop })) {
      await print(symbol, stop);
    }
    if (process.stdout.isTTY) await print('\n', stop);
  });
}
