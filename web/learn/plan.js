// What the small models of the lesson are, wherever they are trained.

/** Symbols of the text, and updates after which a pupil has learned enough to be looked at. */
export const TOKENS = 10000;
export const ENOUGH = 600;

/** Units of a pupil. */
export const HIDDEN = 48;

/** @satisfies {import('../../wasm/sluice.d.ts').Settings} */
export const SETTINGS = /** @type {const} */ ({
  hidden: HIDDEN,
  batch: 16,
  steps: 24,
  seed: 1,
  optimizer: 'adamw',
  lr: 0.005,
  init: 'pytorch',
});
