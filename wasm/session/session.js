import { Core } from '../core/core.js';
import { compileCore, startCore } from '../core/load.js';
import { fusesRelaxed } from '../core/probes.js';
import { Context } from './context.js';
import { generate } from './generation.js';
import { checkCall, METHODS } from './methods.js';

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
 *
 * @typedef {Partial<Record<MethodName, (context: Context, ...args: any[]) => unknown>>} Bodies
 */

/**
 * What the base of a core is enough for, as .ci/split.mjs makes it. The others are in rest.js, which comes with the rest of the core.
 *
 * @satisfies {Bodies}
 */
export const BASE = {
  settingsTable: ({ core }) => core.json('sl_settings_table'),
  memory: ({ core }) => core.memorySize,
  info: ({ model }) => model.info(),
  load: (context, bytes) => {
    context.checkIdle('load');
    import('./rich-generation.js').catch(() => {}); // what is loaded is about to write
    context.model.adopt(context.model.read(bytes));
    return context.model.info();
  },
  generate,
  askReader: async (/** @type {Context} */ context, /** @type {[string, number]} */ ...args) =>
    (await import('./readers.js')).askReader(context, ...args),
  stop: async ({ stopping, trainer }) => {
    stopping?.abort();
    await trainer?.settled();
  },
  history: ({ trainer }) => trainer?.history.reports ?? [],
};

/**
 * A session in this thread.
 *
 * @param {Omit<import('../sluice.d.ts').SessionOptions, 'worker'>} [options]
 * @param {import('./context.js').OpenReplica} [open] how its replicas start, unless as usual
 * @returns {Promise<Methods>} BAD_MODULE, BAD_SETTING
 */
export async function openLocalSession(options, open) {
  const code = await compileCore(options);
  const script = options?.scripts?.replica;
  return localSession(new Core(await startCore(code.modules)), { ...code, open, script });
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
  /** @type {Bodies} */
  const bodies = { ...BASE };
  const complete = async () => {
    context.checkOpen();
    const [{ REST }] = await Promise.all([import('./rest.js'), context.complete()]);
    Object.assign(bodies, REST);
  };
  const names = /** @type {MethodName[]} */ (Object.keys(METHODS));
  const methods = names.map((name) => [name, bound(context, bodies, name, complete)]);
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
 * @param {Bodies} bodies that are there
 * @param {MethodName} name
 * @param {() => Promise<void>} complete brings the others
 * @returns {(...args: any[]) => unknown}
 */
function bound(context, bodies, name, complete) {
  const call = (/** @type {any[]} */ ...args) => {
    context.checkOpen();
    checkCall(name, args);
    return bodies[name]?.(context, ...args);
  };
  /** @type {import('./methods.js').Method} */
  const { ahead } = METHODS[name];
  if (ahead) {
    const whole = async function* (/** @type {any[]} */ args) {
      await complete();
      yield* /** @type {AsyncIterable<unknown>} */ (call(...args));
    };
    return (...args) => iterated(() => (bodies[name] ? call(...args) : whole(args)));
  }
  return async (...args) => {
    if (!bodies[name]) await complete();
    return call(...args);
  };
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
