import { say } from './talk.js';

/**
 * Says that an engine which was asked for by name does not do what it is known for.
 *
 * @param {string | undefined} asked
 * @param {import('../sluice.d.ts').Session} session
 */
export function warnOfUnfused(asked, { fused }) {
  if (asked !== 'relaxed' || fused) return;
  say('relaxed does not fuse multiply-adds on this host: its numbers are those of simd');
}

/**
 * Warns that a resumed training will not end in the same bits as an uninterrupted one.
 *
 * @param {string} notes of its file, from the command line, the page or another host
 * @param {import('../sluice.d.ts').Session} session that continues it
 */
export function warnOfArithmetic(notes, { engine, fused: now }) {
  const ran = fusedBefore(notes);
  if (ran === undefined || ran === now) return;
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
    // notes that name the engine alone are from hosts that fuse, or were taken to
    return typeof engine === 'string' ? engine === 'relaxed' : undefined;
  } catch {
    return undefined;
  }
}
