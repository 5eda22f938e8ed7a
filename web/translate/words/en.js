import { formatCount, formatPrecise, formatShare } from '../../app/format.js';
import { words as ofPage } from '../../app/words.js';
import { formatLoss, formatPower } from '../figures.js';

// What the translate panel says.

/** @typedef {import('../starts.js').StartName} StartName */
/** @typedef {import('../lattice.js').Fate} Fate */

/** @param {number} n @param {string} noun */
const counted = (n, noun) => `${formatCount(n)} ${noun}${n === 1 ? '' : 's'}`;

/** @param {string[]} parts */
const and = (parts) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** @param {string} text */
const quoted = (text) => `“${text}”`;

export const words = {
  title: 'A network learns to translate',
  intro:
    'An encoder sums a sentence up in one state; from it, a decoder writes the translation, token by token.',

  number: formatLoss,
  count: formatCount,

  startFrom: 'Start from',
  /** @type {Record<StartName, string>} */
  starts: {
    french: 'Numbers to French',
    english: 'Numbers to English',
    dates: 'Dates to ISO',
    reverse: 'Reversing letters',
    tiny: 'Reversing, tiny',
    seq2seq: 'seq2seq (the book’s)',
    beam: 'Beam search',
  },
  /** What to look for. @type {Record<StartName, string>} */
  lookFor: {
    french:
      'Look for: numbers it has never seen. 71 is soixante et onze, sixty and eleven, and 80 four twenties: when does it get those right?',
    english:
      'Look for: it spells numbers it has never seen. First it learns that a number has thousands or hundreds, then how many; the digits in the middle come last.',
    dates:
      'Look for: month names become figures and change places. First it gets the shape right, year-month-day; then the year; the month last.',
    reverse:
      'Look for: pure memory, with nothing to know. The whole string passes through one state: short strings come out right first, long ones last.',
    tiny: 'Look for: with three letters, at most five in a row, the possible translations are so few that exhaustive search can score every one. Does the beam find the best?',
    seq2seq:
      'Look for: the settings of Dive into Deep Learning, 300 passes over 600 pairs with dropout: the training loss nears 0 while unseen pairs stay far worse. It learns its pairs by heart.',
    beam: 'Look for: after so short a training it is still unsure. Press Train, then “Find a sentence where they differ”: greedy search takes the likeliest token and cannot take it back; the beam keeps k hypotheses and may find a likelier sentence.',
  },
  /** @param {boolean} own */
  bookFile: (own) =>
    own
      ? 'Pairs: the first 600 of your file, all used for training; words that occur at least twice.'
      : 'The book’s English–French file is not included: choose your own copy below and press this button again to see the book’s four sentences.',
  lookForOwn:
    'Pairs of your own. Look for: does the loss on unseen pairs fall along with the training loss, or does only the training loss fall? Languages need far more pairs than numbers do.',
  lookForOther: 'Settings of your own, for the current pairs.',

  train: 'Train',
  trainOn: 'Train on',
  pause: 'Pause',
  step: 'Step',
  reset: 'Reset',
  target: 'until update',
  progress: 'Training progress',
  started: 'Training.',
  /** @param {number} updates @param {{ at: number, loss: number }} [unseen] */
  ended: (updates, unseen) =>
    `Stopped after ${counted(updates, 'update')}${unseen ? `; loss on unseen pairs ${formatLoss(unseen.loss)} at update ${formatCount(unseen.at)}` : ''}.`,
  /** @param {'starting' | 'ready' | 'training' | 'lost'} phase @param {number} updates @param {number} target */
  status(phase, updates, target) {
    if (phase === 'starting') return 'Loading the engine …';
    if (phase === 'lost') return 'The engine has stopped. Choose pairs to start it again.';
    const where = `update ${formatCount(updates)} of ${formatCount(target)}`;
    if (phase === 'training') return `Training: ${where}.`;
    if (updates === 0) return 'Fresh weights. Press Train.';
    return updates >= target ? `Done: ${where}.` : `Paused: ${where}.`;
  },
  /** @param {import('../../app/words/en.js').Failure} failure */
  diverged: (failure) =>
    `${ofPage.failure(failure)} The last good weights are kept: lower the learning rate, then apply.`,

  chart: 'Loss and scores',
  chartLabel: 'Loss in nats per target token against updates; the table below has the same values',
  chartHint: 'The curves start here when you press Train.',
  updatesAxis: 'updates',
  lossAxis: 'nats per target token',
  trainingRunning: 'training, running',
  unseenFrozen: 'unseen, frozen',
  curveTable: 'The curves as a table',

  scores: {
    training: 'Training loss',
    trainingMeaning: 'solid: mean of the last 25 updates, weights changing',
    unseen: 'Unseen loss',
    unseenMeaning: 'dashed: unseen pairs, weights frozen',
    exact: 'Exactly right',
    exactMeaning: 'unseen sentences, every token',
    bleu: 'BLEU-4',
    bleuMeaning: 'the standard, 0 to 1',
    book: 'Book’s BLEU',
    /** @param {number} k */
    bookMeaning: (k) => `n-grams up to ${k}: not the standard`,
  },
  /** @param {number} right @param {number} all */
  outOf: (right, all) => `${formatCount(right)} / ${formatCount(all)}`,
  /** @param {number} sentences @param {number} updates */
  asked: (sentences, updates) =>
    `Losses in nats per target token, <eos> included. ${counted(sentences, 'unseen sentence')} by greedy search, after ${counted(updates, 'update')}.`,
  /** @param {boolean} nothingHeld */
  notAsked: (nothingHeld) =>
    nothingHeld
      ? 'Nothing is held out, so this cannot say anything about unseen pairs.'
      : 'Losses in nats per target token, <eos> included.',

  pairsTitle: 'The pairs',
  trainedOn: 'trained on',
  heldOut: 'unseen, held out',
  nothing: 'nothing',
  /** @param {number} n */
  pairs: (n) => counted(n, 'pair'),
  sourceSize: 'source vocabulary',
  targetSize: 'target vocabulary',
  /** @param {number} size with the four special tokens @param {'word' | 'char'} tokens */
  symbols: (size, tokens) => counted(size - 4, tokens === 'word' ? 'word' : 'character'),
  rare: 'rare tokens',
  /** @param {number} minimum */
  rareMeaning: (minimum) =>
    minimum === 1 ? 'all are kept' : `under ${formatCount(minimum)} times: <unk>`,
  /** @param {{ source: number, target: number }} unknown @param {{ source: number, target: number }} tokens */
  unknown: (unknown, tokens) =>
    unknown.source + unknown.target === 0
      ? ''
      : `Rare tokens make ${formatShare(unknown.source / tokens.source)} of the source and ${formatShare(unknown.target / tokens.target)} of the target <unk>: what the translator cannot read or write. With a minimum of 1 all are kept; characters are rarely rare.`,
  /** @param {{ source: number, target: number }} longer @param {number} pairs @param {number} steps */
  cutOff: (longer, pairs, steps) =>
    longer.source + longer.target === 0
      ? ''
      : `Of ${formatCount(pairs)} pairs, ${counted(longer.source, 'source sentence')} and ${counted(longer.target, 'target sentence')} have more than ${counted(steps, 'token')}, <eos> included, and are cut off there; raise “Longest sentence” in the settings.`,
  heldOutMeaning:
    'Training uses no sentence of an unseen pair. The vocabularies count all pairs; the special tokens <unk>, <pad>, <bos> and <eos> come on top.',
  countPairs: 'Pairs',
  countUnseen: 'Unseen',
  pairsSeed: 'Pair seed',
  remake: 'Draw these pairs',
  /** @param {number} asked @param {number} most */
  tooFewPairs: (asked, most) =>
    `Pairs and unseen are ${formatCount(asked)} together; this task has no more than ${formatCount(most)} different ones.`,

  ownTitle: 'Pairs of your own: a tab-separated file',
  chooseFile: 'Choose a file',
  pasteLabel: 'Paste pairs, or drop a file here',
  pastePlaceholder: 'Go.\tVa !',
  pasteHelp:
    'One pair per line: a sentence, a tab, its translation; anything after a second tab is ignored. Nothing leaves your machine.',
  usePasted: 'Use the pasted pairs',
  pasted: 'The pasted pairs',
  ownChoice: 'How your file is read',
  tokensLabel: 'Cut into',
  tokens: { word: 'words', char: 'characters' },
  firstPairs: 'Pairs to use, at most',
  minimum: 'Minimum occurrences',
  heldOutShare: 'Held out, %',
  heldOutSeed: 'Seed of the split',
  /** @param {number} line */
  noTab: (line) =>
    `line ${formatCount(line)} has no tab: each line needs a sentence, a tab and its translation`,
  /** @param {number} line */
  emptySide: (line) => `line ${formatCount(line)} has nothing on one side of its tab`,
  /** @param {number} tokens @param {number} most */
  sentenceTooLong: (tokens, most) =>
    `the longest sentence has ${formatCount(tokens)} tokens; one may have ${formatCount(most)} at most: shorten it, or leave its line out`,
  noPairs: 'there are no pairs: give lines of a sentence, a tab and its translation',
  notUtf8: 'this is not text in UTF-8: save it as UTF-8, tab-separated',

  /** @param {Record<string, any>} settings @param {number} parameters */
  settingsSummary: ({ cell, layers, hidden, bidirectional, batch, lr }, parameters) =>
    `Settings: ${cell.toUpperCase()}, ${counted(layers, 'layer')} of ${formatCount(hidden)}${bidirectional ? ', encoder in both directions' : ''}, batch ${formatCount(batch)}, learning rate ${lr}; ${counted(parameters, 'parameter')}`,
  /** Where the page's name of a setting does not say enough. @type {Record<string, string>} */
  settings: {
    bidirectional: 'Bidirectional encoder',
    steps: 'Longest sentence',
    teacher: 'Teacher forcing',
  },
  /** @type {Record<string, string>} */
  settingHelp: {
    hidden: 'size of the hidden state that passes from encoder to decoder',
    layers: 'of the encoder and of the decoder',
    embedding: 'size of the vector that represents a token',
    bidirectional: 'it reads the sentence from both ends',
    steps: 'in tokens, <eos> included; longer ones are cut off',
    batch: 'pairs per update',
    dropout: 'between layers: with one layer it drops nothing',
    teacher: 'how often the decoder sees the true previous token, not its own guess',
    seed: 'of the initial weights and the order of the pairs',
  },
  apply: 'Apply with fresh weights',
  revert: 'Undo the changes',

  answersTitle: 'How it translates unseen sentences',
  answerColumns: ['sentence', 'expected', 'its translation', 'verdict'],
  /** @param {number} n @param {number} updates */
  answersCaption: (n, updates) =>
    `${counted(n, 'unseen sentence')}, greedy search, after ${counted(updates, 'update')}. Choose one to look at its search below.`,
  right: '✓ right',
  wrong: '✗ wrong',
  silence: '(nothing)',
  lookAt: 'Look at its search below',

  bookTitle: 'The book’s four sentences',
  bookMeaning:
    'The four examples of Dive into Deep Learning, whose model was trained on all but one. Its classic edition prints 1.000, 1.000, 0.658 and 0.447, 2.105 in all; reruns vary widely.',
  learned: 'yes',
  notLearned: 'no',
  /** @param {number} k */
  bookColumns: (k) => [
    'sentence',
    'trained on',
    'expected',
    'its translation',
    `the book’s BLEU, k = ${k}`,
  ],
  bookSum: 'sum',

  searchesRegion: 'What the searches found',
  laboratory: 'How it searches: greedy, beam, exhaustive',
  laboratoryMeaning:
    'The decoder gives every next token a probability. A translation is a path of tokens, its probability their product. Which path is the likeliest? Each search answers with the same weights.',
  sentenceLabel: 'Sentence to translate',
  seek: 'Find a sentence where they differ',
  seeking: 'Searching the unseen sentences …',
  /** @param {number} width */
  foundNone: (width) =>
    `Among these unseen sentences a beam of ${formatCount(width)} never beats greedy search: the model is sure, or the beam too narrow. Try another k, or fewer updates.`,
  k: 'Beam width k:',
  alpha: 'α, the length normalisation:',
  searchColumns: ['search', 'translation', 'tokens', 'log P', 'score'],
  /** @param {number} updates @param {string | undefined} wanted */
  searchesCaption: (updates, wanted) =>
    `With the weights after ${counted(updates, 'update')}; ★ the best score, log P / tokensᵅ.${wanted === undefined ? '' : ` Expected: ${wanted}`}`,
  greedy: 'greedy',
  /** @param {number} width */
  beam: (width) => `beam, k = ${formatCount(width)}`,
  exhaustive: 'exhaustive',
  /** @param {number} sentences */
  exhaustiveDone: (sentences) =>
    `Exhaustive search has scored all ${formatCount(sentences)} possible translations: nothing can beat it.`,
  /** @param {{ sentences: number, width: number }} space */
  exhaustiveNot: ({ sentences }) =>
    `No exhaustive search here: there are ${sentences === Infinity ? 'more than 10³⁰⁸' : `about ${formatPower(sentences)}`} translations. It needs a space with at most 1,000 unfinished translations at a time, as “Reversing, tiny” has.`,

  treeTitle: 'The beam, step by step',
  treeRegion: 'The tree of the beam, scrolls sideways',
  /** @param {number} width @param {number} nodes @param {number} step @param {number} last */
  treeLabel: (width, nodes, step, last) =>
    `Tree of a beam of width ${width}: ${nodes} ${nodes === 1 ? 'hypothesis' : 'hypotheses'} after step ${step} of ${last}; the table below has the same values`,
  treeKey:
    'Each column is a step, the likeliest on top; under each token, the log P of the path up to it. g: on the path of greedy search. Double frame: finished, with its score. Dashed and ✕: none of its continuations was kept. Thick and ★: the path with the best score.',
  treeTable: 'The tree as a table',
  treeTableRegion: 'The tree of the beam as a table',
  treeColumns: ['step', 'hypothesis', 'log P', 'score', 'what happens next'],
  /** @type {Record<Fate, string>} */
  fates: { open: 'continues', inner: 'continued', dropped: 'dropped', finished: 'finished' },
  /** @param {Fate} fate */
  fateBest: (fate) => (fate === 'finished' ? '★ finished, the best' : '★ on the best path'),
  /** @param {string} became */
  andGreedy: (became) => `${became}; greedy search passes here`,
  /** @param {string} token @param {number} log @param {Fate} fate */
  nodeTitle: (token, log, fate) =>
    `${token}: log P ${formatLoss(log)}, P ${formatPrecise(Math.exp(log))}, ${words.fates[fate]}`,
  /** @param {number} step */
  stepHead: (step) => `step ${step}`,
  /** @param {number} score */
  scoreIs: (score) => `score ${formatLoss(score)}`,

  stepper: 'Steps of the search',
  toStart: 'To the start',
  back: 'One step back',
  forward: 'One step forward',
  toEnd: 'To the end',
  play: 'Play the steps',
  stopPlaying: 'Stop playing',
  /** @param {number} step @param {number} last */
  stepOf: (step, last) => `step ${step} of ${last}`,
  /** @param {string} source */
  narrateStart: (source) =>
    `The encoder has read ${quoted(source)}. The decoder starts with <bos>, which marks the beginning: its probability is 1, so log P is 0.`,
  /**
   * @param {{ step: number, open: number, choices: number, kept: number, ended: number,
   *   named: string[], end: string }} step `named` are dropped, `end` is said when it is over
   */
  narrate({ step, open, choices, kept, ended, named, end: over }) {
    const all = `Step ${step}: ${formatCount(open)} × ${formatCount(choices)} = ${counted(open * choices, 'continuation')}, of which the ${kept === 1 ? 'likeliest is' : `${formatCount(kept)} likeliest are`} kept.`;
    const end =
      ended === 0
        ? ''
        : ` ${ended === 1 ? 'One of them ends' : `${formatCount(ended)} of them end`} here.`;
    const gone =
      named.length === 0
        ? ''
        : ` ${and(named.map(quoted))} ${named.length === 1 ? 'is' : 'are'} dropped: no continuation was likely enough.`;
    return all + end + gone + over;
  },
  /** @param {string} text @param {number} log @param {number} tokens @param {number} alpha @param {number} score */
  narrateEnd: (text, log, tokens, alpha, score) =>
    ` The search is over. ${quoted(text)} has the best score: ${formatLoss(log)} / ${formatCount(tokens)}^${alpha} = ${formatLoss(score)}.`,

  hypotheses: 'The translations that the beam finished, best score first',
  hypothesesMeaning:
    'Score = log P / tokensᵅ. With α = 0 it is log P itself, and every further token costs: short ones win. A larger α is kinder to long ones.',
  /** @param {number} log @param {number} tokens @param {number} alpha @param {number} score */
  sum: (log, tokens, alpha, score) =>
    `${formatLoss(log)} / ${formatCount(tokens)}^${alpha} = ${formatLoss(score)}`,
};
