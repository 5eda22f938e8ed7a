/**
 * Sluice: recurrent networks that learn a text, in a page or in Node.
 *
 *     const session = await createSession();
 *     await session.loadText('some text ...');
 *     await session.createModel({ preset: 'first' });
 *     for await (const p of session.train({ minutes: 1 })) console.log(p.update, p.perplexity);
 *     for await (const symbol of session.generate({ prompt: 'The ', length: 200 })) print(symbol);
 *     await session.dispose();
 *
 * A session holds one text, one table of pairs and one model. Its calls may overlap: training runs in slices of about
 * 30 ms, and generate, evaluate, save and set are served between two slices.
 *
 * Words in capitals, such as BAD_SETTING, are the `code` of the `SluiceError` that a call may reject with; an iteration rejects at
 * its first step. An option that does not exist is always refused with BAD_SETTING. Parts of the package are fetched with the
 * first call that needs them: any call may reject with BAD_MODULE if they do not come, or, where the page's own thread
 * fetches one, with the browser's own TypeError.
 *
 * @module sluice
 */

import type { ByPreset, SettingGroup, Settings } from './settings.d.ts';

declare global {
  interface SymbolConstructor {
    /** As TypeScript's library declares it from ES2025 on, for programs that are compiled with an earlier one. */
    readonly asyncDispose: unique symbol;
  }
}

/** What a host calls by this name, of whichever library of types; never where there is none. */
type Host<Name extends string> =
  typeof globalThis extends Record<Name, { prototype: infer Instance }> ? Instance : never;
type AbortSignal = Host<'AbortSignal'>;
type Blob = Host<'Blob'>;
type ReadableStream = Host<'ReadableStream'>;
type Response = Host<'Response'>;
type URL = Host<'URL'>;
type WebAssemblyModule = typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Module } };
}
  ? Module
  : never;

/** Builds of the core. `relaxed` fuses multiply-adds where the host does: faster, with bits of its own. */
export type Engine = 'relaxed' | 'simd' | 'scalar';

/**
 * A text: a string, which is the text itself and no file's name, or UTF-8 from wherever it is. A `URL` is fetched, and in
 * Node one of a file is read; UNREACHABLE if there is nothing, as for a `Response` with an error such as 404. BAD_TEXT at
 * once for anything else.
 */
export type TextSource =
  | string
  | ByteSource
  | AsyncIterable<Uint8Array | string>
  /** Several documents, learned as one text; each is followed by an end mark. */
  | readonly TextSource[];

/** Bytes in memory, on disk, or on their way. */
export type ByteSource =
  | Uint8Array
  | ArrayBuffer
  | Blob
  | Response
  | URL
  | ReadableStream
  | AsyncIterable<Uint8Array>;

/** What a call that reads something can be given. */
export interface Listening {
  /** Ends the reading; the call then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called with the bytes read so far. */
  onProgress?: (bytes: number) => void;
}

