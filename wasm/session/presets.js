/**
 * Settings to begin with, by name. The page, the command line, the session and tests/bench/reproduce take
 * theirs from here; what each is for is in their own words.
 *
 * @typedef {import('../sluice.d.ts').Preset} Preset
 * @typedef {import('../sluice.d.ts').Settings} Settings
 */

/**
 * @param {number} updates
 * @param {Settings} settings
 * @param {number} [maxTokens]
 * @returns {Preset}
 */
const text = (updates, settings, maxTokens) => ({
  ...{ kind: 'language', updates, settings },
  ...(maxTokens !== undefined && { maxTokens }),
});

/** @param {number} updates @param {Settings} settings @returns {Preset} */
const pairs = (updates, settings) => ({ kind: 'translation', updates, settings });

/** Small enough to write words within seconds. @type {Settings} */
const quick = {
  ...{ cell: 'gru', hidden: 128, init: 'xavier', batch: 16, steps: 32 },
  ...{ lr: 2, clip: 1, validation: 0.1, seed: 1 },
};
const QUICK = 5000;

/** For an alphabet of thousands: most symbols are rare, and Adam takes larger steps for those. @type {Settings} */
const large = { ...quick, optimizer: 'adam', lr: 0.01 };
const LARGE = 1000;

/** Of Dive into Deep Learning, on the first 10,000 symbols. @type {Settings} */
const classic = {
  ...{ hidden: 256, init: 'd2l', batch: 32, steps: 35 },
  ...{ lr: 1, clip: 1, seed: 1, normalize: 'd2l' },
};
const CLASSIC = 4000; // about 500 passes
const CLASSIC_LENGTH = 10000;

/** What the windows of the book's v1.0 edition cover: 10,000 of 32 steps to train on, the next 5,000 held out. */
const V1_LENGTH = 10000 + 32 + 5000;
const V1_HELD_OUT = 0.33266;

/** @type {Settings} */
const v1 = {
  ...{ hidden: 32, init: 'pytorch', reset: 'after', batch: 1024, steps: 32, order: 'overlapping' },
  ...{ lr: 4, clip: 1, seed: 1, validation: V1_HELD_OUT, normalize: 'd2l' },
};
const V1 = 500; // about 50 passes

const both = /** @type {const} */ ({ cell: 'lstm', layers: 2, bidirectional: true });
const adam = /** @type {const} */ ({ optimizer: 'adam', lr: 0.005 });

/** What suits most texts, with a rate that falls to nothing over the training. @type {Settings} */
const well = {
  ...{ cell: 'gru', reset: 'after', init: 'pytorch', seed: 1 },
  ...{ optimizer: 'adamw', lr: 0.004, schedule: 'cosine', clip: 1, validation: 0.1 },
};
/** Masks that hold for a window take from it no more than they must. @type {Settings} */
const locked = { cell: 'lstm', dropout_mask: 'window' };

const FIRST = 4000;
const FIRST_LARGE = 1000;
const MEMORISE = 1500;
const UNSEEN = 5000;
const WHOLE = 7400; // about 100 passes over The Time Machine
const BOOK = 5000; // about 100 passes over The Time Machine
const SHAKESPEARE_3 = 5500;
const SHAKESPEARE_BEST = 4500; // about 14 passes

