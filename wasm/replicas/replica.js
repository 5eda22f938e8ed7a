import { Core } from '../core/core.js';
import { startCore } from '../core/load.js';
import { builtin } from '../core/node.js';
import { packError } from '../worker/messages.js';
import { Link, shareUpdate } from './sharing.js';

/**
 * A worker that is one replica of a trainer. It runs ahead until it needs the parts of the others,
 * so they set the pace, and it pauses when training does.
 *
 * What it starts from: a compiled core, the text's ids, and the trainer's state.
 * @typedef {object} Seed
 * @property {WebAssembly.Module} module
 * @property {Uint16Array} ids
 * @property {string} fingerprint
 * @property {Uint8Array} checkpoint
 * @property {number} rank
 * @property {MessagePort[]} ports
 */

const port = builtin('node:worker_threads')?.parentPort ?? globalThis;

port.onmessage = (/** @type {{ data: import('../worker/messages.js').Envelope }} */ { data }) => {
  run(data.args[0]).catch((error) => send('error', [packError(error)]));
};

/**
 * @param {'ready' | 'error'} type
 * @param {any[]} args
 */
function send(type, args) {
  port.postMessage({ id: 0, type, args });
}

/** @param {Seed} seed */
async function run(seed) {
  const core = new Core(await startCore(seed.module));
  const trainer = revive(core, seed);
  const place = { rank: seed.rank, links: seed.ports.map((line) => new Link(line)) };
  send('ready', []);
  for (;;) {
    try {
      await shareUpdate(core, trainer, place);
    } catch (error) {
      // All replicas diverge together, and rank 0 reports it.
      if (/** @type {{ code?: string }} */ (error).code !== 'DIVERGED') throw error;
    }
  }
}

/**
 * The trainer of a checkpoint, in this core.
 *
 * @param {Core} core
 * @param {Seed} seed
 */
function revive(core, { ids, fingerprint, checkpoint }) {
  const model = core.make('sl_model_load', checkpoint, checkpoint.length);
  const vocabulary = core.ask('sl_model_vocabulary', model);
  const bytes = new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
  const text = core.make('sl_text_from_ids', vocabulary, bytes, ids.length, fingerprint);
  const trainer = core.make('sl_trainer_create', model, text);
  core.do('sl_trainer_restore', trainer, checkpoint, checkpoint.length);
  return trainer;
}
