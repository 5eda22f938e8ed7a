import { save } from './checkpoint.js';
import { createModel, createTranslator } from './creation.js';
import { epoch } from './epoch.js';
import { dissect, set, train } from './learning.js';
import { loadText } from './loading.js';

/**
 * The methods for which all of a core must be there; a page that loads a model and writes fetches none of them. What no
 * training begins with comes when it is called.
 *
 * @typedef {import('./methods.js').TypedName} TypedName
 * @typedef {Exclude<import('./methods.js').MethodName, keyof typeof import('./session.js').BASE>} Name
 */

const evaluation = () => import('./evaluation.js');
const inspection = () => import('./inspection.js');
const pairs = () => import('./pairs.js');
const translation = () => import('./translation.js');

/** @satisfies {{ [One in TypedName]?: import('./methods.js').Body<One> } & Record<Name, unknown>} */
export const REST = {
  ...{ loadText, createModel, createTranslator, save },
  loadPairs: async (...args) => (await pairs()).loadPairs(...args),
  sentences: async (...args) => (await pairs()).sentences(...args),
  resume: async (
    /** @type {import('./context.js').Context} */ context,
    /** @type {Uint8Array} */ bytes,
  ) => (await import('./resume.js')).resume(context, bytes),
  plan: async (...args) => (await import('./plan.js')).plan(...args),
  ...{ epoch, train, dissect, set },
  evaluate: async (...args) => (await evaluation()).evaluate(...args),
  measure: async (...args) => (await evaluation()).measure(...args),
  pairsLoss: async (...args) => (await evaluation()).pairsLoss(...args),
  baselines: async (...args) => (await import('./baselines.js')).baselines(...args),
  inspect: async (...args) => (await inspection()).inspect(...args),
  attribute: async (...args) => (await inspection()).attribute(...args),
  cut: async (...args) => (await translation()).cut(...args),
  translate: async (...args) => (await translation()).translate(...args),
  sampleTranslation: async (...args) => (await translation()).sampleTranslation(...args),
  bleu: async (...args) => (await translation()).bleu(...args),
  bookBleu: async (...args) => (await translation()).bookBleu(...args),
};
