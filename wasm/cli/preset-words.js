/**
 * What each preset is for, and how many different symbols (of pairs: words on each side) such a text has,
 * by which its size is counted.
 *
 * @type {Record<import('../sluice.d.ts').PresetName, { about: string, symbols: number }>}
 */
export const PRESET_WORDS = {
  first: { about: 'a short text, learned as well as one can in a minute', symbols: 64 },
  'first-large': {
    about: 'the same for a text with an alphabet of thousands, as Chinese has',
    symbols: 1300,
  },
  memorise: {
    about: 'a short text, learned by heart: watch held-out perplexity rise',
    symbols: 64,
  },
  book: { about: 'a whole book, as well as one can; takes long', symbols: 64 },
  'shakespeare-best': { about: 'a megabyte of text, in an hour on two cores', symbols: 66 },
  'shakespeare-3': { about: 'a megabyte of text, in three minutes on two cores', symbols: 66 },
  'quick-gru': {
    about: 'a short text with a small GRU and plain SGD: words in seconds',
    symbols: 64,
  },
  'quick-rnn': { about: 'a short text with a small plain RNN, which has no gates', symbols: 64 },
  'quick-lstm': { about: 'a short text with a small LSTM and plain SGD', symbols: 64 },
  'quick-deep': { about: 'a short text with two small layers of LSTM, by Adam', symbols: 64 },
  'quick-bidirectional': {
    about: 'a short text read in both directions: it sees the answer',
    symbols: 64,
  },
  'large-gru': {
    about: 'a short text with an alphabet of thousands, as Chinese has: GRU',
    symbols: 1300,
  },
  'large-rnn': { about: 'a short text with an alphabet of thousands: plain RNN', symbols: 1300 },
  'large-lstm': { about: 'a short text with an alphabet of thousands: LSTM', symbols: 1300 },
  'classic-rnn': {
    about: '10,000 letters by heart, as in Dive into Deep Learning: RNN',
    symbols: 28,
  },
  'classic-gru': { about: '10,000 letters by heart, as in the book: GRU', symbols: 28 },
  'classic-lstm': { about: '10,000 letters by heart, as in the book: LSTM', symbols: 28 },
  'classic-deep': {
    about: '10,000 letters by heart, as in the book: two layers of LSTM',
    symbols: 28,
  },
  'classic-bidirectional': {
    about: '10,000 letters in both directions: it sees the answer',
    symbols: 28,
  },
  'v1-rnn': { about: "the book's v1.0, a third held out: RNN", symbols: 28 },
  'v1-gru': { about: "the book's v1.0, a third held out: GRU", symbols: 28 },
  'v1-lstm': { about: "the book's v1.0, a third held out: LSTM", symbols: 28 },
  'v1-deep': { about: "the book's v1.0, a third held out: two layers of GRU", symbols: 28 },
  'unseen-deep': {
    about: "the letters of the book's v1.0, with dropout against learning by heart",
    symbols: 28,
  },
  'whole-deep': { about: 'a whole book in lower case, with three layers of GRU', symbols: 28 },
  seq2seq: { about: "Dive into Deep Learning's translator, on 600 pairs", symbols: 200 },
  numbers: { about: 'pairs of numbers and their names', symbols: 40 },
  dates: { about: 'pairs of dates in two notations, by characters', symbols: 40 },
  'dates-beam': {
    about: 'pairs of dates, with a model so small that it needs a beam',
    symbols: 40,
  },
  reverse: { about: 'short words, and the same words backwards', symbols: 10 },
  'reverse-tiny': { about: 'short words backwards, with a very small model', symbols: 10 },
};
