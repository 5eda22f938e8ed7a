import { shown, string, strings, whole } from '../core/checks.js';
import { SluiceError } from '../core/error.js';

/** Two different scores of translations, both called BLEU; see sluice.d.ts. */

/** @type {import('./methods.js').Body<'bleu'>} */
export function bleu({ core, handles }, hypotheses, references) {
  strings('hypotheses', hypotheses);
  if (!Array.isArray(references)) {
    const message = `references takes an array of arrays of strings, not ${shown(references)}`;
    throw new SluiceError('BAD_SETTING', message);
  }
  if (hypotheses.length !== references.length) {
    const counts = `${references.length} for ${hypotheses.length} hypotheses`;
    throw new SluiceError('MISUSE', `each hypothesis needs references of its own, not ${counts}`);
  }
  if (!references.every(Array.isArray)) {
    const message =
      'the references of a hypothesis are an array of strings, even if it has only one';
    throw new SluiceError('MISUSE', message);
  }
  const counter = handles.add(core.make('sl_bleu_create'), 'sl_bleu_free');
  try {
    for (const [i, hypothesis] of hypotheses.entries()) {
      const own = strings('the references of a hypothesis', references[i]);
      core.do('sl_bleu_add', counter, hypothesis, own, own.length);
    }
    return core.ask('sl_bleu_score', counter);
  } finally {
    handles.drop(counter);
  }
}

/** @type {import('./methods.js').Body<'bookBleu'>} */
export function bookBleu({ core }, hypothesis, reference, k = 2) {
  return core.number(
    'sl_bleu_book',
    ...[string('hypothesis', hypothesis), string('reference', reference), whole('k', k)],
  );
}
