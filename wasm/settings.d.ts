// Generated from the table in src/base/settings.c and wasm/cli/preset-words.js by .ci/settings-types.mjs.

/** Any subset of the settings of `settingsTable`; the rest take their defaults. */
export type Settings = {
  /** Recurrent cell: plain (rnn), or with gates that decide what to keep (gru, lstm). Default gru. */
  cell?: 'rnn' | 'gru' | 'lstm';
  /** Stacked recurrent layers; more can learn longer patterns but train more slowly. Default 1; from 1 to 8. */
  layers?: number;
  /** Size of the hidden state: a larger one remembers more; time grows with its square. Default 256; from 1 to 4096. */
  hidden?: number;
  /** Numbers that represent a symbol at the input; 0: none, or 32 in a translator. Default 0; from 0 to 4096. */
  embedding?: number;
  /** Also read backwards; a language model then sees the symbols it should predict. Default false. */
  bidirectional?: boolean;
  /** GRU: apply the reset gate before the matrix product (Cho 2014) or after (PyTorch). Default before. */
  reset?: 'before' | 'after';
  /** GRU: open update gate keeps the old state (Cho 2014) or takes the new (Chung 2014). Default keeps. */
  update?: 'keeps' | 'takes';
  /** GRU: use both gates, or only one, to see what the other contributes. Default both. */
  gates?: 'both' | 'reset' | 'update';
  /** Add learned biases to every cell and to the output layer. Default true. */
  bias?: boolean;
  /** Initial weights: normal (std 0.01), or uniform, by hidden size or layer sizes. Default d2l. */
  init?: 'd2l' | 'pytorch' | 'xavier';
  /** Use the text as it is, or reduce it to lower-case a-z and spaces (d2l). Default none. */
  normalize?: 'none' | 'd2l';
  /** Windows per update; more give a smoother gradient but take more time. Default 32; from 1 to 4096. */
  batch?: number;
  /** Parts of a batch (a power of two) summed separately: at most as many workers share it. Default 4; from 1 to 64. */
  shards?: number;
  /** Symbols per window: how far back in time the gradient reaches. Default 35; from 1 to 4096. */
  steps?: number;
  /** Windows in text order, passing on the state, or shuffled, each from a zero state. Default sequential. */
  order?: 'sequential' | 'random' | 'overlapping';
  /** How gradients change the weights; sgd simply subtracts lr times the gradient. Default sgd. */
  optimizer?: 'sgd' | 'momentum' | 'rmsprop' | 'adam' | 'adamw';
  /** Learning rate, the step size: too small learns slowly, too large diverges. Default 1; from 0 to 1000. */
  lr?: number;
  /** How the learning rate falls over the horizon: not at all, smoothly, or in steps. Default constant. */
  schedule?: 'constant' | 'cosine' | 'step';
  /** Updates during which the learning rate rises to its full value; 0: no warm-up. Default 0; from 0 to 1000000000. */
  warmup?: number;
  /** Updates that a schedule spans: more than warmup; 0 only without one. Default 0; from 0 to 1000000000. */
  horizon?: number;
  /** Maximum norm of the gradient: a longer one is scaled down to it; 0: no clipping. Default 1; from 0 to 1000000. */
  clip?: number;
  /** Share of layer outputs zeroed at random in training, against overfitting. Default 0; from 0 to 0.95. */
  dropout?: number;
  /** Apply dropout between layers (PyTorch), or after every layer (Zaremba 2014). Default between. */
  dropout_at?: 'between' | 'every';
  /** Draw what dropout zeroes anew for each step, or once for a window (Gal 2016). Default step. */
  dropout_mask?: 'step' | 'window';
  /** Share of the embedding's outputs zeroed at random in training; needs an embedding. Default 0; from 0 to 0.95. */
  dropout_input?: number;
  /** Share of the last layer's outputs zeroed in training; 0: as dropout_at says. Default 0; from 0 to 0.95. */
  dropout_output?: number;
  /** Share of recurrent weights zeroed in each update, against overfitting (Merity 2018). Default 0; from 0 to 0.95. */
  dropconnect?: number;
  /** Token dropout: share of input symbols replaced by <unk> in training (Xie 2017). Default 0; from 0 to 0.95. */
  token_dropout?: number;
  /** Use a running mean of the weights, of which each update keeps this share; 0: none. Default 0; from 0 to 0.99999. */
  average?: number;
  /** Share of the text, at its end, held out for measuring and never trained on. Default 0; from 0 to 0.9. */
  validation?: number;
  /** Use the last weights, or those that measured best on the held-out part so far. Default last. */
  keep?: 'last' | 'best';
  /** With keep best: stop after N measurements without a better one; 0: never. Default 0; from 0 to 1000000000. */
  patience?: number;
  /** Seed of all random numbers: the same one gives exactly the same model. Default 1; from 0 to 4294967295. */
  seed?: number;
  /** Split sentences into words (lower-cased, punctuation apart) or characters. Default word. */
  tokens?: 'word' | 'char';
  /** Tokens that occur less often than this become <unk>. Default 2; from 1 to 1000000. */
  minimum?: number;
  /** Teacher forcing: how often the decoder sees the true previous token, not its guess. Default 1; from 0 to 1. */
  teacher?: number;
};

