// Settings for text that a model has not seen: noise and weight decay against learning by heart. The
// page has them as presets, and tests/bench/reproduce as rows of its table.

/** @type {import('../../wasm/sluice.d.ts').Settings} */
const common = {
  ...{ cell: 'gru', layers: 3, reset: 'after', init: 'pytorch', seed: 1 },
  ...{ optimizer: 'adamw', lr: 0.003, schedule: 'cosine', batch: 32, clip: 1 },
  ...{ dropout: 0.4, dropconnect: 0.3 },
};

export const UNSEEN_TARGET = 1500;

/** For the 10,000 symbols of the book's v1.0 edition. @type {import('../../wasm/sluice.d.ts').Settings} */
export const unseen = {
  ...{ ...common, hidden: 128, steps: 32, order: 'overlapping', token_dropout: 0.15 },
  ...{ warmup: 50, horizon: UNSEEN_TARGET },
};

export const WHOLE_TARGET = 7400; // about 100 passes over The Time Machine

/** For a whole book. @type {import('../../wasm/sluice.d.ts').Settings} */
export const whole = {
  ...{ ...common, hidden: 256, steps: 64, token_dropout: 0.1 },
  ...{ warmup: 100, horizon: WHOLE_TARGET },
};
