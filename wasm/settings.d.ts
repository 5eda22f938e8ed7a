// Generated from the table in src/base/settings.c by .ci/settings-types.mjs.

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
  /** Parts of a batch, a power of two, summed apart: as many workers can share a training. Default 4; from 1 to 64. */
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
  /** Number of updates that the schedule spans; 0: no schedule. Default 0; from 0 to 1000000000. */
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
  /** With keep best: stop after so many measurements without a better one; 0: never. Default 0; from 0 to 1000000000. */
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
