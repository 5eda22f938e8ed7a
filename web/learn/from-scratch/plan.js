/** Low enough to be felt. */
export const CLIP = 0.25;

/** Plain gradient descent, so that every step can be checked by hand. @satisfies {import('../../../wasm/sluice.d.ts').Settings} */
export const SETTINGS = /** @type {const} */ ({ optimizer: 'sgd', lr: 2, clip: CLIP });

/**
 * What the figure shows of an update taken apart.
 * @typedef {Pick<import('../../../wasm/sluice.d.ts').Dissection, 'update' | 'loss' | 'gradientNorm' | 'scale'> & {
 *   rate: number,
 *   tensors: { name: string, gradientNorm: number, step: number }[],
 * }} View
 */
