// One race from its start to its end: every lane a session, training in turns.
import { words as ofPage } from '../app/words.js';
import { createEntrant } from './entrant.js';
import { keyOf, labelsOf } from './lanes.js';
import { words } from './words.js';

/**
 * @typedef {import('./entrant.js').Entrant} Entrant
 * @typedef {import('./entrant.js').Rules} Rules
 *
 * @typedef {object} Run a race that was begun
 * @property {Rules} rules
 * @property {string} key of the lanes it was begun with
 * @property {string} text its name, and how much of it
 * @property {string} fingerprint of the text
 * @property {Entrant[]} entrants
 */

/** Lanes that train at a time: a core is left for the page, so that seconds mean the same to all. */
const AT_ONCE = Math.max(1, Math.min(2, (navigator.hardwareConcurrency || 2) - 1));

/** @param {Entrant[]} entrants */
const leave = (entrants) => Promise.all(entrants.map((entrant) => entrant.leave()));

/**
 * Opens a session for every lane; if one cannot start, or the signal is aborted, no run but the reasons.
 * @param {import('./lanes.js').Lane[]} lanes
 * @param {import('./entrant.js').Course} course
 * @param {import('../lab/lab.js').LabState['text']} text that the course is about
 * @param {AbortSignal} signal
 * @returns {Promise<{ run?: Run, errors: Record<number, string> }>} errors by the id of their lane
 */
export async function prepareRun(lanes, course, text, signal) {
  const labels = labelsOf(lanes);
  const made = await Promise.allSettled(
    lanes.map((lane, i) => createEntrant({ ...lane, label: labels[i] ?? '' }, course)),
  );
  const entrants = made.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const errors = made.flatMap((one, i) =>
    one.status === 'rejected' ? [[lanes[i]?.id, ofPage.failure(one.reason)]] : [],
  );
  if (errors.length > 0 || signal.aborted) {
    await leave(entrants);
    return { errors: Object.fromEntries(errors) };
  }
  const { rules, host } = course;
  const named = words.textOf(text?.name ?? '', entrants[0]?.length ?? 0, host);
  const fingerprint = text?.info.fingerprint ?? '';
  return { run: { rules, key: keyOf(lanes), text: named, fingerprint, entrants }, errors: {} };
}

/** @param {Entrant} entrant */
const isRunning = ({ fate }) => fate === 'ready' || fate === 'racing';

/** The one that is furthest behind. @param {Entrant[]} waiting */
const lastOf = (waiting) => [...waiting].sort((a, b) => a.at - b.at)[0];

/**
 * Trains all entrants in turns, some at a time.
 * @param {Entrant[]} entrants
 * @param {AbortSignal} signal
 * @param {() => void} tell
 */
export async function trainInTurns(entrants, signal, tell) {
  const waiting = new Set(entrants);
  async function trainOn() {
    for (;;) {
      const next = lastOf([...waiting].filter(isRunning));
      if (!next || signal.aborted) return;
      waiting.delete(next);
      await next.turn(signal);
      waiting.add(next);
      tell();
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, trainOn));
  for (const entrant of entrants.filter(isRunning)) entrant.fate = 'stopped';
}

/** Every lane writes its sample, and its session closes. @param {Entrant[]} entrants */
export async function finish(entrants) {
  await Promise.all(entrants.map((entrant) => entrant.write()));
  await leave(entrants);
}
