import { readNote } from './export/model.js';
import { demand, readHeader } from './export/safetensors.js';

/** Settings that older files lack, as such files were trained. */
const LATER = { dropout_at: 'between', dropconnect: 0, token_dropout: 0 };

/** What older files call a setting. @type {Record<string, string>} */
const RENAMED = { drops: 'dropout_at', blank: 'token_dropout' };

/** Of updates, epochs, tokens, fingerprint and notes. */
const TYPES = 'number,number,number,string,string';

/**
 * What a file says of the training that it holds; see sluice.d.ts.
 *
 * @type {typeof import('./sluice.d.ts').readTraining}
 */
export function readTraining(bytes) {
  demand(bytes instanceof Uint8Array, 'it is no Uint8Array');
  const { kind = 'language', training, ...rest } = readNote(readHeader(bytes).metadata);
  if (training === undefined) return null;
  const { update: updates, epochs, tokens, fingerprint, notes } = Object(training);
  const types = [updates, epochs, tokens, fingerprint, notes].map((value) => typeof value);
  demand(types.join() === TYPES, 'its account of its training is incomplete');
  const named = Object.entries(Object(rest.settings)).map(([name, value]) => [
    RENAMED[name] ?? name,
    value,
  ]);
  const own = Object.fromEntries(named);
  const settings = { ...own, ...LATER, ...own };
  return { kind, settings, updates, epochs, tokens, fingerprint, notes };
}
