import { Core } from '../core/core.js';
import { compileCore, startCore } from '../core/load.js';
import { baselines } from './baselines.js';
import { bleu, bookBleu } from './bleu.js';
import { load, resume, save } from './checkpoint.js';
import { Context } from './context.js';
import { createModel, createTranslator } from './creation.js';
import { epoch } from './epoch.js';
import { evaluate, measure, pairsLoss } from './evaluation.js';
import { generate } from './generation.js';
import { attribute, inspect } from './inspection.js';
import { set, train } from './learning.js';
import { loadPairs, loadText, sentences } from './loading.js';
import { METHODS } from './methods.js';
import { cut, sampleTranslation, translate } from './translation.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('./methods.js').MethodName} MethodName
 */

/** @satisfies {{ [Name in MethodName]: import('./methods.js').Body<Name> }} */
const bodies = {
  settingsTable: ({ core }) => core.json('sl_settings_table'),
  memory: ({ core }) => core.memorySize,
  info: ({ model }) => model.info(),
  ...{ loadText, loadPairs, sentences, cut, createModel, createTranslator, save, load, resume },
  ...{ epoch, train, set, evaluate, measure, pairsLoss, baselines },
  ...{ generate, inspect, attribute, translate, sampleTranslation, bleu, bookBleu },
};

/**
 * A session in this thread.
 *
 * @param {Omit<import('../sluice.d.ts').SessionOptions, 'worker'>} [options]
 * @returns {Promise<Session>} BAD_MODULE, BAD_SETTING
 */
export async function openLocalSession(options) {
  const module = await compileCore(options);
  return localSession(new Core(await startCore(module)), { module, scripts: options?.scripts });
}

/**
 * A session around a core that has started.
 *
 * @param {Core} core
 * @param {import('./context.js').ReplicaCode} [code]
 * @returns {Session}
 */
export function localSession(core, code) {
  const context = new Context(core, code);
  const methods = Object.keys(METHODS).map((name) => [name, bound(context, name)]);
  return {
    engine: core.text(core.ask('sl_engine')),
    ...Object.fromEntries(methods),
    dispose: async () => context.end(),
  };
}

/**
 * @param {Context} context
 * @param {string} name
 * @returns {(...args: any[]) => unknown}
 */
function bound(context, name) {
  /** @type {(context: Context, ...args: any[]) => unknown} */
  const body = bodies[/** @type {MethodName} */ (name)];
  /** @type {import('./methods.js').Method} */
  const { ahead } = METHODS[/** @type {MethodName} */ (name)];
  if (ahead) return (...args) => body(context, ...args);
  return async (...args) => {
    context.checkOpen();
    return body(context, ...args);
  };
}
