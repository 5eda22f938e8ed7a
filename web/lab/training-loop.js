import { explainEnd } from './blow-up.js';
import { nextInLapse, VALIDATE_EVERY, VALIDATION_TOKENS } from './monitoring.js';
import { workersOf } from './setup.js';

/**
 * @typedef {import('./session-state.js').SessionState} SessionState
 * @typedef {(update: number) => Promise<void>} TrainTo
 *
 * Finds out the update to stop at; it may train towards it meanwhile.
 * @typedef {(signal: AbortSignal, trainTo: TrainTo) => Promise<number>} FindGoal
 */

/** Where something is measured or kept, the weights standing still. @param {number} update @param {number} origin */
const nextStop = (update, origin) =>
  Math.min(update + VALIDATE_EVERY - ((update - origin) % VALIDATE_EVERY), nextInLapse(update));

/** Until so many milliseconds have passed, or the signal aborts. @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} */
const wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** @param {SessionState['state']} state @returns {() => void} keeps the time from now on */
function startClock(state) {
  const { elapsed, updates } = state.now;
  const start = performance.now();
  return () => {
    const passed = performance.now() - start;
    const done = state.now.updates - updates;
    const left = Math.max(0, state.now.target - state.now.updates);
    const known = done > 0 ? (passed / done) * left : state.now.remaining;
    const { isPlanning, minutes, plan } = state.now;
    const remaining = isPlanning || (minutes && !plan) ? undefined : known;
    state.set({ elapsed: elapsed + passed, remaining });
  };
}

/**
 * Trains without a look in between.
 * @param {SessionState} shared
 * @param {number} end update
 * @param {AbortSignal} signal
 * @param {(report: import('../../wasm/sluice.d.ts').Progress) => boolean} take returns whether to end early
 */
async function trainStretch({ state, session }, end, signal, take) {
  const workers = workersOf(state.now.host);
  const early = new AbortController(); // AbortSignal.any would do without, from Safari 17.4 on
  const stop = () => early.abort();
  signal.addEventListener('abort', stop);
  const reports = session.train({
    ...{ updates: end - state.now.origin, workers },
    ...{ validateEvery: VALIDATE_EVERY, validationTokens: VALIDATION_TOKENS },
    signal: early.signal,
  });
  for await (const report of reports) if (take(report)) stop();
  signal.removeEventListener('abort', stop);
}

/**
 * A training, with rests where something is measured, drawn or saved.
 * @param {SessionState} shared
 * @param {ReturnType<typeof import('./measurements.js').createMeasurements>} measurements
 * @param {ReturnType<typeof import('./sampler.js').createSampler>} sampler
 * @param {ReturnType<typeof import('./autosave.js').createAutosave>} autosave
 */
export function createTraining(shared, measurements, sampler, autosave) {
  const { state } = shared;

  /** What else there is to be looked at. @type {((signal: AbortSignal) => Promise<void>)[]} */
  const others = [];

  /** What is due while no update is running. @param {AbortSignal} signal */
  async function look(signal) {
    try {
      await measurements.measureFrozen(signal);
      await sampler.keepFrame(signal);
      for (const lookToo of others) await lookToo(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** With the perplexity up to now. */
  function save() {
    measurements.showMean();
    return autosave.save(measurements.books());
  }

  /** @param {number} target @param {AbortSignal} signal */
  async function trainTo(target, signal) {
    const tick = startClock(state);
    const { origin } = state.now;
    const { pace } = state.now.classMode;
    await look(signal);
    while (state.now.updates < target && !signal.aborted) {
      const { updates } = state.now;
      const end = pace > 0 ? updates + 1 : Math.min(target, nextStop(updates, origin));
      const due = pace > 0 ? wait(1000 / pace, signal) : undefined;
      await trainStretch(shared, end, signal, (report) => {
        measurements.add(report);
        sampler.refresh();
        tick();
        return autosave.isDue();
      });
      if (state.now.updates === updates) break; // its patience is over
      await look(signal);
      if (autosave.isDue()) await save();
      if (end < target) await due;
    }
    tick();
  }

  /** @param {FindGoal} findGoal @param {AbortSignal} signal */
  async function run(findGoal, signal) {
    try {
      measurements.begin();
      const goal = await findGoal(signal, (update) => trainTo(update, signal));
      await trainTo(goal, signal);
      const model = await shared.session.info();
      state.set({ model, updates: model.updates });
      await save();
    } catch (error) {
      explainEnd(shared, error);
    }
    measurements.showMean();
    if (state.now.phase === 'training') state.set({ phase: 'ready' });
    if (state.now.phase === 'ready') sampler.draw();
  }

  return { run, save, others };
}

/**
 * Trains up to an update, until it is there or stopped.
 * @param {SessionState} shared
 * @param {ReturnType<typeof createTraining>} training
 */
export function createTrainingLoop({ state }, { run, save, others }) {
  let controller = new AbortController();
  /** @type {Promise<void>} */
  let running = Promise.resolve();
  /** @type {number | undefined} */
  let goal;

  return {
    save,

    /** @param {(signal: AbortSignal) => Promise<void>} lookToo whenever something is measured, the weights standing still */
    lookAlong(lookToo) {
      others.push(lookToo);
    },

    /** What the training that runs stops at; undefined while that is found out. */
    goal: () => goal,

    /** Whether a training runs, and to the visitor's target. */
    isBoundForTarget: () =>
      state.now.phase === 'training' && (goal ?? state.now.target) === state.now.target,

    /** @param {FindGoal} findGoal @returns {Promise<void>} when it has stopped */
    start(findGoal) {
      goal = undefined;
      controller = new AbortController();
      state.set({ phase: 'training', notice: '', offer: undefined });
      running = run(async (signal, trainTo) => {
        goal = await findGoal(signal, trainTo);
        return goal;
      }, controller.signal);
      return running;
    },

    /** @returns {Promise<void>} when the training that runs has stopped by itself or was stopped */
    ended: () => running,

    /** @returns {Promise<void>} when no update is running any more */
    stop() {
      controller.abort();
      return running;
    },
  };
}
