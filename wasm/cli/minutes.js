import { jsonLine } from './json.js';
import { print, say } from './talk.js';

/** @typedef {import('./training-options.js').Asked} Asked */

/**
 * Turns the minutes of a training into updates and a horizon, and tells them.
 *
 * @param {import('../sluice.d.ts').Session} session that holds a fresh model
 * @param {Asked} asked
 * @param {{ workers: import('../sluice.d.ts').Workers, validateEvery: number, json: boolean }} running
 * @param {AbortSignal} stop
 * @returns {Promise<{ updates: number } | null>} null without minutes
 */
export async function planMinutes(session, { name, minutes }, running, stop) {
  if (minutes === undefined) return null;
  const { json, ...how } = running;
  if (!json && name)
    say(`with the preset ${name} (sluice presets lists all), for ${inWords(minutes)}`);
  const { updates } = await session.plan({ minutes, ...how, signal: stop });
  await session.set('horizon', updates);
  const preset = name !== undefined && { preset: name };
  const event = { event: 'planned', ...preset, minutes, updates, horizon: updates };
  if (json) await print(jsonLine(event), stop);
  else say(`${inWords(minutes)}: ${updates.toLocaleString('en')} updates on this machine`);
  return { updates };
}

/** @param {number} minutes */
const inWords = (minutes) => `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;

/**
 * How to train the same again, to the bit, on whatever machine.
 *
 * @param {Asked} asked
 * @param {number} updates
 */
export function sayHowToRepeat({ name, preset, given }, updates) {
  const options = [
    ...(name ? [`--preset ${name}`] : []),
    `--updates ${updates} --horizon ${updates}`,
  ].join(' ');
  const others = Object.keys(given).length > 0 || !preset;
  say(`to repeat it: ${options}${others ? ', with the other options as they are' : ''}`);
}
