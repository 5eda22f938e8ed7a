import { string, whole } from '../core/checks.js';
import { symbolsOf } from './describe.js';
import { heldGates } from './holds.js';
import { inKnownForm } from './normal-form.js';

/**
 * Looking inside a model: its activations along a text, and what a prediction depends on.
 *
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('../core/core.js').Core} Core
 * @typedef {import('../sluice.d.ts').ModelInfo} ModelInfo
 * @typedef {import('../sluice.d.ts').Inspection} Inspection
 */

/** @type {import('./methods.js').Body<'inspect'>} */
export function inspect(context, text, { hold } = {}) {
  const { core, model } = context;
  const { settings } = model;
  return withInspection(context, { text, hold }, (inspection, length) => {
    const vocabulary = symbolsOf(core, model.vocabulary);
    const ids = core.ids(core.ask('sl_inspection_ids', inspection), length);
    return {
      symbols: Array.from(ids, (id) => /** @type {string} */ (vocabulary[id])),
      layers: eachLayer(settings, (layer, direction) =>
        activations(core, inspection, { layer, direction }, length * settings.hidden),
      ),
      hidden: settings.hidden,
      vocabulary,
      distribution: core.floats(
        core.ask('sl_inspection_distribution', inspection),
        length * vocabulary.length,
      ),
      surprise: core.floats(core.ask('sl_inspection_surprise', inspection), length - 1),
    };
  });
}

/** @type {import('./methods.js').Body<'attribute'>} */
export function attribute(context, text, position, { hold } = {}) {
  const { core, model } = context;
  const { settings } = model;
  const at = whole('position', position);
  return withInspection(context, { text, hold }, (inspection, length) => {
    core.do('sl_inspection_attribute', inspection, at);
    /** @param {string} what */
    const gradients = (what) =>
      eachLayer(settings, (layer, direction) =>
        core.floats(core.ask('sl_inspection_layer', inspection, layer, direction, what), length),
      );
    return {
      input: core.floats(core.ask('sl_inspection_input_gradient', inspection), length),
      hidden: gradients('hidden gradient'),
      ...(settings.cell === 'lstm' && { memory: gradients('memory gradient') }),
    };
  });
}

/**
 * @template T
 * @param {Context} context
 * @param {{ text: string, hold?: import('../sluice.d.ts').Hold }} reading
 * @param {(inspection: number, length: number) => T} look
 * @returns {T}
 */
function withInspection({ core, handles, model }, { text, hold }, look) {
  const gates = heldGates(hold);
  const made = inKnownForm(string('text', text), (bytes) =>
    core.make('sl_inspection_create', model.handle, bytes, bytes.length),
  );
  const inspection = handles.add(made, 'sl_inspection_free');
  try {
    for (const { gate, layer, value } of gates)
      core.do('sl_inspection_hold', inspection, gate, layer, value);
    return look(inspection, core.ask('sl_inspection_length', inspection) >>> 0);
  } finally {
    handles.drop(inspection);
  }
}

/**
 * @template T
 * @param {ModelInfo['settings']} settings
 * @param {(layer: number, direction: number) => T} look
 * @returns {T[][]} by layer, then by direction
 */
function eachLayer({ layers, bidirectional }, look) {
  const directions = bidirectional ? 2 : 1;
  return Array.from({ length: layers }, (_, layer) =>
    Array.from({ length: directions }, (_, direction) => look(layer, direction)),
  );
}

/**
 * @param {Core} core
 * @param {number} inspection
 * @param {{ layer: number, direction: number }} place
 * @param {number} count of numbers in each array
 * @returns {Inspection['layers'][number][number]}
 */
function activations(core, inspection, { layer, direction }, count) {
  /** @param {string} what */
  const find = (what) => core.ask('sl_inspection_layer', inspection, layer, direction, what);
  const gates = Array.from({ length: core.ask('sl_inspection_gate_count', inspection) }, (_, i) => {
    const name = core.text(core.ask('sl_inspection_gate_name', inspection, i));
    return [name, core.floats(find(name), count)];
  });
  const memory = find('memory');
  return {
    gates: Object.fromEntries(gates),
    hidden: core.floats(find('hidden'), count),
    ...(memory !== 0 && { memory: core.floats(memory, count) }),
  };
}
