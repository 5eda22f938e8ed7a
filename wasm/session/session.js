import { Core } from '../core/core.js';
import { compileCore, startCore } from '../core/load.js';
import { fusesRelaxed } from '../core/probes.js';
import { BodiesOf } from './bodies.js';
import { Context } from './context.js';
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
 *   & { dispose: (reason: import('../core/error.js').SluiceError) => Promise<void> }
 *   & Pick<Session, 'engine' | 'fused'>} Methods
 */

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
  const bodies = new BodiesOf(context);
  const names = /** @type {MethodName[]} */ (Object.keys(METHODS));
  const methods = names.map((name) => [name, bound(context, bodies, name)]);
  const engine = core.text(core.ask('sl_engine'));
  return {
    engine,
    fused: engine === 'relaxed' && fusesRelaxed(),
    ...Object.fromEntries(methods),
    dispose: async (reason) => context.end(reason),
  };
}

/**
 * @param {Context} context
 * @param {BodiesOf} bodies
 * @param {MethodName} name
 * @returns {(...args: any[]) => unknown}
 */
function bound(context, bodies, name) {
  const check = (/** @type {any[]} */ args) => {
    context.checkOpen();
    checkCall(name, args);
  };
  const call = (/** @type {any[]} */ args) => {
    context.checkOpen();
    return bodies.of(name)(context, ...args);
  };
  const late = async function* (/** @type {any[]} */ args) {
    await bodies.before(name);
    yield* /** @type {AsyncIterable<unknown>} */ (call(args));
  };
  const begin = (/** @type {any[]} */ args) => {
    check(args);
    return bodies.wait(name) ? late(args) : call(args);
  };
  /** @type {import('./methods.js').Method} */
  const { ahead } = METHODS[name];
  if (ahead) return (...args) => iterated(() => begin(args));
  return async (...args) => {
    check(args);
    if (bodies.wait(name)) await bodies.before(name);
    return call(args);
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
