import { namedPreset } from '../session/named-preset.js';
import { UsageError } from './arguments.js';

/**
 * The options of the commands that train.
 *
 * @typedef {import('./arguments.js').Option} Option
 *
 * @typedef {import('../sluice.d.ts').Settings} Settings
 * @typedef {import('../sluice.d.ts').Preset} Preset
 *
 * The preset for a text of so many distinct symbols.
 * @typedef {typeof import('../sluice.d.ts').firstPreset} PresetFor
 *
 * When training ends: one of the two.
 * @typedef {{ updates?: number, epochs?: number }} Limits
 *
 * A training as the options ask for it. Its limits follow from the minutes, where they are given.
 * @typedef {object} Asked
 * @property {string} [name] of the preset
 * @property {Preset} [preset]
 * @property {PresetFor} [presetFor] when nobody says what to train
 * @property {Settings} given settings, which change those of the preset
 * @property {Limits} limits
 * @property {number} [minutes]
 */

/** Seconds between two saves. */
export const SAVE_EVERY = 30;

/** @type {Option} */
export const presetOption = {
  ...{ name: 'preset', group: 'model', kind: 'text', value: 'NAME' },
  help: 'settings to begin with, which the other options change; sluice presets lists them',
};

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
    {
      ...{ name: 'minutes', group: 'length', kind: 'real', above: 0 },
      help:
        'train for about this long: the speed is measured first, and sets the number of updates and the ' +
        'horizon, which are printed',
    },
  ];
}

/** @type {Option & { choices: string[] }} */
export const engineOption = {
  ...{ name: 'engine', group: 'running', kind: 'choice', default: 'auto' },
  choices: ['auto', 'relaxed', 'simd', 'scalar'],
  help: 'build of the core: relaxed is the fastest, the others give the same numbers everywhere',
};

/** The engine that is a program of its own. */
export const NATIVE = 'native';

/** @type {Option[]} */
export const runningOptions = [
  {
    ...engineOption,
    choices: [...engineOption.choices, NATIVE],
    help: `${engineOption.help}; ${NATIVE}: the program sluice-train, if it was built`,
  },
  {
    ...{ name: 'workers', group: 'running', kind: 'choice', default: 'auto' },
    choices: ['auto', '1', '2', '4', '8', '16'],
    help:
      'threads that share each batch, at most as many as --shards; the numbers stay the same. auto: as many as ' +
      'there are cores, unless the model is too small to share',
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
    help:
      'continue the training that --out saved in this file, with its settings, on the same text; to ' +
      'the end of its horizon, unless --updates or --epochs is given',
  },
  {
    ...{ name: 'json', group: 'running', kind: 'flag' },
    help: 'print one JSON object per line instead of progress and sample',
  },
];

/**
 * @param {Record<string, any>} values
 * @returns {import('../sluice.d.ts').Workers}
 */
export function workersIn({ workers = 'auto' }) {
  return workers === 'auto' ? workers : /** @type {any} */ (Number(workers));
}

/**
 * @param {Record<string, any>} values
 * @param {object} task
 * @param {Preset['kind']} task.kind
 * @param {Limits} task.limits unless the user gives others
 * @param {{ presetFor: PresetFor, minutes: number }} [task.bare] what is trained when nobody says what
 * @returns {Asked} UsageError, BAD_SETTING
 */
export function askedFor(values, { kind, limits: usual, bare }) {
  const given = settingsIn(values);
  const { updates, epochs, resume } = values;
  const lengths = ['updates', 'epochs', 'minutes'].filter((name) => name in values);
  if (lengths.length > 1) {
    const names = lengths.map((name) => `--${name}`).join(' or ');
    throw new UsageError(`give ${names}, not ${lengths.length > 2 ? 'all' : 'both'}`);
  }
  if (resume !== undefined) checkResume(values);
  if ('minutes' in values && given.horizon !== undefined)
    throw new UsageError('--minutes sets the horizon: leave out --horizon');
  const isEnded = updates !== undefined || epochs !== undefined;
  const says = [...Object.keys(given), values.preset, resume].some((one) => one !== undefined);
  const instead = says || isEnded ? undefined : bare;
  const name = values.preset;
  const preset = name === undefined ? undefined : namedPreset(name, kind);
  const limits = isEnded ? { updates, epochs } : preset ? { updates: preset.updates } : usual;
  const minutes = values.minutes ?? instead?.minutes;
  return { name, preset, given, limits, minutes, presetFor: instead?.presetFor };
}

/** @param {Record<string, any>} values of a training that is resumed */
function checkResume({ preset, minutes }) {
  if (preset !== undefined)
    throw new UsageError('--resume continues with the settings of its file: leave out --preset');
  if (minutes !== undefined)
    throw new UsageError(
      '--resume goes on to the update that the schedule of its file was planned for: leave out --minutes',
    );
}

/**
 * Where a training that is resumed ends: where the user says, or its schedule.
 *
 * @param {Record<string, any>} values
 * @param {import('../sluice.d.ts').SavedTraining} saved
 * @returns {Limits} UsageError
 */
export function limitsOfResumed({ updates, epochs }, { settings: { horizon }, updates: done }) {
  if (updates || epochs) return { updates, epochs };
  if (horizon > 0) return { updates: Math.max(horizon, done) };
  throw new UsageError(
    'its file was not planned to end anywhere: --resume needs --updates or --epochs, counted from the start',
  );
}

/**
 * The settings among the options that were given.
 *
 * @param {Record<string, any>} values
 * @returns {Record<string, any>}
 */
function settingsIn(values) {
  const others = [presetOption, ...lengthOptions(''), ...runningOptions].map(({ name }) => name);
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
