import { real, string, whole } from '../core/checks.js';

export const GENERATE_DEFAULTS = {
  prompt: '',
  length: 200,
  temperature: 1,
  topK: 0,
  topP: 1,
  seed: 1,
};

/**
 * Options of generate with their defaults, as the core takes them.
 *
 * @param {import('../sluice.d.ts').GenerateOptions} [options]
 */
export function generateOptions(options = {}) {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  /** @type {typeof GENERATE_DEFAULTS} */
  const all = { ...GENERATE_DEFAULTS, ...Object.fromEntries(given) };
  const { prompt, length, temperature, topK, topP, seed } = all;
  return {
    prompt: string('prompt', prompt),
    length: whole('length', length, 0, Number.MAX_SAFE_INTEGER),
    temperature: real('temperature', temperature),
    topK: whole('topK', topK),
    topP: real('topP', topP) || 1, // the core says 1 for off, and takes no 0
    seed: whole('seed', seed),
    signal: options.signal,
  };
}
