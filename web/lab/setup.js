// The settings of a visitor's training: those of the core's table, and the page's own beside them.

/**
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {import('../../wasm/sluice.d.ts').Setting} Setting
 *
 * What is chosen for the text and the machine, and is in no model.
 * @typedef {object} Host
 * @property {'none' | 'd2l'} normalize as the present text was read
 * @property {number} maxTokens symbols of the text that are used; 0: all
 * @property {(typeof WORKERS)[number]} workers
 * @property {(typeof ENGINES)[number]} engine
 *
 * @typedef {Settings & Partial<Host>} Setup
 * @typedef {Omit<Setting, 'name'> & { name: keyof Setup }} Row
 */

export const WORKERS = /** @type {const} */ (['auto', '1', '2', '4', '8', '16']);

/** Builds of the core, and the best of them. */
export const ENGINES = /** @type {const} */ (['auto', 'relaxed', 'simd', 'scalar']);

/** @type {Host} */
export const initialHost = { normalize: 'none', maxTokens: 0, workers: 'auto', engine: 'auto' };

/** So many it trains unless a link, or the visitor, says otherwise. */
export const USUAL_MINUTES = 1;

/** @type {Row[]} */
const ownRows = [
  {
    name: 'maxTokens',
    group: 'training',
    kind: 'whole',
    min: 0,
    max: 50e6,
    default: initialHost.maxTokens,
    help: 'use only the first N symbols of the text; 0: all',
  },
  {
    name: 'workers',
    group: 'training',
    kind: 'choice',
    choices: [...WORKERS],
    default: initialHost.workers,
    help: 'cores that share each batch: faster if they are free, and the same result to the bit',
  },
  {
    name: 'engine',
    group: 'training',
    kind: 'choice',
    choices: [...ENGINES],
    default: initialHost.engine,
    help: 'build of the core: relaxed is fastest, simd and scalar give the same bits on every machine',
  },
];

/** Everything that can be set for a language model here. @param {Setting[]} table @returns {Row[]} */
export const rowsOf = (table) => [
  ...table.filter(({ group }) => group !== 'translation'),
  ...ownRows,
];

/** The present choice of everything. @param {{ model?: { settings: Settings }, host: Host }} now @param {Settings} instead of a model's @returns {Setup} */
export const setupOf = ({ model, host }, instead) => ({ ...(model?.settings ?? instead), ...host });

/** What of a setup belongs to the host. @param {Setup} setup @returns {Host} */
export function hostOf(setup) {
  const { normalize, maxTokens, workers, engine } = { ...initialHost, ...setup };
  return { normalize, maxTokens, workers, engine };
}

/** As a session takes it. @param {Pick<Host, 'workers'>} host @returns {import('../../wasm/sluice.d.ts').Workers} */
export const workersOf = ({ workers }) =>
  workers === 'auto' ? workers : /** @type {any} */ (Number(workers));

/** What of a setup belongs to a model. @param {Setup} setup @returns {Settings} */
export function settingsOf(setup) {
  const { maxTokens: _, workers: __, engine: ___, ...settings } = setup;
  return settings;
}
