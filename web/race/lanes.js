import { differences, matters } from './settings.js';
import { words } from './words.js';

/**
 * @typedef {import('./settings.js').Settings} Settings
 *
 * @typedef {object} Lane one network at the start
 * @property {number} id of its own, as long as the page is open
 * @property {number} slot 0 to 3: its letter, colour and dashes
 * @property {Settings} settings all that a lane may set
 */

export const MOST_LANES = 4;

/** @param {number} slot */
export const letterOf = (slot) => 'ABCD'.charAt(slot);

let lastId = 0;

/** @param {Settings[]} all @returns {Lane[]} */
export const createLanes = (all) =>
  all.map((settings, slot) => ({ id: ++lastId, slot, settings: { ...settings } }));

/** One lane more, in the first free place. @param {Lane[]} lanes @param {Settings} settings */
export function withLane(lanes, settings) {
  const taken = lanes.map(({ slot }) => slot);
  const slot = [0, 1, 2, 3].find((free) => !taken.includes(free)) ?? 0;
  const lane = { id: ++lastId, slot, settings: { ...settings } };
  return [...lanes, lane].sort((a, b) => a.slot - b.slot);
}

/**
 * What each lane is called: by what tells it from the others.
 * @param {Lane[]} lanes
 * @returns {string[]}
 */
export function labelsOf(lanes) {
  const names = differences(lanes.map(({ settings }) => settings));
  return lanes.map(({ settings }) => {
    const own = names.filter((name) => matters(name, settings));
    const parts = own.length > 0 ? own : /** @type {const} */ (['cell', 'hidden']);
    return parts.map((name) => words.value(name, settings[name])).join(words.comma);
  });
}

/** @param {Lane[]} lanes */
export const keyOf = (lanes) => JSON.stringify(lanes.map(({ slot, settings }) => [slot, settings]));
