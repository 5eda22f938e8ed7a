import { say } from './talk.js';

/**
 * Whether an engine fuses multiply-adds, and so ends in other bits than those that do not.
 *
 * @param {string} engine
 */
export const isFused = (engine) => engine === 'relaxed';

/**
 * Says that a training that is resumed will not end in the bits it would have ended in.
 *
 * @param {string} notes of its file: the command line's, the page's or another host's
 * @param {string} engine that it goes on with
 */
export function warnOfArithmetic(notes, engine) {
  const ran = fusedBefore(notes);
  if (ran === undefined || ran === isFused(engine)) return;
  const before = ran ? 'with' : 'without';
  say(`it ran ${before} fused multiply-adds: on the engine ${engine} its last digits will differ`);
}

/** @param {string} notes @returns {boolean | undefined} */
function fusedBefore(notes) {
  try {
    const { fused, engine } = JSON.parse(notes);
    if (typeof fused === 'boolean') return fused;
    return typeof engine === 'string' ? isFused(engine) : undefined;
  } catch {
    return undefined;
  }
}
