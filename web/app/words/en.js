import {
  formatCount,
  formatDuration,
  formatMegabytes,
  formatMoment,
  formatPerplexity,
} from '../format.js';

// What the page says from JavaScript; the rest stands in index.html.

/** @typedef {{ code?: string, message: string }} Failure */

/** @param {{ n: number, value: number } | undefined} gram */
const gramOf = (gram) => gram && `a ${gram.n}-gram table (${formatPerplexity(gram.value)})`;

/** @param {number} n @param {string} one */
const counted = (n, one) => `${formatCount(n)} ${one}${n === 1 ? '' : 's'}`;

const futureSeen =
  'A failure, on purpose: it reads from both ends, so it sees the symbol it should predict. Its perplexity near 1 is no language-model figure; see how its writing runs into a rut.';

/** Whose weights were measured. @param {number} [update] undefined: nothing is measured yet */
const moment = (update) =>
  update === undefined ? 'weights frozen' : `at update ${formatCount(update)}`;

export const words = {
  /** @param {import('../language.js').Language} one */
  builtIn: (one) => (one === 'en' ? 'The built-in text' : 'The built-in Chinese text'),
  pastedText: 'The pasted text',
  linkedText: 'The text of the link',

  roomMissing: 'This part of the page could not be loaded. Is the network there?',
  chartMissing:
    'The chart could not be loaded. Is the network there? Reload the page to try again.',

  train: 'Train',
  trainOn: 'Train on',
  pause: 'Pause',
  write: 'Write',
  stop: 'Stop',
  startAnew: 'Start anew',
  leave: 'Another language takes a fresh load: what this model has learned will be lost. Go on?',

  status: {
    starting: 'Loading the engine …',
    fresh: 'Ready. Press Train.',
    training: 'Training.',
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
    `As unsure as a fair choice among ${formatPerplexity(perplexity)} symbols.`,

  /** @param {number} symbols */
  worseThanGuessing: (symbols) =>
    `Worse than guessing blindly, which would be ${formatCount(symbols)}: lower the learning rate or the clip, then Reset.`,

  /** @param {number} symbols */
  perplexityAtStart: (symbols) => `Guessing blindly would be ${formatCount(symbols)}.`,

  /** @param {number} measured symbols @param {number} [update] at which it was */
  frozen: (measured, update) => `its first ${formatCount(measured)} symbols, ${moment(update)}`,

  /** @param {number} percent @param {number} measured symbols @param {number} held symbols @param {number} [update] */
  heldOut(percent, measured, held, update) {
    if (held < 2) return 'nothing is held out';
    const part = measured < held ? `${formatCount(measured)} symbols of ` : '';
    return `${part}the last ${formatCount(percent)}\u00a0%, ${moment(update)}`;
  },

  /** The lines of the chart. */
  series: {
    training: {
      label: 'training',
      meaning: 'training text, running: each update with the weights of its moment',
    },
    frozen: { label: 'frozen', meaning: 'training text, weights frozen' },
    heldOut: { label: 'held-out', meaning: 'held-out text, weights frozen' },
    uniform: { label: 'guess', meaning: 'a fair choice among all symbols' },
    /** @param {number} n @param {boolean} predicted */
    gram: (n, predicted) => ({
      label: `${n}-gram`,
      meaning: predicted
        ? `a table of all runs of ${n} in the training text, on the held-out text (Witten-Bell)`
        : `a table of all runs of ${n} in the training text, on that same text`,
    }),
    book: {
      label: 'book',
      meaning: 'what Dive into Deep Learning reports for this text and these settings, training',
    },
    bookWindows: {
      label: 'book, windows',
      meaning:
        'what Dive into Deep Learning reports on its validation windows, each read by itself from an empty state',
    },
  },

  axes: { updates: 'updates', perplexity: 'perplexity' },
  /** Of the book's figures. */
  book: {
    elsewhere:
      'The book’s figures for this preset belong to its own text, The Time Machine. Load that as a file below, and they are drawn.',
    classic: 'Dotted: the perplexity that the book reports, on the training text alone.',
    windows:
      'Dotted: the book’s two figures, v1.0. Its “windows” figure is not the held-out figure here: there each window of 32 symbols is read from an empty state, here the state is carried on, which makes prediction easier. And the book keeps a space where a line ends; here lines are joined.',
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
      if (!beaten) return `Not even ${gramOf(unbeaten)} is beaten there.`;
      const but = unbeaten ? `, not ${gramOf(unbeaten)}` : ', as every shorter one';
      return `It beats ${gramOf(beaten)}${but}.`;
    },
    /** @param {number} frozen @param {number} heldOut @param {string} against */
    underfitting: (frozen, heldOut, against) =>
      `Underfitting: ${pair(frozen, heldOut)}, close but high. ${against}`,
    /** @param {number} frozen @param {number} heldOut @param {string} against */
    generalising: (frozen, heldOut, against) =>
      `Generalising: ${pair(frozen, heldOut)}, close together. ${against}`,
    /** @param {number} frozen @param {number} heldOut @param {string} against */
    memorising: (frozen, heldOut, against) =>
      `Memorising: ${pair(frozen, heldOut)}, ${(heldOut / frozen).toFixed(1)} times as unsure. ${against}`,
    seesTheFuture:
      'No verdict: it reads the text from both ends, so it sees what it should predict.',
    /** @param {number} frozen @param {number} n @param {number} table */
    nothingHeldOut: (frozen, n, table) =>
      `No verdict: nothing is held out. It reaches ${formatPerplexity(frozen)} on its own training text, where ${gramOf({ n, value: table })} knows by heart.`,
  },

  sizes: {
    quick: 'quick',
    large: 'large alphabet',
    classic: 'classic',
    v1: 'v1.0',
    unseen: 'unseen text',
    whole: 'whole book',
  },
  /** As they stand in the line of a preset. */
  kinds: {
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
    quick: {
      gru: 'Spaces come first, then short words, then words of this text; later the held-out curve turns up while training goes on falling.',
      rnn: 'No gates: each update is quick, but its curve stays above that of the GRU, and its words fall apart sooner.',
      lstm: 'A slow start, while its memory cells are empty habits; then it falls as far as the GRU does.',
      deep: 'The second layer reads the first: it learns fastest here, and learns by heart soonest. See where the two curves part.',
      bidirectional: futureSeen,
    },
    large: {
      gru: 'Over a thousand symbols and a short text: commas and common characters come first, then words, then whole sentences by heart. See how early the held-out curve turns up.',
      rnn: 'Without gates: common characters come, then words, long after a GRU has them. Its training curve lies far above; does its held-out curve, too?',
      lstm: 'Over a thousand symbols, most of them rare: it begins more slowly than the GRU, and knows the text by heart later.',
    },
    classic: {
      rnn: '500 passes over 10,000 letters: near 1 it knows them by heart. Without gates it needs 512 hidden units.',
      gru: '500 passes over 10,000 letters: perplexity 1.1 is learning by heart, and nothing is held out to show it.',
      lstm: 'Flat for many passes, then a fall: the gates must open before anything is remembered.',
      deep: 'Two layers with a high learning rate: flat for long, then a sudden fall to nearly 1.',
      bidirectional: `${futureSeen} The book’s comes out as “time travellererererer”.`,
    },
    v1: {
      rnn: 'Small and in large batches: training and held-out stay close together, both above the 3-gram line.',
      gru: 'Small and in large batches: does it come below the 3-gram line on held-out text?',
      lstm: 'Small and in large batches: a slow start, and an end close to that of the GRU.',
      deep: 'Two small layers: better on the training text, hardly better on held-out text.',
    },
    unseen: {
      deep: 'The same 10,000 symbols, with less learning by heart: each update hides values between layers, recurrent weights and symbols it reads. The running training curve stays high, and the held-out curve comes below every n-gram line.',
    },
    whole: {
      deep: 'A long training, for a long text: three wide layers and the same hiding. Watch how far the held-out curve sinks below the best n-gram line before the training curve is done.',
    },
  },

  /** What a training takes. */
  forecast: {
    /** @param {number} target updates @param {number} estimated milliseconds @param {number} [measured] */
    time(target, estimated, measured) {
      const to = `To update ${formatCount(target)}: estimated about ${formatDuration(estimated)}`;
      if (measured === undefined) return `${to}, from a short trial on this machine.`;
      return `${to}; at the measured pace about ${formatDuration(measured)}.`;
    },
    /** @param {{ parameters: number, bytes: number }} cost */
    size: ({ parameters, bytes }) =>
      `${formatCount(parameters)} parameters; engine memory about ${formatMegabytes(bytes)}, text and training included.`,
    edited: 'With these settings:',
    trying: 'Trying these settings out …',
    later: 'What these settings take is tried out when the training rests.',
    impossible: 'The text and these settings do not go together.',
  },

  copied: 'Copied',
  notCopied: 'It stands in the address bar',
  /** @param {string[]} wrong */
  linkWrong: (wrong) =>
    `Not possible, and left out of what the link asks for: ${wrong.join(', ')}.`,
  /** @param {Failure} failure */
  linkRefused: ({ message }) => `What the link asks for is not possible: ${message}.`,

  sampleNow: 'What it writes now',
  /** @param {number} updates */
  sampleThen: (updates) => `What it wrote after ${counted(updates, 'update')}`,
  /** @param {number} updates */
  atUpdate: (updates) => `update ${formatCount(updates)}`,
  now: 'now',

  /** @param {number} updates @param {number} temperature @param {boolean} isMoving whether it learned on meanwhile */
  sample: (updates, temperature, isMoving) =>
    `${isMoving ? 'Begun' : 'Drawn from the weights'} after ${counted(updates, 'update')}${isMoving ? ', while it learned on' : ''}, at temperature ${temperature}. The first words are given.`,

  wrote: 'Done writing:',
  /** @param {number} length @param {number} temperature @param {number} seed @param {number} updates */
  written: (length, temperature, seed, updates) =>
    `${counted(length, 'symbol')} at temperature ${temperature}, seed ${seed}, begun after ${counted(updates, 'update')}.`,

  /** @param {number} symbols the one for what is unknown among them */
  alphabet: (symbols) => `${formatCount(symbols - 1)}, and one for “unknown”`,

  /** @param {number} updates */
  perPass: (updates) => `about ${counted(updates, 'update')}`,

  /** @param {number} windows @param {number} steps @param {number} batch */
  windows: (windows, steps, batch) =>
    `${counted(windows, 'window')} of ${counted(steps, 'symbol')}, ${formatCount(batch)} at a time`,

  /** @param {number} symbols @param {number} percent */
  held: (symbols, percent) =>
    symbols === 0
      ? 'nothing'
      : `the last ${counted(symbols, 'symbol')} (${formatCount(percent)}\u00a0%)`,

  /** @param {number} bytes @param {number} total */
  loading: (bytes, total) => `${formatMegabytes(bytes)} of ${formatMegabytes(total)}`,

  /** @param {number} bytes @param {number} most */
  fileTooLarge: (bytes, most) =>
    `This file has ${formatMegabytes(bytes)}; a text may have ${formatMegabytes(most)} at most.`,
  nothingPasted: 'Nothing is pasted yet: a text needs at least two characters.',
  cancelled: 'Cancelled; the present text stays.',

  /** @param {Failure} failure */
  textRefused: ({ message }) => `${sentence(message)} The present text stays.`,

  /** @param {Failure} failure */
  diverged: ({ message }) =>
    `${sentence(message)} The last good weights are kept: lower the learning rate or set the clip below, then train on.`,
  blowUp: {
    /** @param {number} update @param {number} norm @param {number} clip @param {number} lr */
    said: (update, norm, clip, lr) =>
      `The loss has blown up by update ${formatCount(update)}: it is far worse than guessing blindly. A gradient (now ${norm.toPrecision(2)} long) times the learning rate ${lr} makes a step that throws the weights where nothing they learned holds; ${clip > 0 ? `the clip at ${clip} does not shorten it enough.` : 'no clip shortens it.'}`,
    /** @param {number} clip @param {number} lr */
    remedy: (clip, lr) => `Begin again with clip ${clip}, learning rate ${lr}`,
  },
  /** @param {Failure} failure */
  lost: ({ message }) => `${sentence(message)} The text is still here; the weights are gone.`,
  otherAlphabet:
    'This model knows other symbols than the text. It can write; to train it on, load the text it was made from, or press Reset for a fresh one.',

  /** The model for other programs, as files. */
  exported: {
    /** @param {string[]} names */
    'pytorch-script': ([script = '', weights = '']) =>
      `Two files: ${script} rebuilds this model in PyTorch, and reads ${weights} beside it.`,
    /** @param {string[]} names */
    onnx: ([name = '']) =>
      `${name}: the network with its states as inputs and outputs; its alphabet is in the metadata.`,
  },

  /** Trainings that this browser keeps. */
  runs: {
    none: 'Nothing is kept yet: train, and the run appears here.',
    impossible:
      'This browser keeps nothing for this page, as in a private window. Download what you want to have again: “Save the model”.',
    off: 'Nothing more is kept from now on. What is listed stays until you delete it.',
    safe: 'The browser has promised not to clear them away.',
    unsafe:
      'The browser may clear them away when the disk is full, or after weeks without a visit. Download what matters.',
    /** @param {number} bytes */
    total: (bytes) => `${formatMegabytes(bytes)} in all, texts not counted.`,
    /** @param {number} update */
    saved: (update) => `The present run is kept up to update ${formatCount(update)}.`,

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
      `You can go on where you were: ${name || words.runs.model(model)} on “${text.name}”, ${counted(updates, 'update')}, ${formatMoment(saved)}.`,
    /** @param {{ updates: number }} run */
    offerLost: ({ updates }) =>
      `Your training is kept up to update ${formatCount(updates)}: it can go on from there.`,
    /** @param {number} updates */
    offerFile: (updates) =>
      `This file also holds its training: it can go on from update ${formatCount(updates)} as if it had never stopped.`,

    noTraining: 'this file holds a model, but no training to go on with',
    textMissing: 'the text of this training is no longer here; load it, and try again',
    fileNeedsText:
      'This model can write. The file also holds its training: to go on with that, load the text it was on first, and then this file again.',
    gone: 'this run can no longer be read, neither its latest state nor the one before',
    older: 'The latest state of this run was damaged; this is the one before.',
    copied: 'The run is open in another tab. This is a copy; the other stays as it is.',
    /** @param {string} wanted @param {string} engine */
    otherEngine: (wanted, engine) =>
      `This run was trained with the engine “${wanted}”, which this machine does not have. It goes on with “${engine}”, whose numbers differ in the last digits.`,
    /** @param {string} engine */
    otherRounding: (engine) =>
      `This run was trained where the engine “${engine}” rounds in another way than here. It goes on, with numbers that differ in the last digits.`,
    /** @param {Error} error */
    problem: ({ name, message }) =>
      name === 'QuotaExceededError'
        ? 'There is no more room in the browser’s store. Training goes on, and what was kept before stays; delete runs to make room.'
        : `The browser’s store refuses: ${message} Training goes on, and what was kept before stays.`,
  },

  /** @type {Record<string, string>} */
  settings: {
    cell: 'Cell',
    hidden: 'Hidden size',
    batch: 'Batch',
    steps: 'Steps',
    lr: 'Learning rate',
    clip: 'Clip',
    seed: 'Seed',
    layers: 'Layers',
    bidirectional: 'Bidirectional',
    reset: 'Reset gate',
    update: 'Update gate',
    gates: 'Gates in place',
    bias: 'Biases',
    init: 'First weights',
    normalize: 'Letters',
    order: 'Order of windows',
    optimizer: 'Optimizer',
    schedule: 'Schedule',
    warmup: 'Warm-up',
    horizon: 'Horizon',
    dropout: 'Dropout',
    dropout_at: 'Dropout acts',
    dropconnect: 'DropConnect',
    token_dropout: 'Blanked symbols',
    validation: 'Held-out share',
    maxTokens: 'Symbols used',
    workers: 'Workers',
    engine: 'Engine',
  },

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
  `${formatPerplexity(frozen)} on training text, ${formatPerplexity(heldOut)} held out`;

/** The engine's messages begin with a small letter or an address, and have no full stop. @param {string} message */
function sentence(message) {
  const isAddress = /^[a-z][a-z0-9+.-]*:\S/i.test(message);
  const text = isAddress ? message : message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
