import { SluiceError } from '../index.js';

/**
 * When the loss of a training has blown up without ceasing to be a number.
 *
 * @typedef {import('../sluice.d.ts').ModelInfo['settings']} Settings
 * @typedef {import('../sluice.d.ts').Progress} Progress
 */

/** A fresh model may guess a little worse than blindly; one that does so by far has gone astray. */
const ASTRAY = 2;

/**
 * @param {{ loss: number, validation?: number }} end mean loss of the last reports in nats, and the
 *   perplexity of the part held out
 * @param {number} symbols of the vocabulary
 */
export function isAstray({ loss, validation = 1 }, symbols) {
  return !(Math.exp(loss) <= ASTRAY * symbols) || !Number.isFinite(validation);
}

/**
 * @param {Progress} last
 * @param {Settings} settings
 * @returns {SluiceError} DIVERGED: what happened, why, and what would help
 */
export function blownUp({ update, gradientNorm }, { lr, clip }) {
  const isClipped = clip > 0;
  const why = isClipped ? `the clip at ${clip} does not shorten it enough` : 'no clip shortens it';
  const remedy = isClipped && clip <= 1 ? `--lr ${Number((lr / 4).toPrecision(2))}` : '--clip 1';
  return new SluiceError(
    'DIVERGED',
    `the loss has blown up by update ${update}: it is far worse than guessing blindly. The ` +
      `gradient (norm now ${gradientNorm.toPrecision(2)}) times the learning rate ${lr} makes a step ` +
      `so long that it destroys what was learned; ${why}. Begin again with ${remedy}`,
  );
}
