import { SluiceError } from '../core/error.js';
import { presentTrainer } from './learning.js';
import { materialFor } from './material.js';
import { readTraining } from './saved-training.js';
import { Trainer } from './trainer.js';

/** Models as files, with or without their training; see sluice.d.ts. */

/** @type {import('./methods.js').Body<'save'>} */
export async function save(context, { training = false, notes } = {}) {
  if (training) return presentTrainer(context).save(checkedNotes(notes));
  if (notes === undefined) return context.model.save();
  throw new SluiceError('MISUSE', 'notes are kept with the training: save({ training: true })');
}

/**
 * @param {import('./context.js').Context} context
 * @param {Uint8Array} bytes
 */
export function load(context, bytes) {
  context.checkIdle('load');
  const { model } = context;
  model.adopt(model.read(bytes));
  return model.info();
}

/**
 * @param {import('./context.js').Context} context
 * @param {Uint8Array} bytes
 */
export function resume(context, bytes) {
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
  if (error.code !== 'MISUSE' && error.code !== 'TEXT_TOO_SHORT') return error;
  const message = 'the training in the file was on something else than is loaded; load that first';
  return new SluiceError('BAD_TEXT', `${message} (${error.message})`);
}

/** @param {unknown} notes */
function checkedNotes(notes = '') {
  if (typeof notes === 'string' && !notes.includes('\0')) return notes;
  throw new SluiceError('MISUSE', 'notes are a string without NUL characters');
}
