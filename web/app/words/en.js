import {
  formatCount,
  formatDuration,
  formatMegabytes,
  formatMoment,
  formatPerplexity,
  formatPrecise,
  formatShare,
} from '../format.js';

// What the page says from JavaScript; the rest is in index.html.

/**
 * @typedef {{ code?: string, message: string }} Failure
 * @typedef {{ frozen: number, heldOut: number, place: { unbeaten?: { n: number, value: number } } }} Judged
 */

/** @param {{ n: number, value: number }} gram */
const modelOf = ({ n, value }) => `${n}-gram model (${formatPerplexity(value)})`;

/** @param {{ n: number, value: number } | undefined} gram */
const gramOf = (gram) => gram && `a ${modelOf(gram)}`;

/** @param {number} n @param {string} one @param {string} [more] */
const counted = (n, one, more = `${one}s`) => `${formatCount(n)} ${n === 1 ? one : more}`;

/** What a training has come to. @type {Record<string, string>} */
const conclusions = {
  generalising: ': it generalises, and is surer of unseen text than every n-gram model.',
  almost: ': it generalises, and is surer of unseen text than most n-gram models.',
  memorising: ': it knows much of its own text by heart, and little beyond.',
  underfitting: ': there is more to learn.',
};

/** @param {number} minutes */
const minutesOf = (minutes) => `${formatPrecise(minutes)} minute${minutes === 1 ? '' : 's'}`;

const futureSeen =
  'This one fails on purpose: it reads in both directions, so it sees what it should predict. Its perplexity near 1 means nothing; watch its writing get stuck in a loop.';

/** Whose weights were measured. @param {number} [update] undefined: nothing is measured yet */
const moment = (update) =>
  update === undefined ? 'weights frozen' : `at update ${formatCount(update)}`;

