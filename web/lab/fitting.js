/** Smaller ones would learn next to nothing. */
const LEAST = { batch: 2, steps: 16 };

/**
 * Batch and steps that leave a short text enough for one minibatch: the longer of the two is halved first.
 * @param {import('./setup.js').Settings} settings
 * @param {number} length symbols
 * @returns {{ batch: number, steps: number } | undefined} undefined: those of the settings will do, or none
 */
export function fittedTo({ batch = 1, steps = 1, validation = 0 }, length) {
  const training = length - Math.floor(length * validation);
  const fits = (/** @type {{ batch: number, steps: number }} */ one) =>
    training > (one.batch + 1) * one.steps;
  if (fits({ batch, steps })) return undefined;
  const fitted = { batch, steps };
  while (!fits(fitted)) {
    const name = fitted.steps > LEAST.steps && fitted.steps >= fitted.batch ? 'steps' : 'batch';
    if (fitted[name] <= LEAST[name]) return undefined;
    fitted[name] = Math.max(LEAST[name], Math.floor(fitted[name] / 2));
  }
  return fitted;
}
