// TensorFlow.js on one thread: a GRU written out as in the book, its loss, gradients, clip and SGD.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { answer } from '../lines.mjs';

const require = createRequire(import.meta.url);
const load = (/** @type {string} */ name) => require(name); // not among the project's packages
const tf = load('@tensorflow/tfjs');
const wasm = load('@tensorflow/tfjs-backend-wasm');

wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
tf.enableProdMode();

/**
 * @typedef {{ hidden: number, batch: number, steps: number, lr: number, clip: number }} Settings
 * @typedef {{ backend: 'wasm' | 'cpu', text: string, vocabulary: number, settings: Settings }} Options
 */

/** Wx, Wh, b of the gates r, z, n, then Wq, bq. @param {number} vocabulary @param {number} hidden */
function draw(vocabulary, hidden) {
  const normal = (/** @type {number[]} */ ...shape) => tf.variable(tf.randomNormal(shape, 0, 0.01));
  const zeros = (/** @type {number} */ n) => tf.variable(tf.zeros([n]));
  const gate = () => [normal(vocabulary, hidden), normal(hidden, hidden), zeros(hidden)];
  return [...gate(), ...gate(), ...gate(), normal(hidden, vocabulary), zeros(vocabulary)];
}

/**
 * The logits of all steps, one below the other.
 *
 * @param {any[]} inputs one-hot
 * @param {any[]} weights
 * @param {{ batch: number, hidden: number }} shape
 */
function forward(inputs, weights, { batch, hidden }) {
  const [xr, hr, br, xz, hz, bz, xn, hn, bn, hq, bq] = weights;
  /** @type {(x: any, wx: any, h: any, wh: any, b: any) => any} */
  const affine = (x, wx, h, wh, b) => tf.add(tf.add(tf.matMul(x, wx), tf.matMul(h, wh)), b);
  let h = tf.zeros([batch, hidden]);
  const states = inputs.map((x) => {
    const r = tf.sigmoid(affine(x, xr, h, hr, br));
    const z = tf.sigmoid(affine(x, xz, h, hz, bz));
    const n = tf.tanh(affine(x, xn, tf.mul(r, h), hn, bn));
    h = tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), n));
    return h;
  });
  return tf.add(tf.matMul(tf.concat(states), hq), bq);
}

/** @param {string} text @param {number} vocabulary @param {Settings} settings */
function window(text, vocabulary, { batch, steps }) {
  const symbols = [...new Set(text)];
  const ids = [...text].map((symbol) => symbols.indexOf(symbol) + 1);
  const at = (/** @type {number} */ step) =>
    Array.from({ length: batch }, (_, row) => ids[row * steps + step]);
  const hot = (/** @type {number[]} */ some) =>
    tf.cast(tf.oneHot(tf.tensor1d(some, 'int32'), vocabulary), 'float32');
  const each = Array.from({ length: steps }, (_, step) => step);
  return {
    inputs: each.map((step) => hot(at(step))),
    labels: hot(each.flatMap((step) => at(step + 1))),
  };
}

/**
 * Clip and SGD.
 *
 * @param {any[]} weights
 * @param {any[]} gradients
 * @param {Settings} settings
 */
function descend(weights, gradients, { lr, clip }) {
  const norm = tf.sqrt(tf.addN(gradients.map((g) => tf.sum(tf.square(g)))));
  const scale = tf.mul(lr, tf.minimum(1, tf.div(clip, norm)));
  for (const [i, weight] of weights.entries())
    weight.assign(tf.sub(weight, tf.mul(gradients[i], scale)));
}

/** @type {() => Promise<void>} */
let update;
let tokens = 0;

await answer({
  /** @param {Options} options */
  async open({ backend, text, vocabulary, settings }) {
    await tf.setBackend(backend);
    await tf.ready();
    if (tf.getBackend() !== backend) throw new Error(`there is no backend ${backend}`);
    const { inputs, labels } = window(text, vocabulary, settings);
    const weights = draw(vocabulary, settings.hidden);
    tokens = settings.batch * settings.steps;
    const loss = () => tf.losses.softmaxCrossEntropy(labels, forward(inputs, weights, settings));
    const step = () => {
      const { value, grads } = tf.variableGrads(loss);
      const gradients = weights.map(({ name }) => grads[name]);
      descend(weights, gradients, settings);
      return value;
    };
    update = async () => {
      const mean = tf.tidy(step);
      const [value] = await mean.data();
      mean.dispose();
      if (!Number.isFinite(value)) throw new Error(`its loss is ${value}`);
    };
    await update();
    return 1;
  },
  /** @param {number} _ @param {number} milliseconds */
  async sample(_, milliseconds) {
    let done = 0;
    const start = performance.now();
    for (; performance.now() - start < milliseconds; done++) await update();
    return ((tokens * done) / (performance.now() - start)) * 1000;
  },
  close: () => tf.disposeVariables(),
});
