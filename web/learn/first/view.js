// What the figures show until their models are there, as it is kept: numbers in three figures, strips in five shades.

/**
 * @template {(...given: any[]) => unknown} Look
 * @typedef {Awaited<ReturnType<Look>>} Seen
 */

/**
 * By chapter, what its figure is drawn from.
 * @typedef {object} First
 * @property {Seen<typeof import('../letters/look.js').lookAt>} letters
 * @property {import('../forgetting/decay.js').Line[]} forgetting
 * @property {Seen<typeof import('../reset-gate/look.js').lookAt> & { of: 'before' }} reset-gate
 * @property {Seen<typeof import('../update-gate/look.js').lookAt> & { takes: false, held: 'free' }} update-gate
 * @property {Seen<typeof import('../candidate/look.js').lookAt>} candidate
 * @property {import('../from-scratch/plan.js').View} from-scratch
 * @property {Seen<typeof import('../perplexity/look.js').lookAt>} perplexity
 * @property {Seen<typeof import('../lstm/look.js').lookAt>} lstm
 * @property {{ strips: Seen<typeof import('../deep/networks.js').stripsOf>, results: Record<import('../deep/networks.js').Network, Seen<typeof import('../deep/networks.js').resultOf>> }} deep
 * @property {Seen<typeof import('../encoder-decoder/translators.js').translated>} encoder-decoder
 */

/** Shades on either side of 0. */
const SHADES = 2;

/** @param {string} _ @param {unknown} value */
const kept = (_, value) => {
  if (typeof value === 'number') return Number(value.toPrecision(3));
  if (!(value instanceof Float32Array)) return value;
  return { shades: [...value].map((one) => SHADES + Math.round(SHADES * one)).join('') };
};

/** @param {string} _ @param {any} value */
const shown = (_, value) =>
  typeof value?.shades === 'string'
    ? Float32Array.from(value.shades, (/** @type {string} */ one) => Number(one) / SHADES - 1)
    : value;

/** @param {First} first */
export const keep = (first) => JSON.stringify(first, kept);

/** @param {string} text what `keep` has made @returns {First} */
export const view = (text) => JSON.parse(text, shown);
