import { words } from '../app/words.js';
import { ASTRAY } from './blow-up.js';
import { valueAt } from './series.js';

/** From this ratio of held-out to training perplexity on, a model is learning by heart. */
const BY_HEART = 1.5;

/** Whoever does worse than a table of so many letters has learned too little yet. */
const BAR = 3;

/** @param {import('./session-state.js').LabState} now */
function withoutHeldOut({ frozen, baselines }) {
  const table = baselines?.training.at(-1);
  if (frozen === undefined || table === undefined) return '';
  return words.verdict.nothingHeldOut(frozen, baselines?.training.length ?? 0, table);
}

/** Whether it has forgotten all it learned: nothing measured before says how it is now. @param {import('./session-state.js').LabState} now */
const hasBlownUp = ({ perplexity = 0, frozen = 0, text }) =>
  !(Math.max(perplexity, frozen) <= ASTRAY * (text?.info.symbols ?? Infinity));

/**
 * Between which lines a perplexity lies.
 * @param {number} heldOut
 * @param {number[]} grams perplexities of 1-grams, 2-grams, ...
 */
function placeAmong(heldOut, grams) {
  const lines = grams.map((value, i) => ({ n: i + 1, value })).sort((a, b) => b.value - a.value);
  return {
    beaten: lines.filter(({ value }) => heldOut < value).at(-1),
    unbeaten: lines.find(({ value }) => heldOut >= value),
  };
}

/**
 * How well it has learned, and the perplexities that says it: of the frozen weights on the part they learned
 * from and on the part kept back, and what counting n-grams reaches on the latter.
 *
 * @param {import('./session-state.js').LabState} now
 * @returns {{ kind: 'memorising' | 'generalising' | 'underfitting', frozen: number, heldOut: number, place: ReturnType<typeof placeAmong> } | undefined} undefined while nothing is
 *   measured, where nothing can be, and after a blow-up
 */
export function judge(now) {
  const { curve, baselines, model } = now;
  if (!model || hasBlownUp(now)) return undefined;
  if (model.settings.bidirectional || model.settings.validation === 0) return undefined;
  const frozen = curve.frozen.perplexities.at(-1);
  const heldOut = valueAt(curve.heldOut, curve.frozen.updates.at(-1) ?? 0); // of the same weights
  if (frozen === undefined || heldOut === undefined || !baselines?.heldOut.length) return undefined;
  const isGood = heldOut < (baselines.heldOut[BAR - 1] ?? 0);
  const isByHeart = heldOut / frozen >= BY_HEART;
  const kind = isByHeart ? 'memorising' : isGood ? 'generalising' : 'underfitting';
  return { kind, frozen, heldOut, place: placeAmong(heldOut, baselines.heldOut) };
}

/** What a training has come to, `almost` where it generalises but a table of counts is still surer. @param {import('./session-state.js').LabState} now */
export function conclusionOf(now) {
  const judgement = judge(now);
  if (judgement?.kind !== 'generalising') return judgement?.kind;
  return judgement.place.unbeaten ? 'almost' : 'generalising';
}

/** The judgement in words, with the numbers it rests on. @param {import('./session-state.js').LabState} now @returns {string} '' without one */
export function verdictOf(now) {
  const { model } = now;
  if (!model || hasBlownUp(now)) return '';
  if (model.settings.bidirectional) return words.verdict.seesTheFuture;
  if (model.settings.validation === 0) return withoutHeldOut(now);
  const judgement = judge(now);
  if (!judgement) return '';
  const { kind, frozen, heldOut, place } = judgement;
  return words.verdict[kind](frozen, heldOut, words.verdict.against(place));
}
