import { SluiceError } from '../core/error.js';
import { anySignal } from '../core/signals.js';
import { checkCall } from './methods.js';
import { freshSeed } from './seed.js';

/**
 * What programs get: the methods of a session, wherever it runs, and what is put together from them. A page
 * fetches most of that with its first use.
 *
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('./session.js').Methods} Methods
 */

const onDemand = () => import('./on-demand.js');

/**
 * @param {Methods} methods
 * @returns {Session}
 */
export function complete({ askReader, ...methods }) {
  const { createModel, createTranslator, load, loadPairs, resume } = methods;
  const life = new AbortController();
  /** @type {(name: 'reader' | 'weights' | 'setWeights' | 'summary') => any} */
  const later = (name) => async (/** @type {any} */ given) =>
    (await onDemand())[name]({ askReader, ...methods }, given);
  const dispose = () => {
    const reason = new SluiceError('DISPOSED', 'this session has been disposed of');
    life.abort(reason);
    return methods.dispose(reason);
  };
  return {
    ...methods,
    dispose,
    createModel: knowing('language', createModel),
    createTranslator: knowing('translation', createTranslator),
    load: reading('load', load, life.signal),
    resume: reading('resume', resume, life.signal),
    loadPairs: (pairs, options) =>
      Array.isArray(pairs)
        ? onDemand().then(({ pairLines }) => loadPairs(pairLines(pairs), options))
        : loadPairs(pairs, options),
    train: (options) => ended(methods.train(options)),
    generate: /** @type {any} */ (
      (/** @type {any} */ options) => stream(methods.generate, options)
    ),
    reader: later('reader'),
    weights: later('weights'),
    setWeights: later('setWeights'),
    summary: later('summary'),
    // Safari and Firefox before 2025 have no such symbol
    ...{ [Symbol.asyncDispose ?? 'dispose']: dispose },
  };
}

/**
 * A call that takes a file from wherever it is.
 *
 * @template Result
 * @param {'load' | 'resume'} call
 * @param {(file: any, options?: import('../sluice.d.ts').Listening) => Promise<Result>} take
 * @param {AbortSignal} life of the session, aborted at its end
 */
function reading(call, take, life) {
  return async (/** @type {any} */ file, /** @type {any} */ options) => {
    if (file instanceof Uint8Array) return take(file, options);
    checkCall(call, [file, options]);
    const { fileBytes } = await import('./file-source.js');
    const { signal, onProgress } = options ?? {};
    const either = signal ? anySignal([signal, life]) : life;
    return take(await fileBytes(file, either, onProgress), options);
  };
}

/**
 * A call for a model that may begin with a preset. Its worker needs none of them, and a page fetches what
 * understands their names with the first.
 *
 * @param {import('../sluice.d.ts').Preset['kind']} kind
 * @param {Session['createModel']} create
 * @returns {Session['createModel']}
 */
function knowing(kind, create) {
  return async (values) => {
    if (values?.preset === undefined) return create(values);
    const { settingsOf } = await import('./named-preset.js');
    return create(settingsOf(values, kind));
  };
}

/**
 * Reports that can be waited for as well.
 *
 * @param {AsyncIterable<import('../sluice.d.ts').Progress>} reports
 */
function ended(reports) {
  /** @type {import('../sluice.d.ts').Progress | null} */
  let last = null;
  return Object.assign(reports, {
    async end() {
      for await (const report of reports) last = report;
      return last;
    },
  });
}

/**
 * @param {Methods['generate']} generate
 * @param {any} options
 * @returns {import('../sluice.d.ts').Generation<any>}
 */
function stream(generate, options = {}) {
  const seed = options?.seed ?? freshSeed();
  const items = generate(Object(options) === options ? { ...options, seed } : options);
  const texts = async () => (await onDemand()).wholeTexts(items, options.samples);
  return {
    seed,
    [Symbol.asyncIterator]: () => items[Symbol.asyncIterator](),
    text: async () => (await texts()).join(''),
    texts,
  };
}
