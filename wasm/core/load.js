import { shown } from './checks.js';
import { messageOf, SluiceError } from './error.js';
import { builtin, isNode } from './node.js';
import { fusesRelaxed, hasRelaxed, hasSimd } from './probes.js';

/**
 * @typedef {import('../sluice.d.ts').Engine} Engine
 * @typedef {import('../sluice.d.ts').SessionOptions} SessionOptions
 * @typedef {import('../sluice.d.ts').WasmSource} WasmSource
 */

/**
 * A compiled core: one module, or two that .ci/split.mjs has made of it. The second one is compiled when it is needed.
 * @typedef {{ modules: WebAssembly.Module[], rest?: () => Promise<WebAssembly.Module> }} Code
 */

/** Bundlers find the files by these literal `new URL` expressions. */
const ADDRESSES = {
  relaxed: [
    () => new URL('../bin/sluice-relaxed-base.wasm', import.meta.url),
    () => new URL('../bin/sluice-relaxed-rest.wasm', import.meta.url),
  ],
  simd: [
    () => new URL('../bin/sluice-simd-base.wasm', import.meta.url),
    () => new URL('../bin/sluice-simd-rest.wasm', import.meta.url),
  ],
  scalar: [
    () => new URL('../bin/sluice-scalar-base.wasm', import.meta.url),
    () => new URL('../bin/sluice-scalar-rest.wasm', import.meta.url),
  ],
};

/**
 * A whole core, compiled and started.
 *
 * @param {Pick<SessionOptions, 'engine' | 'wasm'>} [options]
 * @returns {Promise<WebAssembly.Exports>} BAD_MODULE, BAD_SETTING
 */
export async function loadCore(options) {
  const { modules, rest } = await compileCore(options);
  return startCore(rest ? [...modules, await rest()] : modules);
}

/**
 * @param {Pick<SessionOptions, 'engine' | 'wasm'>} [options]
 * @returns {Promise<Code>} BAD_MODULE, BAD_SETTING
 */
export async function compileCore({ engine = 'auto', wasm } = {}) {
  if (typeof WebAssembly === 'undefined') throw badModule('this host has no WebAssembly');
  if (wasm === undefined) {
    const [base, rest] = ADDRESSES[chooseEngine(engine)].map((address) => () => compile(address()));
    return { modules: [await base()], rest };
  }
  const one = isByEngine(wasm) ? wasm[chooseEngine(engine)] : wasm;
  hasRelaxed(); // it may be the relaxed core
  const module = await compile(one);
  if (isHalf(module)) throw badModule('this is half an engine: give sluice/wasm/simd');
  return { modules: [module] };
}

/**
 * @param {NonNullable<SessionOptions['wasm']>} wasm
 * @returns {wasm is Record<Engine, WasmSource>}
 */
function isByEngine(wasm) {
  return typeof wasm === 'object' && 'scalar' in wasm;
}

/**
 * A source of modules for a worker, where a relative address would mean another place.
 *
 * @param {SessionOptions['wasm']} wasm
 * @returns {SessionOptions['wasm']}
 */
export function sendable(wasm) {
  if (wasm === undefined) return wasm;
  if (!isByEngine(wasm)) return isAddress(wasm) ? resolveAddress(wasm).href : wasm;
  const entries = Object.entries(wasm).map(([engine, source]) => [engine, sendable(source)]);
  return Object.fromEntries(entries);
}

/**
 * @param {WasmSource} source
 * @returns {source is URL | string}
 */
function isAddress(source) {
  return typeof source === 'string' || source instanceof URL;
}

/**
 * An address as an absolute one: in Node a string without a scheme is a path.
 *
 * @param {URL | string} address
 * @returns {URL}
 */
export function resolveAddress(address) {
  if (address instanceof URL) return address;
  if (/^[a-z][a-z0-9+.-]+:/i.test(address)) return new URL(address);
  if (isNode) return builtin('node:url').pathToFileURL(address);
  return new URL(address, globalThis.document?.baseURI ?? globalThis.location.href);
}

/**
 * @param {'auto' | Engine} engine
 * @returns {Engine}
 */
function chooseEngine(engine) {
  // Where it does not fuse, relaxed has the bits of simd, and no more speed.
  if (engine === 'auto') return fusesRelaxed() ? 'relaxed' : hasSimd() ? 'simd' : 'scalar';
  if (!Object.hasOwn(ADDRESSES, engine)) {
    throw new SluiceError(
      'BAD_SETTING',
      `engine takes auto, relaxed, simd or scalar, not ${shown(engine)}`,
    );
  }
  if (engine === 'relaxed' && !hasRelaxed()) {
    throw badModule('this host has no relaxed WebAssembly SIMD; use engine simd or auto');
  }
  if (engine === 'simd' && !hasSimd()) {
    throw badModule('this host has no WebAssembly SIMD; use engine scalar or auto');
  }
  return engine;
}

/**
 * @param {WasmSource} source
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  try {
    return await (isAddress(source)
      ? compileAddress(resolveAddress(source))
      : WebAssembly.compile(/** @type {BufferSource} */ (source)));
  } catch (error) {
    if (error instanceof SluiceError) throw error;
    const where = isAddress(source) ? String(source) : 'the bytes given';
    throw badModule(`no WebAssembly module in ${where}: ${messageOf(error)}`, error);
  }
}

/**
 * Compiles while downloading where the host can and the server names the type; otherwise after.
 *
 * @param {URL} address
 * @returns {Promise<WebAssembly.Module>}
 */
async function compileAddress(address) {
  if (isNode && address.protocol === 'file:') {
    return WebAssembly.compile(await builtin('node:fs').promises.readFile(address));
  }
  const response = await fetch(address);
  if (!response.ok) {
    throw badModule(`${address} answered ${response.status} ${response.statusText}`.trim());
  }
  const type = response.headers.get('Content-Type') ?? '';
  if ('compileStreaming' in WebAssembly && /^application\/wasm\s*$/i.test(type)) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Whether a module is the base of an engine alone. @param {WebAssembly.Module} module */
function isHalf(module) {
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  return names.includes('sl_engine') && !names.includes('sl_trainer_step');
}

/**
 * Starts the modules of a core, each on the one before it.
 *
 * @param {WebAssembly.Module[]} modules
 * @param {WebAssembly.Exports} [base] of the module that has started
 * @returns {Promise<WebAssembly.Exports>} of all; BAD_MODULE
 */
export async function startCore([module, ...others], base) {
  let exports;
  try {
    // Views of the memory are looked up at each use, so its growth needs no answer.
    const imports = { env: { emscripten_notify_memory_growth() {} }, base: base ?? {} };
    ({ exports } = await WebAssembly.instantiate(
      /** @type {WebAssembly.Module} */ (module),
      imports,
    ));
  } catch (error) {
    const why = base ? 'its halves are of two builds: load the page again' : messageOf(error);
    throw badModule(`the module does not start: ${why}`, error);
  }
  const all = { ...base, ...exports };
  if (typeof all.sl_engine !== 'function') {
    throw badModule('the module is not a core of Sluice: it exports no sl_engine');
  }
  /** @type {any} */ (exports)._initialize?.();
  return others.length > 0 ? startCore(others, all) : all;
}

/**
 * @param {string} message
 * @param {unknown} [cause]
 */
function badModule(message, cause) {
  return new SluiceError('BAD_MODULE', message, cause === undefined ? undefined : { cause });
}
