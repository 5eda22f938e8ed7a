import { say } from './talk.js';

/**
 * Whether an engine fuses multiply-adds: its results differ in their last bits.
 *
 * @param {string} engine
 */
export const isFused = (engine) => engine === 'relaxed';

/**
 * Warns that a resumed training will not end in the same bits as an uninterrupted one.
 *
 * @param {string} notes of its file, from the command line, the page or another host
 * @param {string} engine that continues it
 */
export function warnOfArithmetic(notes, engine) {
  const ran = fusedBefore(notes);
  if (ran === undefined || ran === isFused(engine)) return;
  const before = ran ? 'with' : 'without';
  say(
    `so far it ran ${before} fused multiply-adds: on the engine ${engine} its last digits will differ`,
  );
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
