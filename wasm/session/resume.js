import { SluiceError } from '../core/error.js';
import { materialFor } from './material.js';
import { readTraining } from './saved-training.js';
import { Trainer } from './trainer.js';

/** Going on with a training from a file; see sluice.d.ts. */

/**
 * @param {import('./context.js').Context} context
 * @param {Uint8Array} bytes
 * @param {import('../sluice.d.ts').Listening} [options]
 */
export function resume(context, bytes, { signal } = {}) {
  signal?.throwIfAborted();
  context.checkIdle('resume');
  const { handles, model } = context;
  const handle = model.read(bytes);
  try {
    const trainer = revive(context, handle, bytes);
    model.adopt(handle);
    context.trainer = trainer;
  } catch (error) {
    handles.drop(handle);
    throw error;
  }
  return { ...model.info(), notes: readTraining(bytes)?.notes ?? '' };
}

/**
 * @param {import('./context.js').Context} context
 * @param {number} model
 * @param {Uint8Array} bytes of the file that it was read from
 * @returns {Trainer} as it was saved
 */
function revive(context, model, bytes) {
  if (!readTraining(bytes)) {
    const message = 'the file holds a model, but no training to resume; use load for it';
    throw new SluiceError('BAD_FILE', message);
  }
  const material = materialFor(context, model);
  let trainer;
  try {
    trainer = new Trainer(context, model, material);
    trainer.restore(bytes);
    return trainer;
  } catch (error) {
    trainer?.close();
    throw explainOther(error);
  }
}

/**
 * Explains the core's refusal to resume a training on other material.
 *
 * @param {unknown} error
 */
function explainOther(error) {
  if (!(error instanceof SluiceError)) return error;
  if (error.code !== 'OTHER_VOCABULARY' && error.code !== 'TEXT_TOO_SHORT') return error;
  const message = 'the training in the file was on something else than is loaded; load that first';
  return new SluiceError('BAD_TEXT', `${message} (${error.message})`);
}
