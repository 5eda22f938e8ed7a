// Writes wasm/bin/inline.js, the package as one module with engines and workers inside, and the scripts of these
// workers beside it: `node .ci/inline.mjs`. Needs the wasm modules.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './steps.mjs';

const ENGINES = ['relaxed', 'simd', 'scalar'];
/** What runs in a worker, and the name of its script. */
const WORKERS = { worker: 'worker/worker.js', replica: 'replicas/replica.js' };
const TARGET = ['chrome111', 'firefox114', 'safari16.4', 'node20.19'];

/** @param {import('esbuild-wasm').BuildOptions} options @returns {Promise<string>} */
async function bundle(options) {
  const esbuild = await import('esbuild-wasm'); // which is not there yet when a build begins
  const { outputFiles } = await esbuild.build({
    ...{ bundle: true, minify: true, write: false, legalComments: 'none', target: TARGET },
    absWorkingDir: join(root, 'wasm'),
    logOverride: { 'empty-import-meta': 'silent' }, // where the files would be is never asked
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

/** @param {string} engine */
async function engineAddress(engine) {
  const bytes = await readFile(join(root, `wasm/bin/sluice-${engine}.wasm`));
  return `data:application/wasm;base64,${bytes.toString('base64')}`;
}

/** @param {Record<string, string>} wasm @param {Record<string, string>} scripts */
const entry = (wasm, scripts) => `
import { createSession as createFromFiles } from './index.js';
export * from './index.js';
const script = (text) => new Blob([text], { type: 'text/javascript' });
const wasm = ${JSON.stringify(wasm)};
const scripts = ${JSON.stringify(scripts)};
const inside = { wasm, scripts: { worker: script(scripts.worker), replica: script(scripts.replica) } };
export const createSession = (options) => createFromFiles({ ...inside, ...options });
`;

/** Writes all three files into wasm/bin. */
export async function writeInline() {
  /** @type {Record<string, string>} */
  const scripts = {};
  for (const [name, file] of Object.entries(WORKERS)) {
    scripts[name] = await bundle({ entryPoints: [file], format: 'iife' });
    await writeFile(join(root, `wasm/bin/${name}.js`), scripts[name]);
  }
  const addresses = await Promise.all(ENGINES.map(engineAddress));
  const wasm = Object.fromEntries(ENGINES.map((engine, i) => [engine, addresses[i] ?? '']));
  const contents = entry(wasm, scripts);
  const stdin = { contents, resolveDir: join(root, 'wasm'), sourcefile: 'inline.js' };
  await writeFile(join(root, 'wasm/bin/inline.js'), await bundle({ stdin, format: 'esm' }));
}

if (process.argv[1] === import.meta.filename) await writeInline();
