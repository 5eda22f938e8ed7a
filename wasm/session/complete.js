import { freshSeed } from './seed.js';

/**
 * What programs get: the methods of a session, wherever it runs, and what is put together from them. A page
 * fetches most of that with its first use.
 *
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('./session.js').Methods} Methods
 */

/**
 * @param {Methods} methods
 * @returns {Session}
 */
export function complete({ askReader, ...methods }) {
  const { createModel, createTranslator, dispose, info, load, save } = methods;
  return {
    ...methods,
    createModel: knowing('language', createModel),
    createTranslator: knowing('translation', createTranslator),
    generate: /** @type {any} */ (
      (/** @type {any} */ options) => stream(methods.generate, options)
    ),
    reader: async (options) => (await import('./reader.js')).openReader(askReader, options),
    weights: async () => (await import('./weights.js')).weightsOf(await save()),
    setWeights: async (weights) =>
      load((await import('./weights.js')).withWeights(await save(), weights)),
    summary: async () => (await import('./summary.js')).summaryOf(await info()),
    // Safari and Firefox before 2025 have no such symbol
    ...{ [Symbol.asyncDispose ?? 'dispose']: dispose },
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
 * @param {Methods['generate']} generate
 * @param {any} options
 * @returns {import('../sluice.d.ts').Generation<any>}
 */
function stream(generate, options = {}) {
  const seed = options?.seed ?? freshSeed();
  const items = generate(Object(options) === options ? { ...options, seed } : options);
  const texts = async () => {
    /** @type {string[]} */
    const all = [];
    for await (const item of items) {
      const { sample = 0, text = item } = item;
      all[sample] = (all[sample] ?? '') + text;
    }
    return Array.from({ length: options.samples ?? 1 }, (_, sample) => all[sample] ?? '');
  };
  return {
    seed,
    [Symbol.asyncIterator]: () => items[Symbol.asyncIterator](),
    text: async () => (await texts()).join(''),
    texts,
  };
}
