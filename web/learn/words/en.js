import { formatCount } from '../../app/format.js';
import { words as beamSearch } from '../beam-search/words/en.js';
import { words as bleu } from '../bleu/words/en.js';
import { words as candidate } from '../candidate/words/en.js';
import { words as deep } from '../deep/words/en.js';
import { words as encoderDecoder } from '../encoder-decoder/words/en.js';
import { words as exercises } from '../exercises/words/en.js';
import { words as forgetting } from '../forgetting/words/en.js';
import { words as fromScratch } from '../from-scratch/words/en.js';
import { words as letters } from '../letters/words/en.js';
import { words as lstm } from '../lstm/words/en.js';
import { words as perplexity } from '../perplexity/words/en.js';
import { words as resetGate } from '../reset-gate/words/en.js';
import { words as updateGate } from '../update-gate/words/en.js';

export { first } from '../first/en.js';

// What the room says, and each of its chapters: all in one file, since many small ones would be more bytes.

export const words = {
  room: 'Learn',
  intro:
    'A short course in recurrent networks. Every figure runs on a small model that learns in this tab while you read; the page’s own training goes on undisturbed.',
  contents: 'Chapters',
  titles: {
    letters: 'Reading one letter at a time',
    forgetting: 'What a plain network forgets',
    'reset-gate': 'The reset gate',
    'update-gate': 'The update gate',
    candidate: 'The candidate and the new state',
    'from-scratch': 'From scratch',
    perplexity: 'Perplexity, honestly',
    exercises: 'The exercises',
    lstm: 'LSTM',
    deep: 'Deep and in both directions',
    'encoder-decoder': 'Encoder and decoder',
    bleu: 'BLEU',
    'beam-search': 'Beam search',
  },
  title: (/** @type {string} */ title, /** @type {boolean} */ done) =>
    done ? `${title} ✓` : title,
  previous: (/** @type {string} */ title) => `Previous: ${title}`,
  next: (/** @type {string} */ title) => `Next: ${title}`,
  noChapter: (/** @type {string} */ name) =>
    `The course has no chapter “${name}”. Choose one of those above.`,
  starting: 'The small model is starting …',
  learned: (/** @type {number} */ updates) =>
    `A small model of this chapter’s own, after ${formatCount(updates)} update${updates === 1 ? '' : 's'}.`,
  problem: (/** @type {string} */ message) => `The small model has stopped. ${message}`,
  tryThis: 'Try this: guess first',
  tried: (/** @type {boolean} */ right, /** @type {string} */ told) =>
    `${right ? 'As you guessed.' : 'Not quite; look at the figure.'} ${told}`,
  questions: 'Four questions',
  judged: (/** @type {boolean} */ right, /** @type {string} */ why) =>
    `${right ? 'Right.' : 'No.'} ${why}`,
  conventions: 'Where readers get stuck',
  further: 'Where to read on',
  nextLetters: 'The likeliest next letters',
  step: 'Step',
  back: 'Back',
  fromStart: 'From the start',
  stepping: 'Letter by letter',
  at: (/** @type {number} */ t, /** @type {number} */ length, /** @type {string} */ symbol) =>
    `Letter ${t} of ${length}: it reads “${symbol}”.`,
  runAgain: 'Do it again',
  stop: 'Stop',
  stopped: 'Stopped before the end: no result.',
  progress: 'Progress of the experiment',
  free: 'free',
  hold: (/** @type {string} */ gate) => `Hold ${gate} at`,

  chapters: {
    letters,
    forgetting,
    'reset-gate': resetGate,
    'update-gate': updateGate,
    candidate,
    'from-scratch': fromScratch,
    perplexity,
    exercises,
    lstm,
    deep,
    'encoder-decoder': encoderDecoder,
    bleu,
    'beam-search': beamSearch,
  },
};
