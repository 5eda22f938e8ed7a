// The chapters of the lesson, by their address, in their order.

export const CHAPTERS = [
  'letters',
  'forgetting',
  'reset-gate',
  'update-gate',
  'candidate',
  'from-scratch',
  'perplexity',
  'exercises',
  'lstm',
  'deep',
  'encoder-decoder',
  'bleu',
  'beam-search',
];

/** What a figure shows at once. @type {Record<string, string>} */
const SHOWN = {
  letters: '.next li',
  forgetting: '.curves path.gru',
  'reset-gate': '.written:not(:empty)',
  'update-gate': '.strip rect',
  candidate: '.products td',
  'from-scratch': '.steps td',
  perplexity: '.curves .training',
  exercises: '.by-hand .state',
  lstm: '.written:not(:empty)',
  deep: '.deep .written:not(:empty)',
  'encoder-decoder': '.translating .strip rect',
  bleu: '.bleu tr:last-child td',
  'beam-search': '.beam',
};

/** @param {string} name of a chapter */
export const shownIn = (name) => `#learn .figure ${SHOWN[name]}`;

/** The same as soon as its model is there. @param {string} name */
export const aliveIn = (name) => `#learn .figure:not(:has([aria-busy="true"])) ${SHOWN[name]}`;

/** Updates that a chapter's model makes before anything is pressed; 600 unless said. @type {Record<string, number>} */
const UPDATES = {
  'from-scratch': 1,
  exercises: 0,
  'encoder-decoder': 200,
  bleu: 0,
  'beam-search': 0,
};

/** @param {string} name */
export const updatesOf = (name) => UPDATES[name] ?? 600;
