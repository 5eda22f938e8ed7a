/**
 * What brings the present model back into whatever session there is then, with its training if its
 * text is loaded there again.
 * @param {import('./bench.js').Bench} bench
 * @returns {Promise<() => Promise<unknown>>}
 */
export async function keepPresent(bench) {
  if (!bench.state.now.model) return async () => {};
  // a model that knows other symbols has no training
  const training = await bench.session.save({ training: true }).catch(() => undefined);
  if (training) return () => bench.session.resume(training);
  const model = await bench.session.save();
  return () => bench.session.load(model);
}
