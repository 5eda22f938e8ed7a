// All chapters, by the name in their address: in one file with the room, since many small ones would be more bytes.
import { chapter as beamSearch } from './beam-search/chapter.js';
import { chapter as bleu } from './bleu/chapter.js';
import { chapter as candidate } from './candidate/chapter.js';
import { chapter as deep } from './deep/chapter.js';
import { chapter as encoderDecoder } from './encoder-decoder/chapter.js';
import { chapter as exercises } from './exercises/chapter.js';
import { chapter as forgetting } from './forgetting/chapter.js';
import { chapter as fromScratch } from './from-scratch/chapter.js';
import { chapter as letters } from './letters/chapter.js';
import { chapter as lstm } from './lstm/chapter.js';
import { chapter as perplexity } from './perplexity/chapter.js';
import { chapter as resetGate } from './reset-gate/chapter.js';
import { chapter as updateGate } from './update-gate/chapter.js';

/** @satisfies {Record<import('./chapters.js').Name, import('./chapters.js').Chapter>} */
export const course = {
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
};