/** Where a session runs, and with what. */
export interface SessionOptions {
  /** Run in a worker of its own (default: true in a page, false in Node). */
  worker?: boolean;
  /** Which build of the core (default 'auto': the fastest here; `relaxed` only where it fuses). */
  engine?: 'auto' | Engine;
  /** A whole module, or one of each build for `engine` to choose from. Default: the files in `./bin/`, each in two halves, of
   *  which the second is fetched by the first call that does more than load a model and write. */
  wasm?: WasmSource | Record<Engine, WasmSource>;
  /** What workers run, for a page without files next to it: `sluice/worker` and `sluice/replica`,
   *  each bundled into one classic script. Default: those files. Node always uses the files. The module
   *  `sluice/inline` has scripts and engines inside. */
  scripts?: Scripts;
  /** Gives up; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** The bytes of a WebAssembly module, a compiled one, or its address. */
export type WasmSource = ArrayBufferView | ArrayBuffer | WebAssemblyModule | URL | string;

/** Scripts of workers, each bundled into one classic script, as `sluice/scripts/worker` and `.../replica` are. */
export interface Scripts {
  /** From `sluice/worker`: a session. */
  worker: Blob;
  /** From `sluice/replica`: a worker that shares a training. */
  replica: Blob;
}

export type { ByPreset, Settings };

/** A row of the core's table of settings, the only place that defines ranges and defaults. */
export interface Setting {
  /** As `createModel` takes it. */
  name: keyof Settings;
  /** The heading under which help lists it. */
  group: SettingGroup;
  /** Its names in older files and links, which still work. */
  aliases?: string[];
  /** A word from `choices`, a whole number, any number, or true and false. */
  kind: 'choice' | 'whole' | 'real' | 'flag';
  /** The words of a choice. */
  choices?: string[];
  /** The least number that it takes. */
  min?: number;
  /** The largest number that it takes. */
  max?: number;
  /** What it is unless given. */
  default: string | number | boolean;
  /** What it does, in a sentence. */
  help: string;
  /** May change while a model is trained. */
  live?: boolean;
}

/** Settings to begin with: `createModel({ preset: NAME })`, or `createTranslator` for pairs. */
export interface Preset {
  /** The kind of model that they are for. */
  kind: ModelInfo['kind'];
  /** As `createModel` and `createTranslator` take them. */
  settings: Readonly<Settings>;
  /** How many updates make a whole training. */
  updates: number;
  /** How many of the text's first symbols it is meant for, as `maxTokens` of `loadText`; undefined: all. */
  maxTokens?: number;
}

/** Names of `presets`. */
export type PresetName = keyof ByPreset<Preset>;

/** All of them: each name's own comment says what it is for, and `sluice presets` lists them with the time that they take. */
export const presets: ByPreset<Preset>;

/** The preset to begin with on a text with this many distinct symbols (`TextInfo.symbols`): from 301 on, the one for large alphabets. */
export function firstPreset(symbols: number): 'first' | 'first-large';

/** A text, as loadText has read it. */
export interface TextInfo {
  /** Symbols (code points) kept after normalization and `maxTokens`. */
  length: number;
  /** Distinct symbols of the whole text, `<unk>` included: the size of the vocabulary. */
  symbols: number;
  /** Bytes read. */
  bytes: number;
  /** 64-bit FNV-1a over the kept symbols, 16 hexadecimal digits. */
  fingerprint: string;
  /** The vocabulary by id; id 0 is '<unk>'. */
  vocabulary: string[];
  /** How many lines of all that was read end in which way; to a model a CR is a symbol of its own. */
  lineEnds: { lf: number; crlf: number; cr: number };
}

/** A table of sentence pairs, as loadPairs has read it. */
export interface PairsInfo {
  /** How many pairs were kept. */
  pairs: number;
  /** Bytes read. */
  bytes: number;
  /** The vocabulary of the sentences, by id; ids 0 to 3 are <unk>, <pad>, <bos>, <eos>. */
  source: string[];
  /** The vocabulary of the translations, likewise. */
  target: string[];
  /** How many tokens each column has, without <eos>. */
  tokens: { source: number; target: number };
  /** How many tokens of each column are <unk>. */
  unknown: { source: number; target: number };
}

/** A sentence and its translation, as they were written. */
export interface SentencePair {
  /** The sentence. */
  source: string;
  /** Its translation. */
  target: string;
}

/** A translation, token by token; `tokens` may end in '<eos>'. */
export interface Hypothesis {
  /** Its tokens, joined as the model was taught. */
  text: string;
  /** Its tokens, in the order in which they were chosen. */
  tokens: string[];
  /** Natural logarithm of the probability of all of it. */
  logProbability: number;
  /** logProbability / tokens.length ** alpha. */
  score: number;
}

/** A token that a beam search kept. */
export interface BeamNode {
  /** The token before it, as an index into the tree; -1 for a first token. */
  parent: number;
  /** The token, as it stands in the target vocabulary. */
  token: string;
  /** Which token of the sentence it is, from 1. */
  step: number;
  /** Natural logarithm of the probability of all tokens up to this one. */
  logProbability: number;
  /** The score by which the beam chose. */
  score: number;
  /** Whether the sentence ends here, with '<eos>'. */
  finished: boolean;
}

/** The best translation that a beam search found, and how. */
export interface Translation extends Hypothesis {
  /** All hypotheses that the beam finished, which can be more than its width: best score first. */
  hypotheses: Hypothesis[];
  /** Every token that the beam kept, step by step. */
  tree: BeamNode[];
}

/**
 * Gates held at a value from 0 to 1 while symbols are read: the cell's formulas with these gates
 * replaced. By letter or word, `{ z: 0.5 }`, in every layer, or for each layer its value, with null for
 * one whose gate stays free: `{ reset: [null, 1] }`.
 */
export type Hold = {
  [Gate in ('r' | 'reset' | 'z' | 'update') | ('i' | 'input' | 'f' | 'forget' | 'o' | 'output')]?:
    | number
    | (number | null)[];
};

/** What happens inside while the model reads a text of T symbols from a zero state. Arrays are row-major. */
export interface Inspection {
  /** The text, symbol by symbol. */
  symbols: string[];
  /** What each layer computes, in each direction. */
  layers: {
    /** The gates, by name: r z n, or i f g o; (T, hidden). None for a plain RNN. */
    gates: Record<string, Float32Array>;
    /** The hidden state, (T, hidden). */
    hidden: Float32Array;
    /** The cell state of an LSTM, (T, hidden). */
    memory?: Float32Array;
  }[][];
  /** Size of a hidden state. */
  hidden: number;
  /** The vocabulary by id, as the columns of `distribution`. */
  vocabulary: string[];
  /** Probability of each symbol after position t, (T, vocabulary). */
  distribution: Float32Array;
  /** Surprise in bits: -log2 of the probability of symbol t + 1 given those before it, (T - 1). */
  surprise: Float32Array;
}

/** Norms of the gradient of the loss at one position; (T) each. */
export interface Attribution {
  /** With respect to each one-hot input. */
  input: Float32Array;
  /** With respect to each hidden state, per layer and direction. */
  hidden: Float32Array[][];
  /** With respect to each cell state of an LSTM. */
  memory?: Float32Array[][];
}

/** Perplexities of simple models on the same text and split. */
export interface Baselines {
  /** A uniform choice among all symbols. */
  uniform: number;
  /** 1-grams, 2-grams, ...: maximum likelihood, on the part where they were counted. */
  training: number[];
  /** The same with Witten-Bell smoothing, on the held-out part; empty if nothing is held out. */
  heldOut: number[];
  /** How long counting and measuring took. */
  milliseconds: number;
}

/** A model, described. */
export interface ModelInfo {
  /** A language model continues a text; a translation model turns one into another. */
  kind: 'language' | 'translation';
  /** All settings, as they are now. */
  settings: Required<Settings>;
  /** How many numbers training changes. */
  parameters: number;
  /** The vocabulary by id; of a translator that of the translations. */
  vocabulary: string[];
  /** Updates made to reach the current weights. */
  updates: number;
  /** Symbols predicted to reach the current weights. */
  tokens: number;
  /** With the setting `keep: 'best'`, the best weights, which the model is used with: the update of their training
   *  after which they were kept, and their loss on the held-out part. */
  kept?: { update: number; loss: number };
  /** The arrays of its file, by PyTorch's names. */
  tensors: { name: string; dtype: string; shape: number[] }[];
}

/** How far to train, what to report, and with how many workers. */
export interface TrainOptions {
  /** Stop after this many updates, counted from the start of training; the setting `patience` may end it
   *  before. */
  updates?: number;
  /** Stop after this many epochs, counted from the start of training. */
  epochs?: number;
  /** Stop after this many further updates. */
  more?: number;
  /**
   * Train for about this many minutes; fractions are allowed. `plan` finds the number of updates, which becomes the
   * setting `horizon`, so that the training can be repeated to the bit with that `horizon` and as many `updates`.
   * Instead of `updates`, `epochs` and `more`; MISUSE after the first update.
   */
  minutes?: number;
  /**
   * Report progress every so many updates and at the end of each epoch. Default 0: about once per
   * animation frame, which suits a page but differs from run to run.
   */
  reportEvery?: number;
  /**
   * Measure the held-out part every so many updates. Default 0: at the end of each epoch, but at
   * least 100 updates apart, and once the requested `updates` or `epochs` are done. With the setting
   * `validation` at 0, nothing is measured.
   *
   * With the setting `keep: 'best'`, only weights of every `validateEvery`-th update can be kept (by default of every
   * 100th, 200th, ...: the least multiple of 100 that an epoch fits in), so that the same are kept however often
   * the training was interrupted. Weights measured between, such as the last ones of a training whose `updates` are no
   * multiple, are not: choose one that is.
   */
  validateEvery?: number;
  /** Measure at most this many symbols (of a table: pairs) of the held-out part (default: all). */
  validationTokens?: number;
  /**
   * Workers that share each batch. The result is the same, bit for bit. By default ('auto') as many
   * as the machine has cores, up to the setting `shards` and 16, and fewer where a small model or a small
   * batch leaves them too little to do. Each holds a copy of the core, the model and the text or the
   * pairs. No special headers are needed. A lost worker is replaced. When that fails, or the host has no
   * workers, 'auto' trains without, and a number ends in WORKER_LOST. BAD_SETTING for more workers than
   * shards.
   */
  workers?: Workers;
  /** Ends the training after the current slice; the iteration then ends without an error. */
  signal?: AbortSignal;
}

/** What a training reports, by the type of the event; `detail` is the report, or what went wrong. */
export interface TrainingEventDetails {
  /** A report, as the iteration gives it. */
  progress: Progress;
  /** The training has ended or was stopped: its last report, null if it had none. */
  end: Progress | null;
  /** The training has failed, and reports nothing more. */
  error: Error;
}

/** A training that runs by itself. Its listeners are those of an `EventTarget`, which it is. */
export interface TrainingEvents {
  /** Calls `listener` with every event of a type. */
  addEventListener<Type extends keyof TrainingEventDetails>(
    type: Type,
    listener: (event: { type: Type; detail: TrainingEventDetails[Type] }) => unknown,
    options?: boolean | { once?: boolean; signal?: AbortSignal },
  ): void;
  /** Stops calling `listener`. */
  removeEventListener(type: keyof TrainingEventDetails, listener: unknown): void;
}

/**
 * A training that runs by itself and reports by events, for those who prefer them to iterators. It begins in the next
 * microtask, after the listeners that are added at once; `session.stop()` ends it. Without a listener for `error`, an error
 * is reported by the host as unhandled.
 *
 *     const training = trainingEvents(session.train({ updates: 500 }));
 *     training.addEventListener('progress', ({ detail }) => console.log(detail.update));
 *     training.addEventListener('end', () => console.log('done'));
 */
export function trainingEvents(reports: AsyncIterable<Progress>): TrainingEvents;

/** How many workers share each batch. */
export type Workers = 'auto' | 1 | 2 | 4 | 8 | 16;

/** The minutes to plan for, and the options of the training that they are for. */
export interface PlanOptions
  extends Pick<TrainOptions, 'workers' | 'validateEvery' | 'validationTokens' | 'signal'> {
  /** How long the training should take. */
  minutes: number;
}

/** How a training fits into the time given. */
export interface Plan {
  /** How many updates fit into the time that is left after the trial, and always more than a schedule's warm-up. */
  updates: number;
  /** How long an update takes, with its share of measuring the held-out part. */
  seconds: number;
}

/** A report from a training. */
export interface Progress {
  /** Updates made since the start of training. */
  update: number;
  /** Complete passes over the training part. */
  epoch: number;
  /** Symbols predicted since the start of training. */
  tokens: number;
  /** Mean nats per symbol over the updates since the last report, taken while the weights change. */
  loss: number;
  /** exp(loss). */
  perplexity: number;
  /** Mean nats per symbol of the held-out part with frozen weights; only in the report that follows a measurement, which
   *  may be of an update before this report's: `reportEvery` and `validateEvery` decide. */
  validationLoss?: number;
  /** exp(validationLoss). */
  validationPerplexity?: number;
  /** With the setting `keep: 'best'`: the update of the weights that are kept, and their held-out loss. */
  kept?: { update: number; loss: number };
  /** Norm of the last gradient, before clipping. */
  gradientNorm: number;
  /** Symbols a second, over the time spent in updates since train was called, without loading. */
  tokensPerSecond: number;
  /** Time spent in updates, over all calls of train. */
  seconds: number;
  /** How many workers shared the last update. */
  workers: number;
  /** The setting `patience` has ended the training, and it will not go on. */
  outOfPatience?: true;
}

/** The reports of a training, as they come. It runs while it is iterated over, or waited for: do one or the other. */
export interface Training extends AsyncIterable<Progress> {
  /** Trains to the end, and resolves to the last report; null if it was stopped before the first. */
  end(): Promise<Progress | null>;
}

/** One update taken apart. */
export interface Dissection {
  /** Its number, counted from the start of training. */
  update: number;
  /** Mean nats per symbol of its batch, with the weights before it. */
  loss: number;
  /** Norm of the whole gradient, before clipping. */
  gradientNorm: number;
  /** What clipping multiplied the gradient by: 1 if its norm was at most `clip`. */
  scale: number;
  /** The learning rate that the schedule gave it. */
  rate: number;
  /** Each tensor that holds parameters: the norm of its gradient before clipping, and the length by which
   *  the update has moved it. */
  tensors: { name: string; parameters: number; gradientNorm: number; step: number }[];
}

/** What to draw, and how. */
export interface GenerateOptions {
  /** Text to continue, which is not repeated. */
  prompt?: string;
  /** What to do about symbols of the prompt that the model does not know: `refuse` (default), or `skip` them. */
  unknown?: 'refuse' | 'skip';
  /** Symbols to draw, at most (default 200). */
  length?: number;
  /** Ends the text where it would come to one of these strings, which are left out. */
  stop?: string | readonly string[];
  /** 0 always takes the likeliest symbol (default 1). */
  temperature?: number;
  /** Draw from only this many of the likeliest symbols; 0 (default): from all. */
  topK?: number;
  /** Draw from the fewest symbols that together reach this probability; 0 and 1 (default): from all. */
  topP?: number;
  /** From 1 (default: none) to 100: makes symbols that were read or drawn before less likely (Keskar et al. 2019). */
  repetitionPenalty?: number;
  /** The same seed draws the same symbols from the same weights (default: another one each time). */
  seed?: number;
  /** Gates held at a value; BAD_SETTING for a gate or a layer that the model does not have, and for values outside [0, 1]. */
  hold?: Hold;
  /** Yields all that was drawn within a frame's time as one piece, instead of symbol by symbol. */
  chunks?: boolean;
  /** Draw this many texts, one after the other, with seeds that follow one another. Yields `Drawn` objects. */
  samples?: number;
  /** Yields `Drawn` objects with the probability of each symbol. */
  probabilities?: boolean;
  /** Ends the stream; the iteration then ends without an error. */
  signal?: AbortSignal;
}

/** What was drawn, and of which sample. */
export interface Drawn {
  /** A symbol; with `chunks`, several symbols. */
  text: string;
  /** Which of the `samples`, from 0. */
  sample: number;
  /** With `probabilities`: what the model gave this symbol, whatever temperature, topK and the like made of it. */
  probability?: number;
}

/** A text as it is drawn. It is drawn once: iterate over it, or wait for all of it. */
export interface Generation<Item = string> extends AsyncIterable<Item> {
  /** The seed that it is drawn with; of several samples the first one's. */
  readonly seed: number;
  /** Waits for all of it; several samples come one after the other. */
  text(): Promise<string>;
  /** Waits for all of it, sample by sample. */
  texts(): Promise<string[]>;
}

/** How a reader draws. */
export type ReaderOptions = Pick<
  GenerateOptions,
  'temperature' | 'topK' | 'topP' | 'repetitionPenalty' | 'seed'
>;

/**
 * A place in a text of one's own making: the model's state after what was read, kept between calls. It reads with the
 * model that it was made from, also when the session has another one by then, and with newer weights while that is trained.
 */
export interface Reader {
  /** The seed that it draws with. */
  readonly seed: number;
  /** Reads on; UNKNOWN_SYMBOL, and then nothing was read. */
  feed(text: string, options?: { unknown?: 'refuse' | 'skip' }): Promise<void>;
  /** How likely each symbol of the vocabulary is to come next, by id. */
  probabilities(): Promise<Float32Array>;
  /** Draws the next symbol and reads it. Options of this draw come before those of the reader. */
  draw(options?: Omit<ReaderOptions, 'seed'>): Promise<{ symbol: string; probability: number }>;
  /** Goes back to the beginning: nothing read, and the random numbers of its seed anew. */
  reset(): Promise<void>;
  /** Another reader in the same place. */
  clone(): Promise<Reader>;
  /** Frees its memory, as the end of the session does. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Tensors by PyTorch's names, row by row. */
export type Weights = Record<string, { shape: number[]; values: Float32Array }>;

/**
 * How a copy of the weights learns on while it reads ("dynamic evaluation", Krause et al. 2018), every
 * symbol being predicted before it is learned from: after each 20 symbols it takes a step of `rate`
 * (above 0, at most 1000; default 0.2) times the gradient, but at most `length` long (above 0, at most
 * 10; default 0.2), and 0.005 of the way back to the model's weights, which stay as they are. True: with
 * the defaults.
 */
export type LearnOn = boolean | { rate?: number; length?: number };

/** How well a model predicts a text. */
export interface Evaluation {
  /** Mean nats per symbol, over all symbols after the first. */
  loss: number;
  /** exp(loss). */
  perplexity: number;
  /** Symbols predicted. */
  tokens: number;
  /** How many symbols of the text the model does not know. */
  unknown: number;
  /** Of a bidirectional model: what its figures do not mean, in a sentence. */
  caveat?: string;
}

/** One text, one table of pairs and one model, and what can be done with them. */
export interface Session {
  /** The build of the core in use. */
  readonly engine: Engine;
  /**
   * Whether its multiply-adds are fused, as measured on this host. Trainings agree to the bit where this
   * is equal; on a host that does not fuse, `relaxed` has the bits of `simd` and `scalar`.
   */
  readonly fused: boolean;
  /** All settings, with their ranges, defaults and help. */
  settingsTable(): Promise<Setting[]>;
  /**
   * Replaces the text. The current model stays, and can train on the new text if that has the same
   * vocabulary. `vocabulary: 'model'` makes sure it has: the text is encoded with the model's
   * vocabulary (other symbols become '<unk>') and normalized like the model's text. The default,
   * 'own', collects the text's own vocabulary, for a new model. MISUSE during training.
   */
  loadText(
    source: TextSource,
    options?: Listening & {
      /** As it is (default), or reduced to lower-case a-z and spaces. */
      normalize?: 'none' | 'd2l';
      /** Keep only this many symbols, the first of the text (default: 0, all). */
      maxTokens?: number;
      /** Whose vocabulary: the text's own (default), or the present model's. */
      vocabulary?: 'own' | 'model';
      /** What follows each of several documents (default: U+0003, "end of text"), for the model to learn
       *  where one ends; `generate({ stop: '\x03' })` then writes one. */
      endMark?: string;
    },
  ): Promise<TextInfo>;
  /**
   * Draws a fresh model for the loaded text, with the text's `normalize`, and replaces the current
   * one. Takes both model and training settings, which change those of a `preset` where one is named.
   * BAD_SETTING; MISUSE during training.
   */
  createModel(settings?: Settings & { preset?: PresetName }): Promise<ModelInfo>;
  /**
   * Trains the current model on the loaded text, or a translator on the loaded pairs (tokens are
   * then target tokens, '<eos>' included). Starts with the first step of the iteration. Leaving the
   * loop pauses; the next call continues as if nothing had interrupted it. One call at a time. The last
   * report is always of the last update, also when there was nothing left to do, unless this session has reported none yet. TEXT_TOO_SHORT; BAD_SETTING for
   * settings that do not go together; OTHER_VOCABULARY; DIVERGED; MISUSE; WORKER_LOST.
   *
   *     for await (const { update, perplexity } of session.train({ updates: 500 })) console.log(update, perplexity);
   *     await session.train({ more: 500 }).end(); // goes on, silently
   */
  train(options?: TrainOptions): Training;
  /**
   * Ends the training that runs, if any, after the present update: its iteration ends with a last report. Before a
   * call that no training may overlap, such as createModel, wait for that iteration, too.
   */
  stop(): Promise<void>;
  /**
   * The reports of the present model's training in this session, also of earlier calls of `train`. Of
   * more than 2,048, every second one is left out.
   */
  history(): Promise<Progress[]>;
  /**
   * How many updates of the present model this machine makes in this many minutes. Tries it out for a twentieth
   * of the time, 3 s at most, on a copy: the model and its training stay as they are. MISUSE during
   * training.
   */
  plan(options: PlanOptions): Promise<Plan>;
  /**
   * How training divides the loaded text or pairs: how many symbols, or pairs, it learns from and
   * holds out, and the updates in an epoch (for a text, counted at a random offset of 0; 0 if the
   * text is too short for one). MISUSE when nothing is loaded.
   */
  epoch(): Promise<{
    updates: number;
    training: number;
    heldOut: number;
    /** Of pairs: sentences of each column with more than `steps` tokens, '<eos>' counted, which are
     *  cut off there. */
    cutOff?: { source: number; target: number };
  }>;
  /**
   * Makes one update, the one that train would make next, and takes it apart. It measures nothing, and the
   * next report of train starts after it. MISUSE during training; DIVERGED.
   */
  dissect(): Promise<Dissection>;
  /** Changes a training setting between two updates; it is saved with the model. */
  set(name: 'lr' | 'clip' | 'horizon', value: number): Promise<void>;
  /**
   * Draws symbols, one whole code point at a time. Keeps a state of its own; training continues. A prompt
   * whose symbols the model does not know is tried in the other Unicode normal forms (NFC, NFD);
   * UNKNOWN_SYMBOL.
   */
  generate(options?: GenerateOptions & { samples?: undefined; probabilities?: false }): Generation;
  /** With `probabilities`, each symbol comes with its own. */
  generate(options: GenerateOptions & { probabilities: true }): Generation<Required<Drawn>>;
  /** With `samples`, each symbol comes with the number of its sample. */
  generate(options: GenerateOptions & { samples: number }): Generation<Drawn>;
  /** With options that are only known when the program runs. */
  generate(options: GenerateOptions): Generation<string | Drawn>;
  /** Reads and draws by hand, symbol by symbol. MISUSE for a translator; BAD_SETTING. */
  reader(options?: ReaderOptions): Promise<Reader>;
  /**
   * Loss of the present weights on another text, encoded with the model's vocabulary and read once, from
   * zero states. A bidirectional model needs memory for all of it: NO_MEMORY names the text's length.
   * With `learnOn`, of a copy that learns on as it reads; BAD_SETTING for a bidirectional model, DIVERGED
   * when its steps lead it astray.
   */
  evaluate(
    source: TextSource,
    options?: Listening & { learnOn?: LearnOn; endMark?: string },
  ): Promise<Evaluation>;
  /** The present model. MISUSE without one. */
  info(): Promise<ModelInfo>;
  /** The model in words, a line for each of its weights. */
  summary(): Promise<string>;
  /** A copy of the weights that the model is used with, by PyTorch's names. */
  weights(): Promise<Weights>;
  /**
   * Replaces some or all of them; training then starts afresh. BAD_SETTING names what does not fit;
   * UNSUPPORTED for a model that was trained with the setting `average`, or `keep` at best; MISUSE during training.
   */
  setWeights(
    weights: Record<
      string,
      ArrayLike<number> | { shape?: readonly number[]; values: ArrayLike<number> }
    >,
  ): Promise<ModelInfo>;
  /**
   * Bytes of memory that the core holds for text, model and training. They grow but never shrink;
   * each further training worker needs as many again.
   */
  memory(): Promise<number>;
  /**
   * Loss of the current weights, frozen, on one part of the text, as the model's setting `validation`
   * divides it, or on the first `tokens` symbols of that part. MISUSE when the part is empty. Where the
   * setting `keep` has the model used with older weights, `newest` measures those that training has now;
   * `learnOn` as in evaluate. A translator is measured by pairsLoss.
   */
  measure(
    part: 'training' | 'validation',
    options?: { tokens?: number; newest?: boolean; learnOn?: LearnOn; signal?: AbortSignal },
  ): Promise<Evaluation>;
  /**
   * n-gram models of orders 1 to `order` (1 to 8, default 5) on the loaded text and this held-out
   * share (default: the model's, or 0 without a model).
   */
  baselines(options?: { order?: number; validation?: number }): Promise<Baselines>;

