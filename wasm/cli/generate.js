import { GENERATE_DEFAULTS } from '../session/generate-options.js';
import { UsageError } from './arguments.js';
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
    help: 'below 1 favours likely symbols, above 1 evens out the chances; 0: always the likeliest',
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
  {
    ...{ name: 'hold', group, kind: 'text', value: 'GATE=X' },
    help:
      'hold a gate at a value from 0 to 1: reset and update of a GRU, input, forget and output of an LSTM; ' +
      'reset=1,update=0.5 holds two, reset_l0=1 holds it in the first layer only',
  },
];

/**
 * Gates as --hold names them, and as the session takes them.
 *
 * @param {string} [text]
 * @returns {import('../sluice.d.ts').Hold} UsageError
 */
function parseHold(text) {
  /** @type {Record<string, number | (number | null)[]>} */
  const gates = {};
  for (const part of text?.split(',') ?? []) {
    const [, gate = '', layer, value = ''] = /^([a-z]+)(?:_l(\d))?=(-?\d*\.?\d+)$/.exec(part) ?? [];
    if (!gate)
      throw new UsageError(`--hold takes gates as in reset=1,update_l0=0.5, not "${part}"`);
    const before = gates[gate];
    if (typeof before === 'number' || (before && layer === undefined))
      throw new UsageError(`--hold names ${gate} for all layers and once more`);
    gates[gate] =
      layer === undefined ? Number(value) : withLayer(before, Number(layer), Number(value));
  }
  return gates;
}

/**
 * @param {(number | null)[] | undefined} values by layer
 * @param {number} layer
 * @param {number} value
 */
function withLayer(values = [], layer, value) {
  const length = Math.max(values.length, layer + 1);
  return Array.from({ length }, (_, i) => (i === layer ? value : (values[i] ?? null)));
}

/** @param {import('./commands.js').Invocation} invocation */
export async function run({ values, operands: [file = ''], stop }) {
  const { 'top-k': topK, 'top-p': topP, hold: held, ...rest } = values;
  const drawing = { seed, ...rest, topK, topP, hold: parseHold(held) };
  await withModel({ file, kind: 'language' }, async (session, { settings }) => {
    if (settings.bidirectional) say(WRITES_BLINDLY);
    for await (const symbol of session.generate({ ...drawing, signal: stop })) {
      await print(symbol, stop);
    }
    if (process.stdout.isTTY) await print('\n', stop);
  });
}
