import { words } from '../app/words.js';

/** A fresh model may guess a little worse than blindly; one that does so by far has gone astray. */
export const ASTRAY = 2;

/** A clip that is on, or a lower rate if it was. @param {import('./bench.js').Settings} settings */
export function remedyFor({ clip = 0, lr = 1 }) {
  return clip > 0 && clip <= 1 ? { clip, lr: Number((lr / 4).toPrecision(2)) } : { clip: 1, lr };
}

/**
 * Says it when the loss of a visitor's training blows up, once for each model, and what would help.
 * @param {import('./bench.js').Bench} bench
 */
export function watchForBlowUp({ state }) {
  let told = 0;
  state.watch(['perplexity', 'notice'], (now) => {
    const { birth, model, perplexity = 0, report, text, notice, remedy } = now;
    if (notice === '' && remedy) state.set({ remedy: undefined });
    if (!model || !text || !report || birth === told) return;
    if (!(perplexity > ASTRAY * text.info.symbols)) return;
    told = birth;
    const { clip = 0, lr = 1 } = model.settings;
    const said = words.blowUp.said(report.update, report.gradientNorm, clip, lr);
    state.set({ notice: said, remedy: remedyFor(model.settings) });
  });
}
