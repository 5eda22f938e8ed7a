import { Graph } from './onnx-graph.js';
import { addStack } from './onnx-layers.js';

/**
 * Models as ONNX files (operator set 13). T steps, B rows, V symbols, H hidden units, L layers, D
 * directions; ids are int64, lengths int32, all else float32. An LSTM has a c beside every h.
 *
 *   language model  ids (T, B), h (L*D, B, H)      -> logits (T, B, V), next_h
 *   NAME-encoder    ids (T, B), lengths (B)        -> h (L, B, H), context (B, H)
 *   NAME-decoder    ids (T, B), h, context         -> logits (T, B, V), next_h
 *
 * All variants are expressed exactly but ablated gates: a bias of 100 holds those at 0 or 1, which
 * is as exact as the runtime's sigmoid. An update gate that takes is one that keeps in the file
 * already. What ONNX has no place for, cutting text into symbols and drawing from the logits, is the
 * host's part: the vocabularies are in the metadata, as JSON, under "vocabulary" and "source".
 *
 * @typedef {import('./saved-model.js').SavedModel} SavedModel
 * @typedef {import('./onnx-layers.js').Stack} Stack
 */

/**
 * @param {SavedModel} model
 * @param {string} name
 * @returns {import('../sluice.d.ts').ExportedFile[]} UNSUPPORTED
 */
export function exportOnnx(model, name) {
  if (model.kind === 'language') return [{ name: `${name}.onnx`, bytes: language(model, name) }];
  return [
    { name: `${name}-encoder.onnx`, bytes: encoder(model, name) },
    { name: `${name}-decoder.onnx`, bytes: decoder(model, name) },
  ];
}

/**
 * @param {SavedModel} model
 * @param {string} name
 */
function language(model, name) {
  const { settings, vocabulary } = model;
  const graph = new Graph();
  const both = settings.bidirectional;
  const ids = graph.input('ids', 'int64', ['steps', 'batch']);
  const states = addStateInputs(graph, model, both);
  const symbols = vocabulary.length;
  const rows = settings.embedding
    ? addEmbedding(graph, model, 'embedding', symbols, ids)
    : addOneHot(graph, symbols, ids);
  const stack = { prefix: 'rnn', inputs: settings.embedding || symbols, both, states };
  addPrediction(graph, model, stack, rows, 'linear');
  return graph.model(name, notes(model));
}

/**
 * @param {SavedModel} model
 * @param {string} name
 */
function encoder(model, name) {
  const { settings, source } = model;
  const graph = new Graph();
  const both = settings.bidirectional;
  const ids = graph.input('ids', 'int64', ['steps', 'batch']);
  const lengths = graph.input('lengths', 'int32', ['batch']);
  const rows = addEmbedding(graph, model, 'encoder.embedding', source.length, ids);
  const stack = { prefix: 'encoder.rnn', inputs: settings.embedding, both, states: [], lengths };
  const { states } = addStack(graph, model, stack, rows);
  for (const [part, label] of stateNames(model).entries()) {
    const layers = states.map((parts, layer) => {
      const last = /** @type {string} */ (parts[part]);
      return both ? addBridge(graph, model, `bridge.${label}.${layer}`, last) : last;
    });
    graph.output(label, addJoined(graph, layers), stateShape(model, false));
    if (label !== 'h') continue;
    const top = /** @type {string} */ (layers.at(-1));
    const context = graph.add('Squeeze', [top, graph.wholes([0])]);
    graph.output('context', context, ['batch', settings.hidden]);
  }
  return graph.model(`${name}-encoder`, notes(model));
}

/**
 * @param {SavedModel} model
 * @param {string} name
 */
function decoder(model, name) {
  const { hidden, embedding } = model.settings;
  const graph = new Graph();
  const ids = graph.input('ids', 'int64', ['steps', 'batch']);
  const states = addStateInputs(graph, model, false);
  const context = graph.input('context', 'float', ['batch', hidden]);
  const symbols = addEmbedding(graph, model, 'decoder.embedding', model.vocabulary.length, ids);
  const shape = graph.add('Concat', [graph.add('Shape', [ids]), graph.wholes([hidden])], {
    axis: 0,
  });
  const repeated = graph.add('Expand', [context, shape]);
  const rows = graph.add('Concat', [symbols, repeated], { axis: 2 });
  const inputs = embedding + hidden;
  const stack = { prefix: 'decoder.rnn', inputs, both: false, states };
  addPrediction(graph, model, stack, rows, 'decoder.linear');
  return graph.model(`${name}-decoder`, notes(model));
}