const forTexts = {
  /** Chosen by tests/bench/search.mjs. */
  first: text(FIRST, {
    ...{ ...well, ...locked, hidden: 160, batch: 16, steps: 64, warmup: 50, horizon: FIRST },
    ...{ init: 'xavier', lr: 0.016, embedding: 16, average: 0.998 },
    ...{ dropout_output: 0.4, dropconnect: 0.25, token_dropout: 0.05 },
  }),
  /** Most symbols of a large alphabet are rare, and soon known by heart. */
  'first-large': text(FIRST_LARGE, {
    ...{ ...well, hidden: 192, batch: 32, steps: 32, warmup: 50, horizon: FIRST_LARGE },
    ...{ dropout: 0.6, dropout_at: 'every', dropconnect: 0.5, token_dropout: 0.2, average: 0.98 },
  }),
  /** Nothing holds it back from learning by heart. */
  memorise: text(MEMORISE, {
    ...{ ...well, hidden: 256, batch: 16, steps: 64, warmup: 50, horizon: MEMORISE },
  }),
  book: text(BOOK, {
    ...{ ...well, ...locked, layers: 2, hidden: 512, batch: 32, steps: 100 },
    ...{ init: 'xavier', lr: 0.008, warmup: 100, horizon: BOOK, embedding: 64, average: 0.998 },
    ...{ dropout_input: 0.2, dropout: 0.5, dropout_output: 0.5, dropconnect: 0.5 },
  }),
  /** Three minutes on two cores, for a megabyte. */
  'shakespeare-3': text(SHAKESPEARE_3, {
    ...{ ...well, cell: 'lstm', hidden: 256, batch: 16, steps: 64, warmup: 50 },
    ...{ horizon: SHAKESPEARE_3, init: 'xavier', lr: 0.01, embedding: 32, average: 0.99 },
  }),
  /** An hour on two cores, for a megabyte. */
  'shakespeare-best': text(SHAKESPEARE_BEST, {
    ...{ ...well, ...locked, layers: 2, hidden: 512, batch: 32, steps: 100 },
    ...{ init: 'xavier', lr: 0.008, warmup: 100, horizon: SHAKESPEARE_BEST },
    ...{ embedding: 64, average: 0.998 },
    ...{ dropout_input: 0.1, dropout: 0.3, dropout_output: 0.3, dropconnect: 0.3 },
  }),
  'quick-gru': text(QUICK, quick),
  'quick-rnn': text(QUICK, { ...quick, cell: 'rnn', lr: 1 }),
  'quick-lstm': text(QUICK, { ...quick, cell: 'lstm', lr: 4 }),
  'quick-deep': text(QUICK, { ...quick, cell: 'lstm', layers: 2, hidden: 96, ...adam }),
  'quick-bidirectional': text(QUICK, { ...quick, ...both, hidden: 64, ...adam }),
  'large-gru': text(LARGE, large),
  'large-rnn': text(LARGE, { ...large, cell: 'rnn' }),
  'large-lstm': text(LARGE, { ...large, cell: 'lstm' }),
  'classic-rnn': text(CLASSIC, { ...classic, cell: 'rnn', hidden: 512 }, CLASSIC_LENGTH),
  'classic-gru': text(CLASSIC, { ...classic, cell: 'gru' }, CLASSIC_LENGTH),
  'classic-lstm': text(CLASSIC, { ...classic, cell: 'lstm' }, CLASSIC_LENGTH),
  'classic-deep': text(
    CLASSIC,
    { ...classic, cell: 'lstm', layers: 2, init: 'pytorch', lr: 2 },
    CLASSIC_LENGTH,
  ),
  'classic-bidirectional': text(CLASSIC, { ...classic, ...both, init: 'pytorch' }, CLASSIC_LENGTH),
  'v1-rnn': text(2 * V1, { ...v1, cell: 'rnn', init: 'd2l', lr: 1 }, V1_LENGTH),
  'v1-gru': text(V1, { ...v1, cell: 'gru' }, V1_LENGTH),
  'v1-lstm': text(V1, { ...v1, cell: 'lstm' }, V1_LENGTH),
  'v1-deep': text(2 * V1, { ...v1, cell: 'gru', layers: 2, lr: 2 }, V1_LENGTH),
  'unseen-deep': text(
    UNSEEN,
    {
      ...{ ...well, ...locked, layers: 2, hidden: 128, batch: 32, steps: 32, order: 'overlapping' },
      ...{ warmup: 50, horizon: UNSEEN, validation: V1_HELD_OUT, normalize: 'd2l' },
      ...{ init: 'xavier', lr: 0.016, embedding: 16, average: 0.99, token_dropout: 0.2 },
      ...{ dropout_input: 0.2, dropout: 0.5, dropout_output: 0.6, dropconnect: 0.5 },
    },
    V1_LENGTH,
  ),
  'whole-deep': text(WHOLE, {
    ...{ ...well, layers: 3, hidden: 256, batch: 32, steps: 64, lr: 0.003, normalize: 'd2l' },
    ...{ warmup: 100, horizon: WHOLE, dropout: 0.4, dropconnect: 0.3, token_dropout: 0.1 },
  }),
};

/** For pairs that are made to order: learned in seconds. @type {Settings} */
const made = {
  ...{ cell: 'gru', hidden: 96, layers: 1, embedding: 32, bidirectional: true, init: 'xavier' },
  ...{ batch: 32, steps: 12, optimizer: 'adam', lr: 0.005, clip: 1, dropout: 0, teacher: 1 },
  seed: 1,
};

/** Read letter by letter. @type {Settings} */
const spelt = { ...made, tokens: 'char' };

const forPairs = {
  /** Dive into Deep Learning, classic edition: 300 passes over 600 pairs. */
  seq2seq: pairs(3000, {
    ...{ ...made, reset: 'after', layers: 2, hidden: 32, bidirectional: false, dropout: 0.1 },
    ...{ batch: 64, steps: 10 },
  }),
  numbers: pairs(600, made),
  dates: pairs(500, { ...spelt, steps: 32 }),
  'dates-beam': pairs(300, { ...spelt, hidden: 48, bidirectional: false, steps: 32 }),
  reverse: pairs(750, { ...spelt, bidirectional: false, steps: 6 }),
  'reverse-tiny': pairs(100, {
    ...{ ...spelt, bidirectional: false, hidden: 32, embedding: 16, batch: 16, steps: 6, lr: 0.01 },
  }),
};

/** @type {typeof import('../sluice.d.ts').presets} */
export const presets = { ...forTexts, ...forPairs };

/** So many distinct symbols a text has at most whose alphabet is a small one. */
export const SMALL_ALPHABET = 300;

/** @type {typeof import('../sluice.d.ts').firstPreset} */
export const firstPreset = (symbols) => (symbols > SMALL_ALPHABET ? 'first-large' : 'first');
