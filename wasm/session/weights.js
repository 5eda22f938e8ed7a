import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { readHeader, readSafetensors } from '../export/safetensors.js';

/**
 * A model's weights as arrays by name, in and out of its file.
 *
 * @typedef {import('../sluice.d.ts').Weights} Weights
 */

/** What a file holds beside the weights that the model is used with. */
const BESIDE = /^training\./;

/**
 * @param {Uint8Array} file
 * @returns {Weights}
 */
export function weightsOf(file) {
  const tensors = [...readSafetensors(file).tensors];
  return Object.fromEntries(tensors.filter(([name]) => !BESIDE.test(name)));
}

/**
 * The file with other weights in it.
 *
 * @param {Uint8Array} file
 * @param {Parameters<import('../sluice.d.ts').Session['setWeights']>[0]} given
 * @returns {Uint8Array} BAD_SETTING, UNSUPPORTED
 */
export function withWeights(file, given) {
  const { entries, data } = readHeader(file);
  if (Object.keys(entries).some((name) => BESIDE.test(name))) {
    const message =
      'this model has two sets of weights, to use and to train on from (settings average and keep): ' +
      'set those of a model without';
    throw new SluiceError('UNSUPPORTED', message);
  }
  const changed = new Uint8Array(file);
  for (const [name, weights] of Object.entries(Object(given))) {
    const entry = entries[name];
    if (!entry || !Object.hasOwn(entries, name)) {
      const names = Object.keys(entries).join(', ');
      throw new SluiceError(
        'BAD_SETTING',
        `there are no weights ${shown(name)}; there are ${names}`,
      );
    }
    const [start, end] = entry.data_offsets;
    const values = numbers(name, weights, entry.shape);
    changed.set(new Uint8Array(values.buffer), file.length - data.length + start);
    if (values.byteLength !== end - start) throw new Error('a tensor has the size of its shape');
  }
  return changed;
}

/**
 * @param {string} name
 * @param {any} weights
 * @param {number[]} shape
 */
function numbers(name, weights, shape) {
  const isList = ArrayBuffer.isView(weights) || Array.isArray(weights); // with a method `values`
  const own = isList ? undefined : weights?.shape;
  if (own !== undefined && String(own) !== String(shape)) {
    const message = `${name} has the shape ${shape.join(' x ')}, not ${Array.from(own).join(' x ')}`;
    throw new SluiceError('BAD_SETTING', message);
  }
  const values = Float32Array.from(isList ? weights : (weights?.values ?? []));
  const size = shape.reduce((product, length) => product * length, 1);
  if (values.length === size && values.every(Number.isFinite)) return values;
  const message = `${name} takes ${size} finite numbers (${shape.join(' x ')}), not ${values.length}`;
  throw new SluiceError('BAD_SETTING', message);
}
