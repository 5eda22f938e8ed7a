import { presets } from '../../wasm/index.js';

/** Updates more, after the last of a training. */
const MORE = presets['quick-gru'].updates;

/**
 * Training: begun, paused, changed on its way, and kept.
 * @param {import('./session-state.js').SessionState} shared
 * @param {import('./lab.js').Parts} parts
 */
export function createTrainingCommands({ state }, { queue, trainingLoop, autosave }) {
  /** @param {() => number} goal update, when its turn has come */
  const trainTo = (goal) =>
    queue.exclusively('notice', async () => {
      trainingLoop.start(goal()); // its end is not waited for: the next task stops it
    });

  /** To the same end, in another way. */
  function trainAnew() {
    const goal = trainingLoop.goal();
    if (state.now.phase === 'training' && state.now.updates < goal) trainTo(() => goal);
  }

  const train = () =>
    trainTo(() => {
      const { updates, target } = state.now;
      if (updates >= target) state.set({ target: updates + MORE });
      return state.now.target;
    });

  return {
    train,
    pause: trainingLoop.stop,
    step: () => queue.exclusively('notice', () => trainingLoop.start(state.now.updates + 1)),

    /** @param {number} target */
    setTarget(target) {
      const isMeant = trainingLoop.isBoundForTarget();
      state.set({ target, remaining: undefined });
      if (!isMeant) return;
      if (target > state.now.updates) train();
      else trainingLoop.stop();
    },

    /** @param {number} pace updates a second at most, from now on; 0: full speed */
    setPace(pace) {
      state.set({ classMode: { ...state.now.classMode, pace } });
      trainAnew();
    },

    /** Whether any is kept, what is there now included. @param {boolean} isOn */
    keepRuns(isOn) {
      autosave.turn(isOn);
      if (isOn && state.now.phase === 'ready') queue.exclusively('notice', trainingLoop.save);
    },

    /** @param {import('./setup.js').Host['workers']} workers that share the training from now on */
    shareWork(workers) {
      state.set({ host: { ...state.now.host, workers } });
      trainAnew();
    },
  };
}
