import { UsageError } from './arguments.js';

/**
 * The options of the commands that train.
 *
 * @typedef {import('./arguments.js').Option} Option
 *
 * When training ends: one of the two.
 * @typedef {{ updates?: number, epochs?: number }} Limits
 */

/** Seconds between two saves. */
export const SAVE_EVERY = 30;

/**
 * The options that end training.
 *
 * @param {string} usual the default, in words
 * @returns {Option[]}
 */
export function lengthOptions(usual) {
  return [
    {
      ...{ name: 'updates', group: 'length', kind: 'whole', min: 1 },
      help: `stop after N updates, counted from the start${usual}`,
    },
    {
      ...{ name: 'epochs', group: 'length', kind: 'whole', min: 1 },
      help: 'stop after N passes over the text or the pairs, counted from the start',
    },
  ];
}

/** @type {Option[]} */
export const runningOptions = [
  {
    ...{ name: 'engine', group: 'running', kind: 'choice', default: 'auto' },
    choices: ['auto', 'relaxed', 'simd', 'scalar'],
    help: 'build of the core: relaxed is the fastest, the others give the same numbers everywhere',
  },
  {
    ...{ name: 'workers', group: 'running', kind: 'choice', choices: ['1', '2', '4'] },
    ...{ default: '1', help: 'threads that share each batch; the numbers stay the same' },
  },
  {
    ...{ name: 'out', group: 'running', kind: 'text', value: 'FILE' },
    help: 'save model and training here: regularly, at the end, and when interrupted (Ctrl+C)',
  },
  {
    ...{ name: 'save-every', group: 'running', kind: 'real', min: 0, default: SAVE_EVERY },
    help: 'seconds between two writes to --out during training',
  },
  {
    ...{ name: 'resume', group: 'running', kind: 'text', value: 'FILE' },
    help: 'continue the training that --out saved in this file, with its settings, on the same text',
  },
  {
    ...{ name: 'json', group: 'running', kind: 'flag' },
    help: 'print one JSON object per line instead of progress and sample',
  },
];

/**
 * @param {Record<string, any>} values
 * @param {Limits} usual without --resume
 * @returns {Limits}
 */
export function limitsOf({ updates, epochs, resume }, usual) {
  if (updates && epochs) throw new UsageError('give --updates or --epochs, not both');
  if (updates || epochs) return { updates, epochs };
  if (resume === undefined) return usual;
  throw new UsageError('--resume needs --updates or --epochs, counted from the start');
}

/**
 * The settings among the options that were given.
 *
 * @param {Record<string, any>} values
 * @returns {Record<string, any>}
 */
export function settingsIn(values) {
  const others = [...lengthOptions(''), ...runningOptions].map(({ name }) => name);
  const isSetting = (/** @type {string} */ name) =>
    !others.includes(name) && !name.startsWith('max-');
  const given = Object.entries(values).filter(([name]) => isSetting(name));
  return Object.fromEntries(given.map(([name, value]) => [name.replaceAll('-', '_'), value]));
}

/**
 * The table of settings as the command line shows it.
 *
 * @param {import('../sluice.d.ts').Setting[]} table
 * @returns {Option[]}
 */
export function withOwnHorizon(table) {
  return table.map(({ default: initial, name, ...rest }) => {
    const row = { ...rest, name: name.replaceAll('_', '-') };
    return row.name === 'horizon'
      ? { ...row, help: 'number of updates that the schedule spans [the whole training]' }
      : { ...row, default: initial };
  });
}
