import { demand, readHeader } from '../export/safetensors.js';
import { readNote, settleEmbedding } from '../export/saved-model.js';

/** Settings that older files lack, with the values that those files were trained with. */
const LATER = {
  ...{ dropout_at: 'between', dropout_mask: 'step', dropout_input: 0, dropout_output: 0 },
  ...{ dropconnect: 0, token_dropout: 0, average: 0, keep: 'last', patience: 0, shards: 4 },
};

/** Earlier names of settings. @type {Record<string, string>} */
const RENAMED = { drops: 'dropout_at', blank: 'token_dropout' };

/** Of updates, epochs, tokens, fingerprint, notes and most. */
const TYPES = 'number,number,number,string,string,number';

/**
 * What a file says about its training; see sluice.d.ts.
 *
 * @type {typeof import('../sluice.d.ts').readTraining}
 */
export function readTraining(bytes) {
  const { metadata, entries } = readHeader(bytes);
  const { kind = 'language', training, ...rest } = readNote(metadata);
  if (training === undefined) return null;
  const { update: updates, epochs, tokens, fingerprint, notes, most = 0 } = Object(training);
  const types = [updates, epochs, tokens, fingerprint, notes, most].map((value) => typeof value);
  demand(types.join() === TYPES, 'its account of its training is incomplete');
  demand(Object(rest.settings) === rest.settings, 'its metadata have no settings');
  const named = Object.entries(rest.settings).map(([name, value]) => [
    RENAMED[name] ?? name,
    value,
  ]);
  const own = Object.fromEntries(named);
  const settings = { ...own, ...LATER, ...own };
  settleEmbedding(kind, settings, new Set(Object.keys(entries)));
  return { kind, settings, updates, epochs, tokens, fingerprint, most, notes };
}
