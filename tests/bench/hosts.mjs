// Where tasks run: processes and a page that answer to open, sample and close.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launchBrowser, lifetime, openPage, root, serveFolder } from '../browser/serve.js';
import { caller } from './lines.mjs';
import { trainer } from './trainer.js';

/**
 * @typedef {(call: 'open' | 'sample' | 'close', ...args: unknown[]) => Promise<any>} Ask
 * @typedef {{ ask: Ask, close: () => unknown }} Host
 */

const run = promisify(execFile);
const bench = import.meta.dirname;
const peers = join(bench, 'peers');

/** One thread, whatever a library is used to. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<Host>}
 */
async function processHost(command, ...args) {
  const child = spawn(command, args, { env: { ...process.env, ...ONE_THREAD } });
  await new Promise((started, failed) => child.once('spawn', started).once('error', failed));
  return { ask: caller(child), close: () => child.stdin.end() };
}

const PAGE = `<!doctype html><title>bench</title><link rel="icon" href="data:," />
<script type="module">
  import * as tasks from '/tests/bench/tasks.js';
  globalThis.tasks = tasks;
</script>`;

/** @returns {Promise<Host>} */
async function chromium() {
  const { t, end } = lifetime();
  try {
    const address = await serveFolder(t, root, { '/': PAGE });
    const page = await openPage(t, await launchBrowser(t), address);
    await page.waitForFunction(() => 'tasks' in globalThis);
    const ask = (/** @type {string} */ call, /** @type {unknown[]} */ ...args) =>
      page.evaluate(
        ([call, args]) => /** @type {any} */ (globalThis).tasks[call](...args),
        /** @type {[string, unknown[]]} */ ([call, args]),
      );
    return { ask, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The flags that make multiply-adds fused, or keep them apart, and those of a width in bits. */
const FUSED = [...(process.arch === 'x64' ? ['-mfma'] : []), '-ffp-contract=fast'];
const ARITHMETIC = { fused: FUSED, separate: ['-ffp-contract=off'] };
const WIDTH = {
  128: [],
  256: ['-mavx2', '-DWIDTH=32', '-DSL_WIDTH=32'],
  512: [
    ...['-mavx512f', '-mavx512dq', '-mavx512vl', '-mprefer-vector-width=512'],
    ...['-DWIDTH=64', '-DSL_WIDTH=64'],
  ],
};
const sources = join(root, 'src');

/**
 * What the processor does natively: its limits, and the kernel with fused multiply-adds. The number of a task is its command.
 * @returns {Host}
 */
function processor() {
  const folder = join(root, 'build/bench');
  mkdirSync(folder, { recursive: true });
  /** @param {string} name @param {string[]} args of the compiler */
  const compiled = (name, args) => {
    const program = join(folder, name);
    execFileSync('gcc', ['-O3', '-std=c11', ...args, '-o', program]);
    return program;
  };
  /** @param {any} task */
  const open = ({ kind, width = 128, m, k, n }) => {
    const wide = WIDTH[/** @type {128 | 256 | 512} */ (width)];
    if (kind !== 'product') {
      const flags = ARITHMETIC[/** @type {'fused' | 'separate'} */ (kind)];
      return [compiled(`peak-${kind}-${width}`, [...flags, ...wide, join(bench, 'peak.c')])];
    }
    // as CMakeLists.txt compiles it
    const flags = ['-mfma', '-DSL_FUSED', '-ffp-contract=off', '-fno-math-errno', `-I${sources}`];
    const files = [join(bench, 'product.c'), join(sources, 'math/gemm.c')];
    return [compiled(`product-${width}`, [...flags, ...wide, ...files]), m, k, n].map(String);
  };
  return {
    async ask(call, ...args) {
      if (call === 'open') return open(args[0]);
      if (call === 'close') return undefined;
      const [program, ...sizes] = /** @type {string[]} */ (args[0]);
      return Number((await run(program, [...sizes, String(args[1])])).stdout);
    },
    close() {},
  };
}

/** @type {Promise<unknown> | undefined} */
let installed;

/** Whether npm has finished an installation of what the lock now says. */
function isInstalled() {
  const [done, lock] = ['node_modules/.package-lock.json', 'package-lock.json'].map((name) =>
    statSync(join(peers, name), { throwIfNoEntry: false }),
  );
  return done !== undefined && lock !== undefined && done.mtimeMs >= lock.mtimeMs;
}

/** The peers that come from npm, in a folder of their own and without running their scripts. */
function install() {
  if (isInstalled()) return;
  installed ??= run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: peers });
  return installed;
}

/** @param {string} script */
async function npmPeer(script) {
  await install();
  return processHost(process.execPath, join(peers, script));
}

/** @type {Record<string, () => Promise<Host>>} */
const openers = {
  node: () => processHost(process.execPath, join(bench, 'node.mjs')),
  chromium,
  processor: async () => processor(),
  native: async () => trainer(),
  pytorch: () => processHost('/usr/bin/python3', join(peers, 'pytorch.py')),
  tensorflow: () => npmPeer('tensorflow.mjs'),
  brain: () => npmPeer('brain.mjs'),
};

/** The hosts in use; each is started when it is first asked for. */
export class Hosts {
  /** @type {Map<string, Promise<Host>>} */
  #hosts = new Map();

  /** @param {string} name @returns {Promise<Ask>} rejects, each time, if it can't be had */
  async get(name) {
    const host = this.#hosts.get(name) ?? openers[name]();
    this.#hosts.set(name, host);
    return (await host).ask;
  }

  async close() {
    for (const host of await Promise.allSettled(this.#hosts.values()))
      if (host.status === 'fulfilled') await host.value.close();
    this.#hosts.clear();
  }
}