export const words = {
  /** @param {import('../language.js').Language} one */
  builtIn: (one) => (one === 'en' ? 'The built-in text' : 'The built-in Chinese text'),
  pastedText: 'The pasted text',
  /** @param {string} name */
  textIn: (name) => `Text: ${name}`,
  ownText: 'Your own text …',
  /** @param {{ batch: number, steps: number }} settings */
  fitted: ({ batch, steps }) =>
    `A short text: the settings were fitted to it, with batch ${batch} and steps ${steps}. It will soon be known by heart.`,
  linkedText: 'The text of the link',

  roomMissing: 'This part of the page could not be loaded. Are you online?',
  chartMissing: 'The chart could not be loaded. Are you online? Reload the page to try again.',

  train: 'Train',
  trainOn: 'Train on',
  pause: 'Pause',
  write: 'Write',
  stop: 'Stop',
  startAnew: 'Start anew',
  leave:
    'Changing the language reloads the page: what this model has learned will be lost. Continue?',

  status: {
    starting: 'Loading the engine …',
    fresh: 'Ready. Press Train.',
    training: 'Training.',
    planning: 'Measuring how fast it trains …',
    /** @param {number} pace */
    slow: (pace) => `Training, ${counted(pace, 'update')} a second at most.`,
    paused: 'Paused.',
    done: 'Done. Train on, or change a setting.',
    loading: 'Reading the text …',
    lost: 'The engine has stopped.',
  },

  /** @param {number | undefined} perplexity @param {number} updates */
  announcement: (perplexity, updates) =>
    `Training perplexity ${formatPerplexity(perplexity)} after ${counted(updates, 'update')}.`,

  /** @param {number} perplexity */
  perplexityInWords: (perplexity) =>
    `As unsure as picking one of ${formatPerplexity(perplexity)} symbols at random.`,

  /** @param {number} symbols */
  worseThanGuessing: (symbols) =>
    `Worse than blind guessing (${formatCount(symbols)}): lower the learning rate or the clip, then press Reset.`,

  /** @param {number} origin update that a loaded model had @param {number} every updates */
  notMeasured: (origin, every) =>
    `${origin ? '' : 'Blind guessing. '}First measured at update ${formatCount(origin + every)}.`,
  perplexityAtStart: 'Blind guessing: as many choices as there are symbols.',

  unsureUnseen: 'How unsure it is about unseen text',
  unsureTraining: 'How unsure it is about its own text',
  /** A name and the reason for it. */
  judgement: {
    atStart: 'Dashed lines in the chart: what counting letters reaches.',
    /** @param {Judged} judged */
    generalising: ({ place: { unbeaten } }) => [
      'Generalising:',
      unbeaten
        ? `below most n-gram models, not yet below the ${modelOf(unbeaten)}.`
        : 'below every n-gram model.',
    ],
    /** @param {Judged} judged */
    underfitting: ({ place: { unbeaten } }) => [
      'Still learning:',
      unbeaten ? `not yet below the ${modelOf(unbeaten)}.` : 'below every n-gram model.',
    ],
    /** @param {Judged} judged */
    memorising: ({ frozen, heldOut }) => [
      'Memorising:',
      `${(heldOut / frozen).toFixed(1)} times as unsure about unseen text as about its own.`,
    ],
  },

  /** @param {number} updates @param {number} [target] @param {number} [left] milliseconds */
  howFar: (updates, target, left) =>
    [
      `update ${formatCount(updates)}${target === undefined ? '' : ` of ${formatCount(target)}`}`,
      ...(left === undefined ? [] : [`${formatDuration(left)} left`]),
    ].join(' · '),
  /** @param {{ tokensPerSecond: number, workers: number }} report */
  speed: ({ tokensPerSecond, workers }) =>
    `· ${formatCount(tokensPerSecond)} symbols a second on ${counted(workers, 'core')}`,

  /** @param {number} elapsed milliseconds @param {number} passes @param {string} [conclusion] */
  ending: (elapsed, passes, conclusion) =>
    `${formatDuration(elapsed)} of training, ${counted(passes, 'pass', 'passes')} over the text${conclusions[conclusion ?? ''] ?? '.'} What next?`,
  /** @param {string} symbol @param {number} chance */
  chance: (symbol, chance) => `“${symbol}”: ${formatShare(chance)}`,

  /** @param {number} measured symbols @param {number} [update] at which it was */
  frozen: (measured, update) => `its first ${formatCount(measured)} symbols, ${moment(update)}`,

  /** @param {number} percent @param {number} measured symbols @param {number} held symbols @param {number} [update] */
  heldOut(percent, measured, held, update) {
    if (held < 2) return 'nothing is held out';
    const part = measured < held ? `${formatCount(measured)} symbols of ` : '';
    return `${part}the last ${formatCount(percent)}%, ${moment(update)}`;
  },

  /** The lines of the chart. */
  series: {
    training: {
      label: 'training',
      meaning: 'training text, running average, taken while the weights change',
    },
    frozen: { label: 'frozen', meaning: 'training text, weights frozen' },
    heldOut: { label: 'held-out', meaning: 'held-out text, weights frozen' },
    uniform: { label: 'guess', meaning: 'picking one of all symbols at random' },
    /** @param {number} n @param {boolean} predicted */
    gram: (n, predicted) => ({
      label: `${n}-gram`,
      meaning: predicted
        ? `a ${n}-gram model counted on the training text, measured on the held-out text (Witten-Bell)`
        : `a ${n}-gram model counted on the training text, measured on that same text`,
    }),
    book: {
      label: 'book',
      meaning:
        'the training perplexity that Dive into Deep Learning reports for this text and these settings',
    },
    bookWindows: {
      label: 'book, windows',
      meaning:
        'the perplexity that Dive into Deep Learning reports on its validation windows, each from a zero state',
    },
  },

  axes: { updates: 'updates', perplexity: 'perplexity' },
  /** Of the book's figures. */
  book: {
    elsewhere:
      'The book’s figures for this preset are for its own text, The Time Machine. Load that text as a file below to see them in the chart.',
    classic: 'Dotted: the perplexity that the book reports, on the training text only.',
    windows:
      'Dotted: the book’s two figures, v1.0. Its “windows” figure is no held-out figure of ours: the book reads each window of 32 symbols from a zero state; here the state carries over, which is easier. The book also keeps a space where a line ends; here lines are joined without one.',
  },

  /** @param {string} engine @param {boolean} isInPage */
  engine: (engine, isInPage) => `WebAssembly, ${engine}${isInPage ? ', no worker' : ''}`,

  /** @param {string[]} directives */
  policyForbids: (directives) =>
    `The security policy of this host forbids what the page needs. Its Content-Security-Policy has to allow ${directives.join(' and ')}. Or use the file sluice.html, which needs no host.`,
  stylesMissing:
    "The styles of this page are missing: the host sends them under a wrong type (right is text/css), or its Content-Security-Policy lacks style-src 'self'.",

  chartEmpty: 'No values yet',
  /** @param {number} update @param {string[]} values */
  readout: (update, values) => `update ${formatCount(update)}: ${values.join(', ')}`,
  /** @param {string} label @param {number} value */
  seriesValue: (label, value) => `${label} ${formatPerplexity(value)}`,

  /** What the curve says of the learning. */
  verdict: {
    /** @param {{ beaten?: { n: number, value: number }, unbeaten?: { n: number, value: number } }} place */
    against({ beaten, unbeaten }) {
      if (!beaten) return `On held-out text it does not even beat ${gramOf(unbeaten)}.`;
      const but = unbeaten ? ` but not ${gramOf(unbeaten)}` : ' and every shorter one';
      return `On held-out text it beats ${gramOf(beaten)}${but}.`;
    },
    /** @param {number} frozen @param {number} heldOut @param {string} against */
    underfitting: (frozen, heldOut, against) =>
      `Underfitting: ${pair(frozen, heldOut)}, close together but high. ${against}`,
    /** @param {number} frozen @param {number} heldOut @param {string} against */
    generalising: (frozen, heldOut, against) =>
      `Generalising: ${pair(frozen, heldOut)}, close together. ${against}`,
    /** @param {number} frozen @param {number} heldOut @param {string} against */
    memorising: (frozen, heldOut, against) =>
      `Memorising: ${pair(frozen, heldOut)}, where it is ${(heldOut / frozen).toFixed(1)} times as unsure. ${against}`,
    seesTheFuture:
      'No verdict: it reads the text in both directions, so it sees what it should predict.',
    /** @param {number} frozen @param {number} n @param {number} table */
    nothingHeldOut: (frozen, n, table) =>
      `No verdict: nothing is held out. It reaches ${formatPerplexity(frozen)} on its own text, which ${gramOf({ n, value: table })} knows by heart.`,
  },

  sizes: {
    letters: 'letters',
    quick: 'quick',
    large: 'large alphabet',
    classic: 'classic',
    v1: 'v1.0',
    unseen: 'unseen text',
    whole: 'whole book',
  },
  /** As the line of a preset names them. */
  kinds: {
    first: 'First run',
    rnn: 'RNN',
    gru: 'GRU',
    lstm: 'LSTM',
    deep: 'Deep',
    bidirectional: 'Bidirectional',
  },
  chapters: {
    rnn: 'Recurrent networks (RNN)',
    gru: 'Gated recurrent units (GRU)',
    lstm: 'Long short-term memory (LSTM)',
    deep: 'Deep networks',
    bidirectional: 'Bidirectional: it sees the future',
  },
  ownSettings: 'own settings',

  /** What to look for in each preset. @type {Record<string, Record<string, string>>} */
  lookFor: {
    letters: {
      first:
        'Spaces come first, then short words, then words of this text. Which n-gram lines does the held-out curve fall below, and does it stay there?',
    },
    quick: {
      gru: 'Spaces come first, then short words, then words of this text; later the held-out curve rises while the training curve keeps falling.',
      rnn: 'No gates: each update is quick, but its curve stays above the GRU’s, and its words fall apart sooner.',
      lstm: 'A slow start, while its memory cells are still empty; then its curve falls as far as the GRU’s.',
      deep: 'The second layer reads the first: this one learns fastest, and memorises soonest.',
      bidirectional: futureSeen,
    },
    large: {
      first:
        'Commas and common characters come first, then words. Most symbols are rare and soon known by heart, so each update leaves out much at random. How long does the held-out curve fall?',
      gru: 'Commas and common characters come first, then words, then whole sentences by heart. See how early the held-out curve rises.',
      rnn: 'No gates: words come long after a GRU has them. Its training curve stays far above the GRU’s; does the held-out one?',
      lstm: 'Most symbols are rare: it starts more slowly than the GRU, and memorises later.',
    },
    classic: {
      rnn: '500 passes over 10,000 letters: a perplexity near 1 is memorisation. Without gates it needs 512 hidden units.',
      gru: '500 passes over 10,000 letters: a perplexity of 1.1 is memorisation, but nothing is held out to show it.',
      lstm: 'Flat for many passes, then a drop: the gates must open before it can remember anything.',
      deep: 'Two layers with a high learning rate: flat for a long time, then a sudden drop to nearly 1.',
      bidirectional: `${futureSeen} The book’s writes “time travellererererer”.`,
    },
    v1: {
      rnn: 'A small model, large batches: the two curves stay close together, above the 3-gram line.',
      gru: 'A small model, large batches: does it get below the 3-gram line on held-out text?',
      lstm: 'A small model, large batches: a slow start, but it ends close to the GRU.',
      deep: 'Two small layers: better on the training text, hardly better on held-out text.',
    },
    unseen: {
      deep: 'The same 10,000 symbols, with less memorising: each update drops some values between layers, recurrent weights and input symbols. The training curve stays high; the held-out one falls below every n-gram line.',
    },
    whole: {
      deep: 'Three wide layers for a long text, with the same kinds of dropout. How far does the held-out curve sink below the best n-gram line?',
    },
  },

  /** What a training costs. */
  forecast: {
    /** @param {number} target updates @param {number} estimated milliseconds @param {number} [measured] */
    time(target, estimated, measured) {
      const to = `To update ${formatCount(target)}: estimated about ${formatDuration(estimated)}`;
      if (measured === undefined) return `${to}, from a short trial on this machine.`;
      return `${to}; at the measured pace about ${formatDuration(measured)}.`;
    },
    /** @param {number} minutes @param {number} updates @param {boolean} isPlanned */
    minutes: (minutes, updates, isPlanned) =>
      isPlanned
        ? `For ${minutesOf(minutes)}: ${counted(updates, 'update')}, at the speed measured first. As many updates give the same result again.`
        : `For ${minutesOf(minutes)}: about ${counted(updates, 'update')}. Training begins by measuring how many.`,
    /** @param {{ parameters: number, bytes: number }} cost */
    size: ({ parameters, bytes }) =>
      `${formatCount(parameters)} parameters; about ${formatMegabytes(bytes)} of engine memory, text and training included.`,
    edited: 'With these settings:',
    trying: 'Trying these settings out …',
    later: 'The cost of these settings will be measured once training pauses.',
    impossible: 'These settings do not fit this text.',
  },

  copied: 'Copied',
  notCopied: 'It is in the address bar',
  /** @param {string[]} wrong */
  linkWrong: (wrong) => `Not possible, and so left out: ${wrong.join(', ')}.`,
  /** @param {Failure} failure */
  linkRefused: ({ message }) => `What was asked for is not possible: ${message}.`,

  sampleNow: 'What it writes now',
  /** @param {number} updates */
  sampleThen: (updates) => `What it wrote after ${counted(updates, 'update')}`,
  /** @param {number} updates */
  atUpdate: (updates) => `update ${formatCount(updates)}`,
  now: 'now',

  /** @param {number} updates @param {number} temperature @param {boolean} isMoving whether training continued meanwhile */
  sample: (updates, temperature, isMoving) =>
    `${isMoving ? 'Begun' : 'Drawn from the weights'} after ${counted(updates, 'update')}${isMoving ? ', while training continued' : ''}, at temperature ${temperature}. The first words were given.`,

  wrote: 'Done writing:',
  /** @param {number} length @param {number} temperature @param {number} seed @param {number} updates */
  written: (length, temperature, seed, updates) =>
    `${counted(length, 'symbol')} at temperature ${temperature}, seed ${seed}, begun after ${counted(updates, 'update')}.`,

  /** @param {number} symbols the one for what is unknown among them */
  alphabet: (symbols) => `${formatCount(symbols - 1)}, plus one for “unknown”`,

  /** @param {number} updates */
  perPass: (updates) => `about ${counted(updates, 'update')}`,

  /** @param {number} windows @param {number} steps @param {number} batch */
  windows: (windows, steps, batch) =>
    `${counted(windows, 'window')} of ${counted(steps, 'symbol')}, ${formatCount(batch)} at a time`,

  /** @param {number} symbols @param {number} percent */
  held: (symbols, percent) =>
    symbols === 0 ? 'nothing' : `the last ${counted(symbols, 'symbol')} (${formatCount(percent)}%)`,

  /** @param {number} bytes @param {number} total */
  loading: (bytes, total) => `${formatMegabytes(bytes)} of ${formatMegabytes(total)}`,

  /** @param {number} bytes @param {number} most */
  fileTooLarge: (bytes, most) =>
    `This file is ${formatMegabytes(bytes)}; a text may be ${formatMegabytes(most)} at most.`,
  nothingPasted: 'Nothing is pasted yet: a text needs at least two characters.',
  cancelled: 'Cancelled; the current text stays.',

  /** @param {Failure} failure */
  textRefused: ({ message }) => `${sentence(message)} The current text stays.`,

  /** @param {Failure} failure */
  diverged: ({ message }) =>
    `${sentence(message)} The last good weights are kept: below, lower the learning rate or set the clip, then train on.`,
  blowUp: {
    /** @param {number} update @param {number} norm @param {number} clip @param {number} lr */
    said: (update, norm, clip, lr) =>
      `The loss has blown up by update ${formatCount(update)}: it is far worse than blind guessing. The gradient (its norm is now ${norm.toPrecision(2)}) times the learning rate ${lr} makes a step so long that it destroys what the weights have learned; ${clip > 0 ? `the clip at ${clip} does not shorten it enough.` : 'no clip shortens it.'}`,
    /** @param {number} clip @param {number} lr */
    remedy: (clip, lr) => `Start again with clip ${clip}, learning rate ${lr}`,
  },
  /** @param {Failure} failure */
  lost: ({ message }) => `${sentence(message)} The text is still here; the weights are gone.`,
  isTranslator: 'this file holds a translator, not a language model',
  otherAlphabet:
    'This model’s symbols are not those of the text. It can still write. To train it further, load its own text, or press Reset for a fresh model.',

  /** The model for other programs, as files. */
  exported: {
    /** @param {string[]} names */
    'pytorch-script': ([script = '', weights = '']) =>
      `Two files: ${script} rebuilds this model in PyTorch; keep ${weights}, which it reads, next to it.`,
    /** @param {string[]} names */
    onnx: ([name = '']) =>
      `${name}: the network with its states as inputs and outputs; its alphabet is in the metadata.`,
  },

  /** Trainings that this browser keeps. */
  runs: {
    none: 'Nothing is kept yet: train, and the run appears here.',
    impossible:
      'This browser keeps nothing for this page; perhaps this is a private window. Download what you want to keep: “Save the model”.',
    off: 'Nothing more is kept from now on. What is listed stays until you delete it.',
    safe: 'The browser has promised not to delete them.',
    unsafe:
      'The browser may delete them when the disk is full, or after weeks without a visit. Download what matters.',
    /** @param {number} bytes */
    total: (bytes) => `${formatMegabytes(bytes)} in all, texts not counted.`,
    /** @param {number} update */
    saved: (update) => `The current run is saved up to update ${formatCount(update)}.`,

    /** @param {RunModel} model */
    model: ({ cell, hidden, layers, bidirectional }) =>
      [
        `${cell.toUpperCase()} ${hidden}`,
        ...(layers > 1 ? [`${layers} layers`] : []),
        ...(bidirectional ? ['bidirectional'] : []),
      ].join(', '),
    /** @param {RunFacts} run */
    facts: ({ text, updates, perplexity, heldOut, saved, bytes }) =>
      [
        text.name,
        counted(updates, 'update'),
        perplexityOf(perplexity, heldOut),
        formatMoment(saved),
        formatMegabytes(bytes),
      ].join(' · '),
    present: 'here now',
    elsewhere: 'open in another tab',

    goOn: 'Continue',
    copy: 'Continue a copy',
    rename: 'Rename',
    nameOf: 'Name of the run',
    keepName: 'Keep the name',
    download: 'Download',
    remove: 'Delete',
    reallyRemove: 'Delete for good',
    reallyRemoveAll: 'Delete all for good',
    cancel: 'Cancel',

    /** @param {RunFacts & { model: RunModel, name: string }} run */
    offerVisit: ({ name, model, text, updates, saved }) =>
      `You can continue where you left off: ${name || words.runs.model(model)} on “${text.name}”, ${counted(updates, 'update')}, ${formatMoment(saved)}.`,
    /** @param {{ updates: number }} run */
    offerLost: ({ updates }) =>
      `Your training is saved up to update ${formatCount(updates)}: it can continue from there.`,
    /** @param {number} updates */
    offerFile: (updates) =>
      `This file also holds its training: it can continue from update ${formatCount(updates)} as if it had never stopped.`,

    noTraining: 'this file holds a model, but no training to continue',
    textMissing: 'the text of this training is no longer here; load it, and try again',
    fileNeedsText:
      'This model can write. The file also holds its training: to continue that, first load the text it was trained on, then this file again.',
    gone: 'this run can no longer be read, neither its latest state nor the one before',
    older: 'The latest state of this run was damaged; this is the one before.',
    copied: 'The run is open in another tab. This is a copy; the other stays as it is.',
    /** @param {string} wanted @param {string} engine */
    otherEngine: (wanted, engine) =>
      `This run was trained with the engine “${wanted}”, which this machine does not have. It goes on with “${engine}”, whose numbers differ in the last digits.`,
    /** @param {string} engine */
    otherRounding: (engine) =>
      `This run was trained where the engine “${engine}” rounds differently. It goes on, with numbers that differ in the last digits.`,
    /** @param {Error} error */
    problem: ({ name, message }) =>
      name === 'QuotaExceededError'
        ? 'The browser’s storage for this page is full. Training continues, and everything saved so far stays; delete runs to make room.'
        : `The browser could not save: ${message} Training continues, and everything saved so far stays.`,
  },

  /** @type {Record<string, string>} */
  settings: {
    cell: 'Cell',
    hidden: 'Hidden size',
    batch: 'Batch',
    shards: 'Shards',
    steps: 'Steps',
    lr: 'Learning rate',
    clip: 'Clip',
    seed: 'Seed',
    layers: 'Layers',
    embedding: 'Embedding',
    bidirectional: 'Bidirectional',
    reset: 'Reset gate',
    update: 'Update gate',
    gates: 'Gates in use',
    bias: 'Biases',
    init: 'Initial weights',
    normalize: 'Letters',
    order: 'Order of windows',
    optimizer: 'Optimizer',
    schedule: 'Schedule',
    warmup: 'Warm-up',
    horizon: 'Horizon',
    dropout: 'Dropout',
    dropout_at: 'Dropout acts',
    dropout_mask: 'Dropout mask',
    dropout_input: 'Input dropout',
    dropout_output: 'Output dropout',
    dropconnect: 'DropConnect',
    token_dropout: 'Token dropout',
    average: 'Averaged weights',
    validation: 'Held-out share',
    keep: 'Weights kept',
    patience: 'Patience',
    maxTokens: 'Symbols used',
    workers: 'Workers',
    engine: 'Engine',
  },

  minutesWrong: 'A number of minutes from 0.01 to 1,000 is needed here, such as 1 or 0.5.',
  noNumber: 'A number is needed here, such as 0.5.',
  /** @param {number} min @param {number} max */
  between: (min, max) => `From ${formatCount(min)} to ${formatCount(max)}.`,
  /** @param {number} min @param {number} max */
  wholeBetween: (min, max) => `A whole number from ${formatCount(min)} to ${formatCount(max)}.`,

  /** What a setting does. @param {{ name: string, help: string }} setting */
  help: ({ help }) => sentence(help),
  /** One of the values of a setting. @param {string} _ its name @param {string} value */
  choice: (_, value) => value,

  /** What went wrong. @param {Failure} failure */
  failure: ({ message }) => sentence(message.replace(/^lr\b/, 'learning rate')),
};

/**
 * @typedef {{ cell: string, hidden: number, layers: number, bidirectional: boolean }} RunModel
 * @typedef {{ text: { name: string }, updates: number, perplexity?: number, heldOut?: number, saved: number, bytes: number }} RunFacts
 */

/** @param {number | undefined} training @param {number | undefined} heldOut */
const perplexityOf = (training, heldOut) =>
  heldOut === undefined
    ? `training perplexity ${formatPerplexity(training)}`
    : `held-out perplexity ${formatPerplexity(heldOut)}`;

/** @param {number} frozen @param {number} heldOut */
const pair = (frozen, heldOut) =>
  `${formatPerplexity(frozen)} on training text, ${formatPerplexity(heldOut)} on held-out text`;

/** The engine's messages begin with a small letter or an address, and have no full stop. @param {string} message */
function sentence(message) {
  const isAddress = /^[a-z][a-z0-9+.-]*:\S/i.test(message);
  const text = isAddress ? message : message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
