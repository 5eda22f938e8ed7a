import { builtin, isNode } from './node.js';

/** What this host can do, found by trying: tiny modules, written by hand. */

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
/** A module of one function without parameters and results, `type (func)`, up to its code. */
const PROBE_START = [...MAGIC, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00];
/** `i32.const 0, i8x16.splat`. */
const VECTOR = [0x41, 0x00, 0xfd, 0x0f];
const RELAXED_MADD = [0xfd, 0x85, 0x02];
/** A function with the body `VECTOR, drop`: valid only with SIMD. */
const SIMD_PROBE = Uint8Array.of(
  ...PROBE_START,
  ...[0x0a, 0x09, 0x01, 0x07, 0x00, ...VECTOR, 0x1a, 0x0b],
);
/** `VECTOR, VECTOR, VECTOR, f32x4.relaxed_madd, drop`: valid only with relaxed SIMD. */
const RELAXED_PROBE = Uint8Array.of(
  ...PROBE_START,
  ...[0x0a, 0x14, 0x01, 0x12, 0x00, ...VECTOR, ...VECTOR, ...VECTOR],
  ...[...RELAXED_MADD, 0x1a, 0x0b],
);
/** `local.get I, f32x4.splat`. @param {number} i */
const spread = (i) => [0x20, i, 0xfd, 0x13];
/** Exports `m (f32 a, f32 c) f32`, the first lane of relaxed_madd(a, a, c). Nothing in it is constant. */
const MADD_MODULE = Uint8Array.of(
  ...MAGIC,
  ...[0x01, 0x07, 0x01, 0x60, 0x02, 0x7d, 0x7d, 0x01, 0x7d],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x05, 0x01, 0x01, 0x6d, 0x00, 0x00],
  ...[0x0a, 0x16, 0x01, 0x14, 0x00, ...spread(0), ...spread(0), ...spread(1)],
  ...[...RELAXED_MADD, 0xfd, 0x1f, 0x00, 0x0b],
);

/** @returns {boolean} */
export function hasSimd() {
  return WebAssembly.validate(SIMD_PROBE);
}

/**
 * Whether relaxed SIMD works. Node 20 has it switched off; this switches it on, for all threads.
 *
 * @returns {boolean}
 */
export function hasRelaxed() {
  if (WebAssembly.validate(RELAXED_PROBE)) return true;
  if (!isNode || !hasSimd()) return false;
  builtin('node:v8').setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(RELAXED_PROBE);
}

/**
 * Whether relaxed multiply-adds round once, as on most processors, or twice: the standard leaves it to
 * the host. (1 + e)^2 - (1 + 2e) is e^2, which only a fused one keeps when e is 2^-12.
 *
 * @returns {boolean}
 */
export function fusesRelaxed() {
  if (!hasRelaxed()) return false;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(MADD_MODULE));
  return /** @type {any} */ (exports).m(1 + 2 ** -12, -(1 + 2 ** -11)) !== 0;
}
