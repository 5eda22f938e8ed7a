import { timeRests, updatesIn } from './calibration.js';
import { workersOf } from './setup.js';

/** @typedef {import('./session-state.js').SessionState} SessionState */

/** What the page measures, it measures itself; and the furthest target. */
const NEVER = 1e9;
const FURTHEST = 1e7;

/**
 * Sets the target of a training for so many minutes: from the pace of this machine, found by trying it
 * out, or as it was found before. A training that is under way keeps its target.
 * @param {SessionState} shared
 * @param {number} minutes
 * @param {AbortSignal} signal
 */
export async function planMinutes(shared, minutes, signal) {
  const { state } = shared;
  const { updates: done, origin, target, plan, host, classMode } = state.now;
  if (plan && done > origin && done < target) return;
  const { workers } = host;
  const { pace } = classMode;
  const isKnown = plan?.workers === workers && plan.pace === pace;
  const updates = isKnown ? plan.updates : await measure(shared, minutes, signal);
  const end = Math.min(done + updates, FURTHEST);
  state.set({ plan: { updates, workers, pace }, target: end });
}

/**
 * @param {SessionState} shared
 * @param {number} minutes
 * @param {AbortSignal} signal
 * @returns {Promise<number>} updates
 */
async function measure({ state, session }, minutes, signal) {
  const { model, host, classMode } = state.now;
  const { schedule = 'constant', warmup = 0, validation = 0 } = model?.settings ?? {};
  const start = performance.now();
  state.set({ isPlanning: true });
  try {
    const workers = workersOf(host);
    const { seconds } = await session.plan({ minutes, workers, validateEvery: NEVER, signal });
    const cost = { update: seconds, ...(await timeRests(session, validation)) };
    const left = 60 * minutes - (performance.now() - start) / 1000;
    const fewest = schedule === 'constant' ? 1 : warmup + 1; // a schedule begins after its warm-up
    return Math.max(fewest, updatesIn(cost, left, classMode.pace));
  } finally {
    state.set({ isPlanning: false });
  }
}
