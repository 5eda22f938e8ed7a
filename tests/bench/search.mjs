// Looks for better settings than a preset has: random search, on a part of the training text. The last
// tenth of the text is for the final measurement and is never looked at here; the tenth before it is held
// out, and what is best on that wins. The first try is the preset itself. Each try is planned for the same
// seconds, and stops early where it is worse than the median of those before it at the same share of its
// updates. Equal seeds try the same settings. Prints one table, best first.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createSession, presets, SluiceError } from '../../wasm/index.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').PresetName} PresetName
 * @typedef {Record<string, string | number | boolean>} Changes
 * @typedef {(random: () => number) => Changes} Draw
 * @typedef {{ changes: Changes, curve: number[], updates: number }} Try curve: held-out perplexity
 */

const USAGE = `Usage: node tests/bench/search.mjs TEXT [--preset NAME] [--range NAME=RANGE ...]

  --preset NAME      what to change [first]
  --range NAME=A:B   a setting, drawn evenly from A to B, or by its logarithm where A is above 0
  --range NAME=A,B   or one of these; by default lr, hidden and the shares of noise
  --tries N          so many settings [20]
  --seconds X        for each [60]
  --updates N        for each, instead: then no figure depends on the machine
  --workers N        [2]
  --seed N           [1]
`;
const RANGES = ['hidden=96,128,160,192', 'lr=0.002:0.008', 'dropout=0:0.6', 'dropconnect=0:0.6'];
/** Held-out perplexity is measured so often, and compared from the third of these on. */
const LOOKS = 10;
const PATIENCE = 3;
/** Of the symbols that are read here, which are nine tenths. */
const HELD_OUT = 1 / 9;

/** Mulberry32. @param {number} state */
function randomFrom(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {string} range as the command line has it
 * @param {import('../../wasm/sluice.d.ts').Setting[]} table
 * @returns {Draw}
 */
function drawFrom(range, table) {
  const [name = '', values = ''] = range.split('=');
  const row = table.find((one) => one.name === name);
  if (!row || !values) throw new Error(`--range takes SETTING=A:B or SETTING=A,B, not ${range}`);
  const isNumber = row.kind === 'whole' || row.kind === 'real';
  const [low, high] = values.split(':').map(Number);
  if (low === undefined || high === undefined) {
    const choices = values.split(',').map((value) => (isNumber ? Number(value) : value));
    return (random) => ({ [name]: choices[Math.floor(random() * choices.length)] ?? '' });
  }
  return (random) => {
    const share = random();
    const value = low > 0 ? low * (high / low) ** share : low + (high - low) * share;
    return { [name]: row.kind === 'whole' ? Math.round(value) : Number(value.toPrecision(2)) };
  };
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Infinity;

/**
 * @param {Session} session
 * @param {Changes} changes
 * @param {{ preset: PresetName, seconds: number, most?: number, workers: import('../../wasm/sluice.d.ts').Workers, before: Try[] }} how most: updates, instead of seconds
 * @returns {Promise<Try>}
 */
async function attempt(session, changes, { preset, seconds, most, workers, before }) {
  const { validation: _, ...settings } = presets[preset].settings;
  await session.createModel({ ...settings, ...changes, validation: HELD_OUT });
  const fitting = most ?? (await session.plan({ minutes: seconds / 60, workers })).updates;
  const every = Math.ceil(fitting / LOOKS);
  const updates = LOOKS * every;
  await session.set('horizon', updates);
  /** @type {number[]} */
  const curve = [];
  const limits = { updates, reportEvery: every, validateEvery: every, workers };
  try {
    for await (const { validationPerplexity: now } of session.train(limits)) {
      if (now === undefined) continue; // the end of an epoch
      const others = before
        .map((one) => one.curve[curve.length])
        .filter((one) => one !== undefined);
      curve.push(now);
      if (curve.length >= PATIENCE && others.length >= PATIENCE && now > median(others)) break;
    }
  } catch (error) {
    if (!(error instanceof SluiceError && error.code === 'DIVERGED')) throw error;
    curve.push(Infinity);
  }
  return { changes, curve, updates };
}

/** @param {Try} one */
function rowOf({ changes, curve, updates }) {
  const isWhole = curve.length === LOOKS;
  return {
    'held out': Number(curve.at(-1)?.toFixed(3)),
    best: Number(Math.min(...curve).toFixed(3)),
    updates: isWhole ? updates : `${(updates / LOOKS) * curve.length} of ${updates}`,
    ...changes,
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    preset: { type: 'string', default: 'first' },
    range: { type: 'string', multiple: true, default: RANGES },
    tries: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '60' },
    updates: { type: 'string' },
    workers: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const [file] = positionals;
const preset = /** @type {PresetName} */ (values.preset);
if (values.help || file === undefined || presets[preset]?.kind !== 'language') {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 2);
}

const session = await createSession();
const table = await session.settingsTable();
const draws = values.range.map((range) => drawFrom(range, table));
const { normalize } = presets[preset].settings;
const content = readFileSync(file);
const { maxTokens } = presets[preset];
const { length } = await session.loadText(content, { normalize, maxTokens });
await session.loadText(content, { normalize, maxTokens: Math.floor(0.9 * length) });

const random = randomFrom(Number(values.seed));
const most = values.updates === undefined ? undefined : Number(values.updates);
const workers = /** @type {import('../../wasm/sluice.d.ts').Workers} */ (
  /** @type {unknown} */ (Number(values.workers))
);
/** @type {Try[]} */
const tries = [];
for (let i = 0; i < Number(values.tries); i++) {
  const changes = i === 0 ? {} : Object.assign({}, ...draws.map((draw) => draw(random)));
  const how = { preset, seconds: Number(values.seconds), most, workers, before: tries };
  const one = await attempt(session, changes, how);
  process.stderr.write(`${i + 1}: ${JSON.stringify(rowOf(one))}\n`);
  tries.push(one);
}
await session.dispose();
/** Those that stopped early come after all others. @param {Try} one */
const order = ({ curve }) => (curve.length < LOOKS ? 1e9 : 0) + (curve.at(-1) ?? Infinity);
console.table(tries.toSorted((a, b) => order(a) - order(b)).map(rowOf));
