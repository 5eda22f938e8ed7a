// Generated from the table in src/base/settings.c by .ci/settings-types.mjs.

/** Any subset of the settings of `settingsTable`; the rest take their defaults. */
export type Settings = {
  /** Kind of recurrent cell: plain, or with gates that decide what to keep and forget. Default gru. */
  cell?: 'rnn' | 'gru' | 'lstm';
  /** Recurrent layers on top of each other, each reading the one below. Default 1; from 1 to 8. */
  layers?: number;
  /** Numbers in the hidden state: more remember more, and cost the square in time. Default 256; from 1 to 4096. */
  hidden?: number;
  /** Also read the text from its end (a language model then sees what it should predict). Default false. */
  bidirectional?: boolean;
  /** GRU: the reset gate acts before the matrix product (Cho 2014) or after it (PyTorch). Default before. */
  reset?: 'before' | 'after';
  /** GRU: an open update gate keeps the old state, or takes the new one (Cho 2014). Default keeps. */
  update?: 'keeps' | 'takes';
  /** GRU: leave only one of its two gates in place, to see what the other was good for. Default both. */
  gates?: 'both' | 'reset' | 'update';
  /** Add a learned constant in every cell and in the output. Default true. */
  bias?: boolean;
  /** First weights: normal of deviation 0.01, or uniform by hidden size or by layer sizes. Default d2l. */
  init?: 'd2l' | 'pytorch' | 'xavier';
  /** Take the text as it is, or as lower-case a-z and spaces only (d2l). Default none. */
  normalize?: 'none' | 'd2l';
  /** Places of the text that are read side by side; the gradient is their mean. Default 32; from 1 to 4096. */
  batch?: number;
  /** Symbols in a window: how far back in time the gradient reaches. Default 35; from 1 to 4096. */
  steps?: number;
  /** Windows in turn, handing on the state, or shuffled from zero: end to end, or overlapping. Default sequential. */
  order?: 'sequential' | 'random' | 'overlapping';
  /** How a gradient becomes a change of the weights; sgd: subtract lr times the gradient. Default sgd. */
  optimizer?: 'sgd' | 'momentum' | 'rmsprop' | 'adam' | 'adamw';
  /** Learning rate, the size of a step: too small crawls, too large jumps about. Default 1; from 0 to 1000. */
  lr?: number;
  /** How the learning rate falls over the horizon: not at all, smoothly, or in steps. Default constant. */
  schedule?: 'constant' | 'cosine' | 'step';
  /** Updates over which the learning rate rises to its full size; 0: full at once. Default 0; from 0 to 1000000000. */
  warmup?: number;
  /** Updates over which the schedule runs its course; 0: none. Default 0; from 0 to 1000000000. */
  horizon?: number;
  /** Longest gradient: a longer one is scaled down to it; 0: never. Default 1; from 0 to 1000000. */
  clip?: number;
  /** Share of the values between layers that is blanked at random while training. Default 0; from 0 to 0.95. */
  dropout?: number;
  /** Dropout acts between layers (PyTorch), or on the last one too (Zaremba 2014). Default between. */
  drops?: 'between' | 'every';
  /** Share of the recurrent weights that each update does without (Merity 2018). Default 0; from 0 to 0.95. */
  dropconnect?: number;
  /** Share of the symbols that training reads as unknown (Xie 2017). Default 0; from 0 to 0.95. */
  blank?: number;
  /** Share of the text, at its end, that is kept back to measure on, not to learn from. Default 0; from 0 to 0.9. */
  validation?: number;
  /** Where all chance begins: the same seed gives the same model, to the bit. Default 1; from 0 to 4294967295. */
  seed?: number;
  /** What a sentence is cut into: words (lower-cased, punctuation apart) or characters. Default word. */
  tokens?: 'word' | 'char';
  /** A token that occurs less often than this becomes <unk>. Default 2; from 1 to 1000000. */
  minimum?: number;
  /** Numbers that stand for a token where the network reads it. Default 32; from 1 to 4096. */
  embedding?: number;
  /** How often the decoder is shown the true previous token, not its own guess. Default 1; from 0 to 1. */
  teacher?: number;
};

export type SettingGroup = 'model' | 'training' | 'translation';
