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
];

/** What a figure has as soon as it is alive. @type {Record<string, string>} */
export const ALIVE = {
  letters: '.next li',
  forgetting: '.distances path.gru',
  'reset-gate': '.written:not(:empty)',
  'update-gate': '.strip rect',
  candidate: '.products td',
  'from-scratch': '.steps td',
  perplexity: '.curves .training',
  exercises: '.by-hand .state',
};
