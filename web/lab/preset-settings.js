// The settings of presets that are used apart from the page, too: tests/bench/reproduce takes rows of
// its table from here.

/** @typedef {import('../../wasm/sluice.d.ts').Settings} Settings */

/** For a first visit: small enough to write words within seconds. @type {Settings} */
export const quick = {
  cell: 'gru',
  hidden: 128,
  init: 'xavier',
  batch: 16,
  steps: 32,
  lr: 2,
  clip: 1,
  validation: 0.1,
  seed: 1,
};

export const TARGET = 5000;

/** For text that a model has not seen: noise and weight decay against learning by heart. @type {Settings} */
const common = {
  ...{ cell: 'gru', layers: 3, reset: 'after', init: 'pytorch', seed: 1 },
  ...{ optimizer: 'adamw', lr: 0.003, schedule: 'cosine', batch: 32, clip: 1 },
  ...{ dropout: 0.4, dropconnect: 0.3 },
};

export const UNSEEN_TARGET = 1500;

/** For the 10,000 symbols of the book's v1.0 edition. @type {Settings} */
export const unseen = {
  ...{ ...common, hidden: 128, steps: 32, order: 'overlapping', token_dropout: 0.15 },
  ...{ warmup: 50, horizon: UNSEEN_TARGET },
};

export const WHOLE_TARGET = 7400; // about 100 passes over The Time Machine

/** For a whole book. @type {Settings} */
export const whole = {
  ...{ ...common, hidden: 256, steps: 64, token_dropout: 0.1 },
  ...{ warmup: 100, horizon: WHOLE_TARGET },
};
