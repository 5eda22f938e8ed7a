import { openSession } from '../../lab/open-session.js';
import { builtInOf, builtInText } from '../../texts/built-in.js';

/**
 * @typedef {object} Point of a training
 * @property {number} update
 * @property {number} norm of the gradient, before the clip
 * @property {number} perplexity of this update
 *
 * @typedef {object} Trail one training
 * @property {number} clip 0: none
 * @property {Point[]} points
 * @property {boolean} diverged its loss or gradient was no number any more
 */

/** Both trainings; what differs is the clip. */
export const PLAN = {
  cell: /** @type {const} */ ('rnn'),
  hidden: 128,
  batch: 16,
  steps: 32,
  init: /** @type {const} */ ('xavier'),
  lr: 1,
  seed: 1,
};

export const UPDATES = 300;
const SYMBOLS = 100000;

/** So many times worse than blind guessing is beyond bad luck. */
const ASTRAY = 2;
/** Updates that it is watched for after that. */
const AFTERMATH = 20;

/** Where the loss blew up. @param {Trail} trail @param {number} symbols */
export const blownUpAt = ({ points }, symbols) =>
  points.find(({ perplexity }) => !(perplexity < ASTRAY * symbols))?.update;

/**
 * @param {import('../../../wasm/sluice.d.ts').Session} session
 * @param {Trail} trail
 * @param {number} symbols
 * @param {() => void} tell
 * @param {AbortSignal} signal
 */
async function follow(session, trail, symbols, tell, signal) {
  await session.createModel({ ...PLAN, clip: trail.clip });
  try {
    for await (const report of session.train({ updates: UPDATES, reportEvery: 1, signal })) {
      const { update, gradientNorm: norm, perplexity } = report;
      trail.points.push({ update, norm, perplexity });
      tell();
      const gone = blownUpAt(trail, symbols);
      if (gone !== undefined && update >= gone + AFTERMATH) break;
    }
  } catch (/** @type {any} */ error) {
    if (error.code !== 'DIVERGED') throw error;
    trail.diverged = true;
  }
  signal.throwIfAborted();
}

/**
 * Trains the same network with and without the clip, on the beginning of the built-in text.
 * @param {(trails: Trail[]) => void} report
 * @param {AbortSignal} signal ends it with an AbortError
 */
export async function compareClips(report, signal) {
  const session = await openSession();
  try {
    const { content } = await builtInText(builtInOf(null));
    const { symbols } = await session.loadText(content, { maxTokens: SYMBOLS });
    /** @type {Trail[]} */
    const trails = [0, 1].map((clip) => ({ clip, points: [], diverged: false }));
    for (const trail of trails) {
      await follow(session, trail, symbols, () => report(trails), signal);
    }
    return { trails, symbols };
  } finally {
    await session.dispose();
  }
}
