import { checkOptions, shown, string } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { exportOnnx } from './onnx.js';
import { pytorchScript } from './pytorch.js';
import { readModel } from './saved-model.js';

/**
 * A saved model in the form of another program; see sluice.d.ts.
 *
 * @type {typeof import('../sluice.d.ts').exportModel}
 */
export function exportModel(bytes, to, options = {}) {
  checkOptions('exportModel', options, ['name']);
  const name = string('name', options.name ?? 'model');
  const model = readModel(bytes);
  if (to === 'onnx') return exportOnnx(model, name);
  if (to === 'pytorch-script') {
    const script = new TextEncoder().encode(pytorchScript(model));
    return [
      { name: `${name}.py`, bytes: script },
      { name: `${name}.safetensors`, bytes },
    ];
  }
  throw new SluiceError('BAD_SETTING', `to takes onnx or pytorch-script, not ${shown(to)}`);
}
