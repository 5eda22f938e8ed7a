/**
 * Training: begun, paused, changed on its way, and kept.
 * @param {import('./session-state.js').SessionState} shared
 * @param {import('./lab.js').Parts} parts
 */
export function createTrainingCommands({ state }, { queue, trainingLoop, autosave, findGoal }) {
  /** Trainings and pauses: only the last word counts. */
  let asked = 0;

  /**
   * When its turn has come, unless a pause or another training has been asked for by then.
   * @param {typeof findGoal} findEnd
   * @param {() => boolean} isStillMeant
   */
  function trainTo(findEnd, isStillMeant = () => true) {
    const mine = ++asked;
    return queue.exclusively('notice', async () => {
      if (mine === asked && isStillMeant()) trainingLoop.start(findEnd); // not waited for: the next task stops it
    });
  }

  const train = () => trainTo(findGoal);

  /** If it is still ahead by then: the visitor may have chosen another meanwhile. */
  const trainToTarget = () => trainTo(findGoal, () => state.now.updates < state.now.target);

  function pause() {
    asked += 1;
    return trainingLoop.stop();
  }

  /** To the same end, in another way. */
  function trainAnew() {
    const { phase, updates } = state.now;
    const goal = trainingLoop.goal();
    if (phase !== 'training') return;
    if (goal === undefined) train();
    else if (updates < goal) trainTo(async () => goal);
  }

  return {
    train,
    trainToTarget,
    pause,
    trained: trainingLoop.ended,
    step: () =>
      queue.exclusively('notice', () => trainingLoop.start(async () => state.now.updates + 1)),

    /** @param {number} target */
    setTarget(target) {
      const isMeant = trainingLoop.isBoundForTarget();
      state.set({ target, minutes: undefined, plan: undefined, remaining: undefined });
      if (!isMeant) return;
      if (target > state.now.updates) trainToTarget();
      else pause();
    },

    /** From now on, instead of a target. @param {number} minutes */
    setMinutes(minutes) {
      const isMeant = trainingLoop.isBoundForTarget();
      state.set({ minutes, plan: undefined, remaining: undefined });
      if (isMeant) train();
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
