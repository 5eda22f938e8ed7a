import { baselines } from './baselines.js';
import { save } from './checkpoint.js';
import { createModel } from './creation.js';
import { epoch } from './epoch.js';
import { evaluate, measure, pairsLoss } from './evaluation.js';
import { dissect, set, train } from './learning.js';
import { loadText } from './loading.js';

/**
 * The methods for which all of a core must be there; a page that loads a model and writes fetches none of them. What no
 * training starts with is fetched on its first call.
 *
 * @typedef {import('./methods.js').TypedName} TypedName
 * @typedef {Exclude<import('./methods.js').MethodName, keyof typeof import('./bodies.js').BASE>} Name
 */

const inspection = () => import('./inspection.js');
const pairs = () => import('./pairs.js');
const translation = () => import('./translation.js');

/** @satisfies {{ [One in TypedName]?: import('./methods.js').Body<One> }} */
export const REST = {
  ...{ loadText, createModel, save, epoch, train, dissect, set },
  ...{ evaluate, measure, pairsLoss, baselines },
};

/**
 * Where the others are, under their own names.
 *
 * @type {Record<Exclude<Name, keyof typeof REST>, () => Promise<any>>}
 */
export const LATER = {
  ...{ loadPairs: pairs, sentences: pairs, createTranslator: pairs },
  resume: () => import('./resume.js'),
  plan: () => import('./plan.js'),
  ...{ inspect: inspection, attribute: inspection },
  ...{ cut: translation, translate: translation, sampleTranslation: translation },
  ...{ bleu: translation, bookBleu: translation },
};
