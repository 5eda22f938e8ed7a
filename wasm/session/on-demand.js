import { part } from './part.js';
import { openReader } from './reader.js';
import { summaryOf } from './summary.js';

/**
 * What few programs use, in one module that a page fetches with its first use.
 *
 * @typedef {import('./session.js').Methods} Methods
 */

export { unlessAborted } from './aborted.js';
export { pairLines } from './pair-lines.js';
export { wholeTexts } from './whole-texts.js';

const byName = () => part(() => import('./weights.js'));

/** @param {Methods} methods @param {import('../sluice.d.ts').ReaderOptions} [options] */
export const reader = ({ askReader }, options) => openReader(askReader, options);

/** @param {Methods} methods */
export const weights = async ({ save }) => (await byName()).weightsOf(await save());

/** @param {Methods} methods @param {Parameters<typeof import('./weights.js').withWeights>[1]} given */
export const setWeights = async ({ save, load }, given) =>
  load((await byName()).withWeights(await save(), given));

/** @param {Methods} methods */
export const summary = async ({ info }) => summaryOf(await info());
