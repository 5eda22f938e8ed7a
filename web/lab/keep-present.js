/**
 * Keeps the present model, and its training if it has one.
 * @param {import('./session-state.js').SessionState} shared
 * @returns {Promise<() => Promise<unknown>>} brings both back into the session of that moment, which has to have the text
 */
export async function keepPresent(shared) {
  if (!shared.state.now.model) return async () => {};
  // a model that knows other symbols has no training
  const training = await shared.session.save({ training: true }).catch(() => undefined);
  if (training) return () => shared.session.resume(training);
  const model = await shared.session.save();
  return () => shared.session.load(model);
}
