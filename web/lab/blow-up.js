import { words } from '../app/words.js';

/** @typedef {import('./session-state.js').SessionState} SessionState */

/** A fresh model may guess a little worse than blindly; one that does so by far has gone astray. */
export const ASTRAY = 2;

/** A clip that is on, or a lower rate if it was. @param {{ clip: number, lr: number }} settings */
function remedyFor({ clip, lr }) {
  return clip > 0 && clip <= 1 ? { clip, lr: Number((lr / 4).toPrecision(2)) } : { clip: 1, lr };
}

/** Explains why a training has ended; if the loss is no longer a number, also what would help. @param {SessionState} shared @param {unknown} error */
export function explainEnd(shared, error) {
  const failure = /** @type {import('./session-state.js').Failure} */ (error);
  const { model } = shared.state.now;
  if (failure.code !== 'DIVERGED' || !model) return shared.fail('notice', error);
  shared.state.set({ notice: words.diverged(failure), remedy: remedyFor(model.settings) });
}

/** Warns when the loss of a visitor's training blows up, once for each model, and suggests what would help. @param {SessionState} shared */
export function watchForBlowUp({ state }) {
  let told = 0;
  state.watch(['perplexity', 'notice'], (now) => {
    const { birth, model, perplexity = 0, report, text, notice, remedy } = now;
    if (notice === '' && remedy) state.set({ remedy: undefined });
    if (!model || !text || !report || birth === told) return;
    if (!(perplexity > ASTRAY * text.info.symbols)) return;
    told = birth;
    const { clip, lr } = model.settings;
    const said = words.blowUp.said(report.update, report.gradientNorm, clip, lr);
    state.set({ notice: said, remedy: remedyFor(model.settings) });
  });
}
