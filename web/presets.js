import { quick, TARGET } from './preset.js';

/**
 * @typedef {import('./setup.js').Setup} Setup
 *
 * @typedef {object} Preset
 * @property {string} id
 * @property {'quick' | 'classic' | 'v1'} size
 * @property {'gru' | 'rnn' | 'lstm' | 'deep' | 'bidirectional'} kind
 * @property {Setup} setup what differs from the core's defaults
 * @property {number} target updates
 * @property {Figure} [figure]
 *
 * What the book reports, which holds for the book's text alone.
 * @typedef {object} Figure
 * @property {string} fingerprint of that text
 * @property {number} training perplexity, running
 * @property {number} [heldOut] perplexity
 */

/** Of the first 10,000 symbols of the book's text in lower-case letters and spaces, and of all. */
const FIRST_10000 = '5a288028343c7809';
const WHOLE = '6a8133c71cfba338';

/** @type {Setup} */
const classic = {
  hidden: 256,
  init: 'd2l',
  batch: 32,
  steps: 35,
  lr: 1,
  clip: 1,
  seed: 1,
  normalize: 'd2l',
  maxTokens: 10000,
};
const CLASSIC_TARGET = 4000; // about 500 passes

/** @type {Setup} */
const v1 = {
  hidden: 32,
  init: 'd2l',
  batch: 1024,
  steps: 32,
  order: 'random',
  lr: 4,
  clip: 1,
  seed: 1,
  validation: 0.1,
  normalize: 'd2l',
};
const V1_TARGET = 500; // about 50 passes of the book's 10,000 windows

/**
 * @param {Preset['size']} size
 * @param {Preset['kind']} kind
 * @param {Setup} changes
 * @param {Omit<Figure, 'fingerprint'>} [figure]
 * @param {number} [longer] updates, if not those of the size
 * @returns {Preset}
 */
function preset(size, kind, changes, figure, longer) {
  const { base, target, fingerprint } = {
    quick: { base: quick, target: TARGET, fingerprint: '' },
    classic: { base: classic, target: CLASSIC_TARGET, fingerprint: FIRST_10000 },
    v1: { base: v1, target: V1_TARGET, fingerprint: WHOLE },
  }[size];
  return {
    id: `${size}-${kind}`,
    size,
    kind,
    setup: { ...base, ...changes },
    target: longer ?? target,
    figure: figure && { fingerprint, ...figure },
  };
}

const both = /** @type {const} */ ({ cell: 'lstm', layers: 2, bidirectional: true });
const adam = /** @type {const} */ ({ optimizer: 'adam', lr: 0.005 });

/** Chapter by chapter, the first of them for a first visit. */
export const presets = [
  preset('quick', 'gru', { cell: 'gru' }),
  preset('quick', 'rnn', { cell: 'rnn', lr: 1 }),
  preset('quick', 'lstm', { cell: 'lstm', lr: 4 }),
  preset('quick', 'deep', { cell: 'lstm', layers: 2, hidden: 96, ...adam }),
  preset('quick', 'bidirectional', { ...both, hidden: 64, ...adam }),
  preset('classic', 'rnn', { cell: 'rnn', hidden: 512 }, { training: 1.0 }),
  preset('classic', 'gru', { cell: 'gru' }, { training: 1.1 }),
  preset('classic', 'lstm', { cell: 'lstm' }, { training: 1.3 }),
  preset('classic', 'deep', { cell: 'lstm', layers: 2, init: 'pytorch', lr: 2 }, { training: 1.0 }),
  preset('classic', 'bidirectional', { ...both, init: 'pytorch' }, { training: 1.1 }),
  preset('v1', 'rnn', { cell: 'rnn', lr: 1 }, { training: 6.2, heldOut: 7.2 }, 2 * V1_TARGET),
  preset('v1', 'gru', { cell: 'gru' }, { training: 5.7, heldOut: 6.7 }),
  preset('v1', 'lstm', { cell: 'lstm' }, { training: 5.8, heldOut: 6.7 }),
  preset(
    'v1',
    'deep',
    { cell: 'gru', layers: 2, init: 'pytorch', lr: 2 },
    { training: 4.1, heldOut: 6.1 },
    2 * V1_TARGET,
  ),
];

/**
 * @param {import('./setup.js').Row[]} rows
 * @param {Setup} setup
 * @returns {Setup} with defaults for what it does not name
 */
export const complete = (rows, setup) => ({
  ...Object.fromEntries(rows.map((row) => [row.name, row.default])),
  ...setup,
});

/** Where it does not matter for what is learned. @type {ReadonlySet<string>} */
const ELSEWHERE = new Set(['workers', 'engine', 'seed']);

/** The preset that this is, whatever the seed. @param {import('./setup.js').Row[]} rows @param {Setup} setup */
export function presetOf(rows, setup) {
  const names = rows.map(({ name }) => name).filter((name) => !ELSEWHERE.has(name));
  return presets.find((preset) => {
    const wanted = complete(rows, preset.setup);
    return names.every((name) => wanted[name] === setup[name]);
  });
}

/** The book's figure for this very training, if it has one. @param {import('./bench.js').LabState} now @returns {Figure | undefined} */
export function figureOf({ preset, text }) {
  const figure = preset?.figure;
  return figure && figure.fingerprint === text?.info.fingerprint ? figure : undefined;
}