  /** Reads a text of 1 to 4,096 symbols, in a Unicode normal form that the model knows, and shows what
   *  happens inside, with gates held if asked. BAD_SETTING as of generate. */
  inspect(text: string, options?: { hold?: Hold }): Promise<Inspection>;
  /** How strongly the prediction after symbol `position` depends on what came before; gates that are held are
   *  constants. */
  attribute(text: string, position: number, options?: { hold?: Hold }): Promise<Attribution>;

  /**
   * Reads lines "source TAB target", ended by LF, CR LF or CR, or an array of such pairs; replaces the pairs, also
   * for the translator that is there. BAD_TEXT names a bad line, or the column whose tokens are all rare.
   * `vocabulary: 'model'` encodes them with its vocabularies (other tokens become '<unk>') and cuts
   * them like its own pairs. MISUSE during training.
   */
  loadPairs(
    source: TextSource | readonly SentencePair[] | readonly (readonly [string, string])[],
    options?: Listening & {
      /** How sentences are cut: into words (default), lower-cased, or characters. */
      tokens?: 'word' | 'char';
      /** Tokens that occur less often than this become <unk>, in either language (default 2): with 1, none does. */
      minimum?: number;
      /** Read only this many pairs (default: all). */
      maxPairs?: number;
      /** Whose vocabularies: the pairs' own (default), or the present translator's. */
      vocabulary?: 'own' | 'model';
    },
  ): Promise<PairsInfo>;
  /** The loaded pairs as they were written, from `first` on (default: all). MISUSE. */
  sentences(options?: { first?: number; count?: number }): Promise<SentencePair[]>;
  /** The tokens of each sentence, as loadPairs cuts it; `tokens` defaults as the setting does. */
  cut(sentences: string[], options?: { tokens?: 'word' | 'char' }): Promise<string[][]>;
  /**
   * Draws a fresh encoder and decoder for the loaded pairs, which cut sentences as those were cut,
   * and replaces the current model. Settings as those of createModel; the presets `dates`,
   * `dates-beam`, `reverse` and `reverse-tiny` want pairs loaded with `tokens` char. MISUSE during
   * training.
   */
  createTranslator(settings?: Settings & { preset?: PresetName }): Promise<ModelInfo>;
  /**
   * Mean nats per true target token ('<eos>' included) on pairs [first, first + count), by default
   * on all, with frozen weights; `tokens` is the number of target tokens. Held out are the last pairs: `epoch` says
   * how many, and how many come before them. `newest` as in measure.
   */
  pairsLoss(options?: {
    first?: number;
    count?: number;
    newest?: boolean;
    signal?: AbortSignal;
  }): Promise<{ loss: number; tokens: number }>;
  /** Beam search of this width; 1, the default, is greedy. The score is log P / L^alpha (default 0.75). Tokens that the
   *  model does not know are read as <unk>. */
  translate(sentence: string, options?: { width?: number; alpha?: number }): Promise<Translation>;
  /** A translation drawn at random, by default at temperature 1 and with seed 1: equal seeds draw equal translations. */
  sampleTranslation(
    sentence: string,
    options?: { temperature?: number; seed?: number },
  ): Promise<Hypothesis>;
  /** Standard corpus BLEU-4, 0 to 1, of sentences whose tokens are separated by spaces. */
  bleu(hypotheses: string[], references: string[][]): Promise<number>;
  /** The score of one sentence as Dive into Deep Learning defines it, n-grams up to k (default 2). */
  bookBleu(hypothesis: string, reference: string, k?: number): Promise<number>;
  /**
   * The model as a safetensors file. With `training` the file also holds everything that `resume`
   * needs to continue the training exactly, and `notes`, any text from the host (without NUL
   * characters). A running training is saved between two updates and continues. Equal trainings with
   * equal notes give equal bytes. MISUSE when nothing is loaded on which the model could train.
   */
  save(options?: { training?: boolean; notes?: string }): Promise<Uint8Array>;
  /**
   * Replaces the model with one from a file, with or without a training; the current one stays if the
   * file is bad. Training then starts afresh. BAD_FILE; UNREACHABLE; MISUSE during training.
   */
  load(file: ByteSource, options?: Listening): Promise<ModelInfo>;
  /**
   * Replaces model and training by those of a file with a training. The next train continues it bit
   * for bit (with any number of workers, where `fused` is the same); `updates` and
   * `epochs` count from its first start, `seconds` begin anew. Load the training's own text or pairs
   * before; `readTraining` says with which `normalize`, or which `tokens` and `minimum`, and of
   * which `most` symbols or pairs. If this
   * fails, neither model nor training change: BAD_TEXT if another text is loaded, MISUSE if none is
   * or a training runs, BAD_FILE.
   */
  resume(file: ByteSource, options?: Listening): Promise<ModelInfo & { notes: string }>;
  /**
   * Ends the session: pending calls fail with code 'DISPOSED'. A worker frees its memory at once;
   * otherwise the memory is freed with the last reference to the session.
   */
  dispose(): Promise<void>;
  /** The same, for `await using session = await createSession()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Loads the engine and starts a session, which holds nothing yet. BAD_MODULE; WORKER_LOST; BAD_SETTING. */
export function createSession(options?: SessionOptions): Promise<Session>;

/** What a file of session.save({ training: true }) says about its training. */
export interface SavedTraining {
  /** The kind of its model. */
  kind: ModelInfo['kind'];
  /** The settings of model and training; older files have those of their time. */
  settings: Required<Settings>;
  /** Updates since the start of training. */
  updates: number;
  /** Whole passes over the training part since then. */
  epochs: number;
  /** Symbols predicted since then. */
  tokens: number;
  /** The fingerprint of its text, as loadText returns it; of pairs, another number of the same form. */
  fingerprint: string;
  /** The `maxTokens` or `maxPairs` that the text or the pairs were read with; 0: all. */
  most: number;
  /** The notes that were given to save. */
  notes: string;
}

/**
 * Reads this from a file's header, without loading the file; null if the file holds only a model.
 * BAD_FILE when the header is not that of a model file.
 */
export function readTraining(bytes: Uint8Array): SavedTraining | null;

/** A file for another program. */
export interface ExportedFile {
  /** Its name, with the extension. */
  name: string;
  /** What is in it. */
  bytes: Uint8Array;
}

/**
 * A model, as session.save returned it, for other programs:
 * - 'onnx': NAME.onnx, or NAME-encoder.onnx and NAME-decoder.onnx of a translation model, operator
 *   set 13, with inputs ids (steps, batch) and states, and outputs logits and states. The graph is
 *   the network alone; the vocabularies are in the metadata, as JSON.
 * - 'pytorch-script': NAME.py, which rebuilds the model in PyTorch, and NAME.safetensors, which the
 *   script reads from its own folder.
 * NAME is 'model' unless given. BAD_FILE; UNSUPPORTED when the format cannot hold the model.
 */
export function exportModel(
  bytes: Uint8Array,
  to: 'onnx' | 'pytorch-script',
  options?: { name?: string },
): ExportedFile[];

/** What kind of failure it was. */
export type ErrorCode =
  /** A setting or an option that does not exist, or a value that it does not take. */
  | 'BAD_SETTING'
  /** No text, empty, not UTF-8, or with too many distinct symbols; pairs with a bad line. */
  | 'BAD_TEXT'
  /** An address without what was asked for, such as one that answers 404. */
  | 'UNREACHABLE'
  /** Fewer symbols than one update needs. */
  | 'TEXT_TOO_SHORT'
  /** A prompt with a symbol that the model never saw. */
  | 'UNKNOWN_SYMBOL'
  /** Loss or gradient are not finite; the update was not applied. */
  | 'DIVERGED'
  /** A model file that is truncated, altered, or of another kind. */
  | 'BAD_FILE'
  | 'NO_MEMORY'
  /** A call out of order. */
  | 'MISUSE'
  /** A text or pairs that are not encoded with the model's vocabulary. */
  | 'OTHER_VOCABULARY'
  /** The engine cannot be loaded, or does not run here. */
  | 'BAD_MODULE'
  /** A worker cannot be started, or has ended. */
  | 'WORKER_LOST'
  /** Something that the format or the model cannot do. */
  | 'UNSUPPORTED'
  /** The session has been disposed of. */
  | 'DISPOSED';

/** A failure that the user can do something about; the message says what would be right. */
export class SluiceError extends Error {
  /** What kind of failure it was, for programs; the message is for people. */
  readonly code: ErrorCode;
}
