import { createSession, presets } from '../index.js';
import { namedPreset } from '../session/named-preset.js';
import { jsonLine } from './json.js';
import { PRESET_WORDS } from './preset-words.js';
import { print } from './talk.js';
import { engineOption, runningOptions, workersIn } from './training-options.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Preset} Preset
 * @typedef {import('../sluice.d.ts').PresetName} PresetName
 * @typedef {{ parameters: number, seconds: number }} Cost of a whole training
 */

/** Of the time for which a training is planned, a twentieth is spent on trying it out. */
const MINUTES = 0.04;
/** Symbols that even the largest batch of a preset can be cut from, and pairs. */
const LENGTH = 50_000;
const PAIRS = 600;
const COLUMN = 24;

export const about =
  'Lists the presets: settings to begin with, for sluice train --preset and sluice translate train ' +
  '--preset. The time of a whole training is estimated from a short trial on this machine, with made-up ' +
  'text of as many symbols as are usual.';
export const operands = ['[NAME ...]'];

/** @type {import('./arguments.js').Option[]} */
export const options = [
  engineOption,
  // those that the shards of a preset allow
  ...runningOptions
    .filter(({ name }) => name === 'workers')
    .map((row) => ({
      ...row,
      choices: ['auto', '1', '2', '4'],
      help: 'threads that share each batch',
    })),
  {
    ...{ name: 'json', group: 'output', kind: 'flag' },
    help: 'print one JSON object per line, with all settings',
  },
];

/** @param {import('./commands.js').Invocation} invocation */
export async function run({ values, operands: asked, stop }) {
  for (const name of asked) namedPreset(name); // refuses those that are none
  const { engine, json = false } = values;
  const workers = workersIn(values);
  const session = await createSession({ worker: false, engine });
  try {
    for (const name of /** @type {PresetName[]} */ (Object.keys(presets))) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      const cost = await costOf(session, name, workers, stop);
      await print(json ? jsonLine(rowOf(name, cost)) : describe(name, cost), stop);
    }
  } finally {
    await session.dispose();
  }
}

/**
 * @param {Session} session
 * @param {PresetName} name
 * @param {import('../sluice.d.ts').Workers} workers
 * @param {AbortSignal} signal
 * @returns {Promise<Cost>}
 */
async function costOf(session, name, workers, signal) {
  const { kind, settings, updates, maxTokens } = presets[name];
  const { symbols } = PRESET_WORDS[name];
  const isText = kind === 'language';
  if (isText)
    await session.loadText(madeUpText(symbols), { normalize: settings.normalize, maxTokens });
  else
    await session.loadPairs(madeUpPairs(symbols, settings), {
      tokens: settings.tokens,
      minimum: 1,
    });
  const { parameters } = isText
    ? await session.createModel({ preset: name })
    : await session.createTranslator({ preset: name });
  const { seconds } = await session.plan({ minutes: MINUTES, workers, signal });
  return { parameters, seconds: updates * seconds };
}

/** Letters and a space, or whatever follows them. @param {number} symbols with the one for what is unknown */
function madeUpText(symbols) {
  const first = symbols > 28 ? 0x4e00 : 0x60;
  const letter = (/** @type {number} */ i) =>
    i % (symbols - 1) === 0 ? ' ' : String.fromCodePoint(first + (i % (symbols - 1)));
  return Array.from({ length: LENGTH }, (_, i) => letter(i * 7 + (i >> 5))).join('');
}

/** @param {number} symbols @param {import('../sluice.d.ts').Settings} settings */
function madeUpPairs(symbols, { tokens }) {
  const [gap, first] = tokens === 'char' ? ['', 0x4e00] : [' ', 0];
  const token = (/** @type {number} */ i) => (first ? String.fromCodePoint(first + i) : `w${i}`);
  const sentence = (/** @type {number} */ i) =>
    Array.from({ length: 3 + (i % 4) }, (_, k) => token((i * 5 + k) % symbols)).join(gap);
  return Array.from({ length: PAIRS }, (_, i) => `${sentence(i)}\t${sentence(i + 1)}\n`).join('');
}

/** @param {PresetName} name @param {Cost} cost */
function rowOf(name, cost) {
  const { kind, settings, updates, maxTokens } = presets[name];
  const { about: what, symbols } = PRESET_WORDS[name];
  const reading = maxTokens !== undefined && { max_tokens: maxTokens };
  return { name, kind, about: what, symbols, ...cost, updates, ...reading, settings };
}

/** @param {PresetName} name @param {Cost} cost */
function describe(name, { parameters, seconds }) {
  const { kind, updates } = presets[name];
  const size = `${parameters.toLocaleString('en')} parameters`;
  const length = `${updates.toLocaleString('en')} updates, about ${duration(seconds)}`;
  const pairs = kind === 'translation' ? ' (pairs)' : '';
  return `${name.padEnd(COLUMN)}${size}, ${length}\n${' '.repeat(COLUMN)}${PRESET_WORDS[name].about}${pairs}\n`;
}

/** @param {number} seconds */
function duration(seconds) {
  if (seconds < 90) return `${Math.max(Math.round(seconds), 1)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