/**
 * The stack, and the logits of what comes next.
 *
 * @param {Graph} graph
 * @param {SavedModel} model
 * @param {Stack} stack
 * @param {string} rows
 * @param {string} linear
 */
function addPrediction(graph, model, stack, rows, linear) {
  const { rows: outputs, states } = addStack(graph, model, stack, rows);
  const weight = addTensor(graph, model, `${linear}.weight`);
  const product = graph.add('MatMul', [outputs, graph.add('Transpose', [weight])]);
  const logits = model.settings.bias
    ? graph.add('Add', [product, addTensor(graph, model, `${linear}.bias`)])
    : product;
  graph.output('logits', logits, ['steps', 'batch', model.vocabulary.length]);
  for (const [part, label] of stateNames(model).entries()) {
    const layers = states.map((parts) => /** @type {string} */ (parts[part]));
    graph.output(`next_${label}`, addJoined(graph, layers), stateShape(model, stack.both));
  }
}

/**
 * The states of both directions (2, B, H), side by side, through an affine map: (1, B, H).
 *
 * @param {Graph} graph
 * @param {SavedModel} model
 * @param {string} prefix
 * @param {string} states
 */
function addBridge(graph, model, prefix, states) {
  const beside = graph.add('Transpose', [states], { perm: [1, 0, 2] });
  const joined = graph.add('Reshape', [beside, graph.wholes([0, 2 * model.settings.hidden])]);
  const operands = [joined, addTensor(graph, model, `${prefix}.weight`)];
  if (model.settings.bias) operands.push(addTensor(graph, model, `${prefix}.bias`));
  const mapped = graph.add('Gemm', operands, { transB: 1 });
  return graph.add('Unsqueeze', [mapped, graph.wholes([0])]);
}

/**
 * @param {Graph} graph
 * @param {number} symbols
 * @param {string} ids
 */
function addOneHot(graph, symbols, ids) {
  const depth = graph.wholes([symbols]);
  const range = graph.weights('off_on', [2], Float32Array.of(0, 1));
  return graph.add('OneHot', [ids, depth, range], { axis: 2 });
}

/**
 * @param {Graph} graph
 * @param {SavedModel} model
 * @param {string} prefix
 * @param {number} symbols
 * @param {string} ids
 */
function addEmbedding(graph, model, prefix, symbols, ids) {
  const name = `${prefix}.weight`;
  const { values } = model.tensor(name);
  const table = graph.weights(name, [symbols, model.settings.embedding], values);
  return graph.add('Gather', [table, ids], { axis: 0 });
}

/**
 * @param {Graph} graph
 * @param {SavedModel} model
 * @param {string} name
 */
function addTensor(graph, model, name) {
  const { shape, values } = model.tensor(name);
  return graph.weights(name, shape, values);
}

/**
 * @param {Graph} graph
 * @param {string[]} layers
 */
function addJoined(graph, layers) {
  return graph.add('Concat', layers, { axis: 0 });
}

/**
 * @param {Graph} graph
 * @param {SavedModel} model
 * @param {boolean} both
 */
function addStateInputs(graph, model, both) {
  const shape = stateShape(model, both);
  return stateNames(model).map((label) => graph.input(label, 'float', shape));
}

/**
 * @param {SavedModel} model
 * @param {boolean} both
 */
function stateShape({ settings: { layers, hidden } }, both) {
  return [layers * (both ? 2 : 1), 'batch', hidden];
}

/** @param {SavedModel} model */
function stateNames({ settings }) {
  return settings.cell === 'lstm' ? ['h', 'c'] : ['h'];
}

/** @param {SavedModel} model */
function notes({ kind, settings, vocabulary, source }) {
  return {
    vocabulary: JSON.stringify(vocabulary),
    ...(kind === 'translation' && { source: JSON.stringify(source) }),
    settings: JSON.stringify(settings),
  };
}
