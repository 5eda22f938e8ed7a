import { SluiceError } from '../core/error.js';
import { presentTrainer } from './learning.js';

/** Models as files, with or without their training; see sluice.d.ts. */

/** @type {import('./methods.js').Body<'save'>} */
export async function save(context, { training = false, notes } = {}) {
  if (training) return presentTrainer(context).save(checkedNotes(notes));
  if (notes === undefined) return context.model.save();
  throw new SluiceError('MISUSE', 'notes are kept with the training: save({ training: true })');
}

/** @param {unknown} notes */
function checkedNotes(notes = '') {
  if (typeof notes === 'string' && !notes.includes('\0')) return notes;
  throw new SluiceError('MISUSE', 'notes are a string without NUL characters');
}