export type SettingGroup = 'model' | 'variants' | 'training' | 'translation';

/** What there is of each preset, by name. */
export interface ByPreset<Preset> {
  /** A short text, learned as well as one can in a minute. */
  readonly first: Preset;
  /** The same for a text with an alphabet of thousands, as Chinese has. */
  readonly 'first-large': Preset;
  /** A short text, learned by heart: watch held-out perplexity rise. */
  readonly memorise: Preset;
  /** A whole book, as well as one can; takes long. */
  readonly book: Preset;
  /** A megabyte of text, in an hour on two cores. */
  readonly 'shakespeare-best': Preset;
  /** A megabyte of text, in three minutes on two cores. */
  readonly 'shakespeare-3': Preset;
  /** A short text with a small GRU and plain SGD: words in seconds. */
  readonly 'quick-gru': Preset;
  /** A short text with a small plain RNN, which has no gates. */
  readonly 'quick-rnn': Preset;
  /** A short text with a small LSTM and plain SGD. */
  readonly 'quick-lstm': Preset;
  /** A short text with two small layers of LSTM, by Adam. */
  readonly 'quick-deep': Preset;
  /** A short text read in both directions: it sees the answer. */
  readonly 'quick-bidirectional': Preset;
  /** A short text with an alphabet of thousands, as Chinese has: GRU. */
  readonly 'large-gru': Preset;
  /** A short text with an alphabet of thousands: plain RNN. */
  readonly 'large-rnn': Preset;
  /** A short text with an alphabet of thousands: LSTM. */
  readonly 'large-lstm': Preset;
  /** 10,000 letters by heart, as in Dive into Deep Learning: RNN. */
  readonly 'classic-rnn': Preset;
  /** 10,000 letters by heart, as in the book: GRU. */
  readonly 'classic-gru': Preset;
  /** 10,000 letters by heart, as in the book: LSTM. */
  readonly 'classic-lstm': Preset;
  /** 10,000 letters by heart, as in the book: two layers of LSTM. */
  readonly 'classic-deep': Preset;
  /** 10,000 letters in both directions: it sees the answer. */
  readonly 'classic-bidirectional': Preset;
  /** The book's v1.0, a third held out: RNN. */
  readonly 'v1-rnn': Preset;
  /** The book's v1.0, a third held out: GRU. */
  readonly 'v1-gru': Preset;
  /** The book's v1.0, a third held out: LSTM. */
  readonly 'v1-lstm': Preset;
  /** The book's v1.0, a third held out: two layers of GRU. */
  readonly 'v1-deep': Preset;
  /** The letters of the book's v1.0, with dropout against learning by heart. */
  readonly 'unseen-deep': Preset;
  /** A whole book in lower case, with three layers of GRU. */
  readonly 'whole-deep': Preset;
  /** Dive into Deep Learning's translator, on 600 pairs. */
  readonly seq2seq: Preset;
  /** Pairs of numbers and their names. */
  readonly numbers: Preset;
  /** Pairs of dates in two notations, by characters. */
  readonly dates: Preset;
  /** Pairs of dates, with a model so small that it needs a beam. */
  readonly 'dates-beam': Preset;
  /** Short words, and the same words backwards. */
  readonly reverse: Preset;
  /** Short words backwards, with a very small model. */
  readonly 'reverse-tiny': Preset;
}
