import { updatesIn } from './cost.js';
import { UNTIL } from './link.js';
import { workersOf } from './setup.js';

/** @typedef {import('./session-state.js').SessionState} SessionState */

/** What the page measures, it measures itself. */
const NEVER = 1e9;
/** Updates that show the pace, where any number could. */
const ENOUGH = 20;
/** Of the time, what the updates and the measurements have: the rest goes to curve, letters and strip, as tests/bench/first-minute.mjs shows. */
const SHARE = 0.87;

/**
 * Sets the target of a training for so many minutes: from the pace of this machine, or as it was found before. A
 * training that is under way keeps its target.
 * @param {SessionState} shared
 * @param {number} minutes
 * @param {AbortSignal} signal
 * @param {import('./training-loop.js').TrainTo} trainTo
 */
export async function planMinutes(shared, minutes, signal, trainTo) {
  const { state } = shared;
  const { updates: done, origin, target, plan, host, classMode } = state.now;
  if (plan && done > origin && done < target) return;
  const { workers } = host;
  const { pace } = classMode;
  const isKnown = plan?.workers === workers && plan.pace === pace;
  const updates = isKnown ? plan.updates : await measure(shared, minutes, signal, trainTo);
  if (signal.aborted) return;
  const end = Math.min(done + updates, UNTIL.max);
  state.set({ plan: { updates, workers, pace }, target: end });
}

/**
 * The updates of a schedule's warm-up are the same whatever its horizon, so they can be made before that is known.
 * @param {import('./session-state.js').LabState} now
 */
function freeUpdates({ model, updates, origin, classMode }) {
  const { schedule = 'constant', warmup = 0 } = model?.settings ?? {};
  if (classMode.pace > 0 || updates > origin) return 0;
  return schedule === 'constant' ? ENOUGH : warmup;
}

/**
 * Seconds of an update, by the first ones of this very training; the very first ones count for nothing, since
 * workers start with them.
 * @param {SessionState} shared
 * @param {number} updates
 * @param {import('./training-loop.js').TrainTo} trainTo
 */
async function timeFirst({ state }, updates, trainTo) {
  const start = state.now.updates;
  await trainTo(start + Math.ceil(updates / 5));
  const before = state.now.report;
  await trainTo(start + updates);
  const after = state.now.report;
  if (!before || !after) return 0;
  return (after.seconds - before.seconds) / (after.update - before.update);
}

/**
 * @param {SessionState} shared
 * @param {number} minutes
 * @param {AbortSignal} signal
 * @param {import('./training-loop.js').TrainTo} trainTo
 * @returns {Promise<number>} updates, those that have been made meanwhile included
 */
async function measure(shared, minutes, signal, trainTo) {
  const { state, session } = shared;
  const { model, host, classMode, updates: begun } = state.now;
  const { schedule = 'constant', warmup = 0, validation = 0 } = model?.settings ?? {};
  const start = performance.now();
  const free = freeUpdates(state.now);
  state.set({ isPlanning: true });
  try {
    const workers = workersOf(host);
    const course = { minutes, workers, validateEvery: NEVER, signal };
    const seconds =
      free > 1 ? await timeFirst(shared, free, trainTo) : (await session.plan(course)).seconds;
    if (signal.aborted) return 0;
    const besides = await import('./calibration.js').then(
      ({ timeLookAndSample }) => timeLookAndSample(session, validation),
      () => ({ look: 0, sample: 0 }), // the host is gone: the training goes on
    );
    const cost = { update: seconds, ...besides };
    const left = SHARE * 60 * minutes - (performance.now() - start) / 1000;
    const fewest = schedule === 'constant' ? 1 : warmup + 1; // a schedule begins after its warm-up
    const made = state.now.updates - begun;
    return Math.max(fewest, made + updatesIn(cost, Math.max(0, left), classMode.pace));
  } finally {
    state.set({ isPlanning: false });
  }
}
