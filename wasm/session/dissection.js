/**
 * One update taken apart; see sluice.d.ts.
 *
 * @param {import('../core/core.js').Core} core
 * @param {import('../core/handles.js').Handles} handles
 * @param {number} trainer
 * @returns {import('../sluice.d.ts').Dissection} DIVERGED
 */
export function dissection(core, handles, trainer) {
  const made = core.make('sl_dissection_create', trainer);
  const handle = handles.add(made, 'sl_dissection_free');
  /** @param {string} what @param {number[]} args */
  const ask = (what, ...args) => core.ask(`sl_dissection_${what}`, handle, ...args);
  try {
    return {
      update: core.ask('sl_trainer_updates', trainer),
      loss: core.ask('sl_trainer_loss', trainer),
      gradientNorm: core.ask('sl_trainer_gradient_norm', trainer),
      scale: ask('scale'),
      rate: ask('rate'),
      tensors: Array.from({ length: ask('count') }, (_, i) => ({
        name: core.text(ask('name', i)),
        parameters: ask('parameters', i),
        gradientNorm: ask('gradient_norm', i),
        step: ask('step', i),
      })),
    };
  } finally {
    handles.drop(handle);
  }
}
