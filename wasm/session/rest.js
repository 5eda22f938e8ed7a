import { baselines } from './baselines.js';
import { save } from './checkpoint.js';
import { createModel } from './creation.js';
import { epoch } from './epoch.js';
import { evaluate, measure, pairsLoss } from './evaluation.js';
import { dissect, set, train } from './learning.js';
import { loadText } from './loading.js';

/**
 * The methods for which all of a core must be there; a page that loads a model and writes fetches none of them. What no
 * training begins with comes when it is called.
 *
 * @typedef {import('./methods.js').TypedName} TypedName
 * @typedef {Exclude<import('./methods.js').MethodName, keyof typeof import('./session.js').BASE>} Name
 */

/**
 * The functions of a module that is fetched with the first call; later calls begin at once.
 *
 * @template {Record<string, any>} Module
 * @param {() => Promise<Module>} fetched
 */
function onDemand(fetched) {
  /** @type {Module | undefined} */
  let module;
  /** @template {keyof Module} Name @param {Name} name @returns {Module[Name]} */
  const named = (name) =>
    /** @type {any} */ (
      (/** @type {any[]} */ ...args) =>
        module
          ? module[name](...args)
          : fetched().then((present) => {
              module = present;
              return module[name](...args);
            })
    );
  return named;
}

const inspection = onDemand(() => import('./inspection.js'));
const pairs = onDemand(() => import('./pairs.js'));
const translation = onDemand(() => import('./translation.js'));

/** @satisfies {{ [One in TypedName]?: import('./methods.js').Body<One> } & Record<Name, unknown>} */
export const REST = {
  ...{ loadText, createModel, save, epoch, train, dissect, set },
  loadPairs: pairs('loadPairs'),
  ...{ sentences: pairs('sentences'), createTranslator: pairs('createTranslator') },
  resume: onDemand(() => import('./resume.js'))('resume'),
  plan: onDemand(() => import('./plan.js'))('plan'),
  ...{ evaluate, measure, pairsLoss, baselines },
  ...{ inspect: inspection('inspect'), attribute: inspection('attribute') },
  ...{ cut: translation('cut'), translate: translation('translate') },
  sampleTranslation: translation('sampleTranslation'),
  ...{ bleu: translation('bleu'), bookBleu: translation('bookBleu') },
};
