import { planMinutes } from './minutes.js';
import { firstFor } from './presets.js';

/**
 * Finds out at which update the visitor's training ends.
 * @param {import('./session-state.js').SessionState} shared
 * @param {ReturnType<typeof import('./models.js').createModels>} models
 */
export function createGoal(shared, models) {
  const { state } = shared;

  /** After the last update of a schedule nothing would be learned, so it lasts as long as the training. */
  async function fitSchedule() {
    const { model, target, origin, minutes } = state.now;
    const { schedule = 'constant', horizon = 0 } = model?.settings ?? {};
    const length = target - origin;
    const isWrong = minutes === undefined ? horizon < length : horizon !== length;
    if (schedule !== 'constant' && isWrong) await models.change('horizon', length);
  }

  /** @type {import('./training-loop.js').FindGoal} */
  return async function findGoal(signal, trainTo) {
    const { minutes, updates, target, text } = state.now;
    if (minutes !== undefined) {
      await planMinutes(shared, minutes, signal, trainTo);
      if (signal.aborted) return updates;
    } else if (updates >= target) {
      state.set({ target: updates + firstFor(text?.info.symbols).target });
    }
    await fitSchedule();
    return state.now.target;
  };
}
