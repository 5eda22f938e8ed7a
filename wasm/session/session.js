import { Core } from '../core/core.js';
import { compileCore, startCore } from '../core/load.js';
import { fusesRelaxed } from '../core/probes.js';
import { openReplica } from '../replicas/open-replica.js';
import { baselines } from './baselines.js';
import { bleu, bookBleu } from './bleu.js';
import { load, resume, save } from './checkpoint.js';
import { Context } from './context.js';
import { createModel, createTranslator } from './creation.js';
import { epoch } from './epoch.js';
import { evaluate, measure, pairsLoss } from './evaluation.js';
import { generate } from './generation.js';
import { attribute, inspect } from './inspection.js';
import { dissect, history, set, stop, train } from './learning.js';
import { loadPairs, loadText, sentences } from './loading.js';
import { checkCall, METHODS } from './methods.js';
import { cut, sampleTranslation, translate } from './translation.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('./methods.js').MethodName} MethodName
 *
 * A session of its methods alone, the same in this thread and behind a worker; complete.js makes what
 * programs get.
 * @typedef {Omit<Session, import('./methods.js').OfSession | 'generate'>
 *   & { generate: (options?: import('../sluice.d.ts').GenerateOptions) => AsyncIterable<any> }
 *   & { askReader: (what: string, id: number, ...args: any[]) => Promise<any> }
 *   & Pick<Session, 'engine' | 'fused' | 'dispose'>} Methods
 */

/** @satisfies {{ [Name in import('./methods.js').TypedName]: import('./methods.js').Body<Name> } & Record<MethodName, unknown>} */
const bodies = {
  settingsTable: ({ core }) => core.json('sl_settings_table'),
  memory: ({ core }) => core.memorySize,
  info: ({ model }) => model.info(),
  ...{ loadText, loadPairs, sentences, cut, createModel, createTranslator, save, load, resume },
  plan: async (context, options) => (await import('./plan.js')).plan(context, options),
  ...{ epoch, train, dissect, stop, history, set, evaluate, measure, pairsLoss, baselines },
  askReader: async (/** @type {Context} */ context, /** @type {[string, number]} */ ...args) =>
    (await import('./readers.js')).askReader(context, ...args),
  ...{ generate, inspect, attribute, translate, sampleTranslation, bleu, bookBleu },
};

/** What the base of a core is enough for, as .ci/split.mjs makes it. @type {MethodName[]} */
const BASE = [
  'settingsTable',
  'memory',
  'info',
  'load',
  'stop',
  'history',
  'generate',
  'askReader',
];

/**
 * A session in this thread.
 *
 * @param {Omit<import('../sluice.d.ts').SessionOptions, 'worker'>} [options]
 * @param {import('./context.js').OpenReplica} [open] how its replicas start, unless as usual
 * @returns {Promise<Methods>} BAD_MODULE, BAD_SETTING
 */
export async function openLocalSession(
  options,
  open = (listener) => openReplica(listener, options?.scripts?.replica),
) {
  const code = await compileCore(options);
  return localSession(new Core(await startCore(code.modules)), { ...code, open });
}

/**
 * A session around a core that has started.
 *
 * @param {Core} core
 * @param {import('./context.js').Code} [code]
 * @returns {Methods}
 */
export function localSession(core, code) {
  const context = new Context(core, code);
  const methods = Object.keys(METHODS).map((name) => [name, bound(context, name)]);
  const engine = core.text(core.ask('sl_engine'));
  return {
    engine,
    fused: engine === 'relaxed' && fusesRelaxed(),
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
  const method = /** @type {MethodName} */ (name);
  /** @type {(context: Context, ...args: any[]) => unknown} */
  const body = bodies[method];
  const call = (/** @type {any[]} */ ...args) => {
    context.checkOpen();
    checkCall(method, args);
    return body(context, ...args);
  };
  /** @type {import('./methods.js').Method} */
  const { ahead } = METHODS[method];
  const lacksRest = () => !context.isWhole && !BASE.includes(method);
  if (ahead) {
    return (...args) =>
      iterated(() => (lacksRest() ? afterRest(context, () => call(...args)) : call(...args)));
  }
  return async (...args) => {
    if (lacksRest()) await context.complete();
    return call(...args);
  };
}

/**
 * An iteration for which all of the core must be there.
 *
 * @param {Context} context
 * @param {() => any} call
 */
async function* afterRest(context, call) {
  await context.complete();
  yield* call();
}

/**
 * The iteration that a call begins; what the call throws, the first step does.
 *
 * @param {() => any} call
 * @returns {AsyncIterator<unknown>}
 */
function iterated(call) {
  try {
    return call();
  } catch (error) {
    return failing(error);
  }
}

/** @param {unknown} error @returns {AsyncGenerator<never, void, undefined>} */
// biome-ignore lint/correctness/useYield: it fails before it has anything to give
async function* failing(error) {
  throw error;
}
