import { Core } from '../core/core.js';
import { startCore } from '../core/load.js';
import { builtin } from '../core/node.js';
import { packError } from '../worker/messages.js';
import { Link, shareUpdate } from './sharing.js';

/**
 * A worker that is one replica of a trainer. It runs ahead until it needs the parts of the others,
 * so they set the pace, and it pauses when training does.
 *
 * What it starts from: a compiled core, what is learned, and the trainer's state.
 * @typedef {object} Seed
 * @property {WebAssembly.Module[]} modules
 * @property {import('../session/material.js').Copy} material
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
  const core = new Core(await startCore(seed.modules));
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
function revive(core, { material, checkpoint }) {
  const model = core.make('sl_model_load', checkpoint, checkpoint.length);
  const trainer = makeTrainer(core, model, material);
  core.do('sl_trainer_restore', trainer, checkpoint, checkpoint.length);
  return trainer;
}

/**
 * @param {Core} core
 * @param {number} model
 * @param {import('../session/material.js').Copy} material
 */
function makeTrainer(core, model, { ids, fingerprint }) {
  const count = ids.length / 2;
  if (fingerprint === undefined) {
    const pairs = core.make('sl_pairs_from_ids', model, ids, count);
    return core.make('sl_trainer_create_pairs', model, pairs);
  }
  const vocabulary = core.ask('sl_model_vocabulary', model);
  const text = core.make('sl_text_from_ids', vocabulary, ids, count, fingerprint);
  return core.make('sl_trainer_create', model, text);
}
