/**
 * What brings the present model back into whatever session there is then, with its training if its
 * text is loaded there again.
 * @param {import('./session-state.js').SessionState} shared
 * @returns {Promise<() => Promise<unknown>>}
 */
export async function keepPresent(shared) {
  if (!shared.state.now.model) return async () => {};
  // a model that knows other symbols has no training
  const training = await shared.session.save({ training: true }).catch(() => undefined);
  if (training) return () => shared.session.resume(training);
  const model = await shared.session.save();
  return () => shared.session.load(model);
}
