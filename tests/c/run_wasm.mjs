// Runs a WASI program under Node: node tests/c/run_wasm.mjs PROGRAM.wasm [ARGUMENT...]
// It sees its arguments and standard streams, and no files.
import { readFile } from 'node:fs/promises';
import { hasRelaxed } from '../../wasm/core/probes.js';

process.removeAllListeners('warning'); // node:wasi announces itself as experimental
const { WASI } = await import('node:wasi');

hasRelaxed(); // switches it on where it is off
const args = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args, env: {}, returnOnExit: false });
const { instance } = await WebAssembly.instantiate(await readFile(args[0]), {
  wasi_snapshot_preview1: wasi.wasiImport,
  env: { emscripten_notify_memory_growth() {} },
});
wasi.start(instance); // ends the process: to unwind a program's frames crashes Node 20 now and then
