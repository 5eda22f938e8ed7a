// What a lane is made of: settings of the core's table, and which of them tell lanes apart.

/**
 * @typedef {import('../../wasm/sluice.d.ts').Setting} Setting
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {string | number | boolean} Value
 */

/** The same for all lanes, or their perplexities could not be compared. */
const SHARED = ['validation', 'normalize'];
/** A race measures its lanes itself, and shows what they are at the moment; shards are for workers alone. */
const NEVER = ['keep', 'patience', 'shards'];

/** What is changed most often stands first. */
const FIRST = ['cell', 'hidden', 'layers', 'lr', 'clip', 'gates'];

const GRU_ONLY = ['reset', 'update', 'gates'];

/** @param {Setting} row */
const rank = ({ name }) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

/** The rows that a lane may set for itself. @param {Setting[]} table */
export const laneRows = (table) =>
  table
    .filter(({ name, group }) => group !== 'translation' && ![...SHARED, ...NEVER].includes(name))
    .sort((a, b) => rank(a) - rank(b));

/** A value for every row: the table's own, unless `chosen` has another. @param {Setting[]} table @param {Settings} chosen */
export const completed = (table, chosen) =>
  /** @type {Settings} */ (
    Object.fromEntries(laneRows(table).map((row) => [row.name, chosen[row.name] ?? row.default]))
  );

/** Whether a setting does anything beside the others. @param {string} name @param {Settings} settings */
export function matters(name, { cell, schedule }) {
  if (GRU_ONLY.includes(name)) return cell === 'gru';
  return name !== 'horizon' || schedule !== 'constant';
}

/**
 * The names of the settings in which some lanes differ that both have use for.
 * @param {Settings[]} lanes
 */
export function differences(lanes) {
  const names = /** @type {(keyof Settings)[]} */ (Object.keys(lanes[0] ?? {}));
  const differs = (/** @type {keyof Settings} */ name) =>
    new Set(lanes.filter((lane) => matters(name, lane)).map((lane) => lane[name])).size > 1;
  const ranked = [...FIRST, ...names.filter((name) => !FIRST.includes(name))];
  return /** @type {(keyof Settings)[]} */ (ranked).filter(
    (name) => names.includes(name) && differs(name),
  );
}
