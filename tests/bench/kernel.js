// The matrix kernel alone, in Node and in a page.
import { compileCore } from '../../wasm/core/load.js';

/**
 * @typedef {{ memory: WebAssembly.Memory, _initialize?: () => void,
 *   kernel_create: (m: number, k: number, n: number) => number,
 *   kernel_gemm: (product: number, repeats: number) => void,
 *   kernel_outer: (product: number, repeats: number) => void }} Kernel
 */

/**
 * A product of (m, k) by (k, n), or with `outer` the sum of m outer products of that size; its rate
 * in GFLOP/s, a multiply-add counting as two.
 *
 * @param {{ engine: string, m: number, k: number, n: number, outer?: boolean }} task
 */
export async function openKernel({ engine, m, k, n, outer = false }) {
  const address = new URL(`../../build/wasm/bench/kernel-${engine}.wasm`, import.meta.url);
  const { modules } = await compileCore({ wasm: address });
  const instance = await WebAssembly.instantiate(/** @type {WebAssembly.Module} */ (modules[0]), {
    env: { emscripten_notify_memory_growth() {} },
  });
  const kernel = /** @type {Kernel} */ (/** @type {unknown} */ (instance.exports));
  kernel._initialize?.();
  const product = kernel.kernel_create(m, k, n);
  if (product === 0) throw new Error('no memory for the product');
  const run = outer ? kernel.kernel_outer : kernel.kernel_gemm;

  /** Milliseconds. @param {number} repeats */
  const time = (repeats) => {
    const start = performance.now();
    run(product, repeats);
    return performance.now() - start;
  };
  let repeats = 1;
  while (time(repeats) < 20) repeats *= 2; // V8 has compiled it for good by then
  return {
    /** @param {number} milliseconds */
    async sample(milliseconds) {
      let [done, spent] = [0, 0];
      for (; spent < milliseconds; done += repeats) spent += time(repeats);
      return (2 * m * k * n * done) / spent / 1e6;
    },
    async close() {},
  };
}
