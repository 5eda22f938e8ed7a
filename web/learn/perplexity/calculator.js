import { errorLine, field, showError } from '../../parts/field.js';
import { make } from '../../parts/make.js';
import { MOST, perplexityOf, readProbabilities } from './choices.js';
import { words } from './words.js';

/** From probabilities of one's own to their perplexity. */
export function createCalculator() {
  const id = 'learn-probabilities';
  const input = make('input', { id, type: 'text', value: words.example, autocomplete: 'off' });
  const error = errorLine({ id: `${id}-error` });
  const result = make('p', { className: 'sum', role: 'status' });

  function show() {
    const read = readProbabilities(input.value);
    const isBad = 'problem' in read;
    showError(input, error, isBad ? words.wrong(read, MOST) : '');
    result.textContent = isBad ? '' : words.result(perplexityOf(read.probabilities));
  }
  input.addEventListener('input', show);
  show();
  return {
    root: make('div', {}, field(words.probabilities, input, error), result),
    /** @param {string} text */
    set(text) {
      input.value = text;
      show();
    },
  };
}
