import { errorLine, field, showError } from '../../parts/field.js';
import { make } from '../../parts/make.js';
import { createLearned } from '../learned.js';
import { createNextLetters } from '../next-letters.js';
import { ENOUGH, follow } from '../school.js';
import { createStrip } from '../strip.js';
import { words as ofRoom } from '../words.js';
import { words } from './words.js';

/** Letters that a strip has room for. */
const MOST = 24;

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupil = school.pupil('gru');
  const id = 'learn-letters';
  const input = make('input', {
    id,
    type: 'text',
    maxLength: MOST,
    value: words.start,
    autocomplete: 'off',
  });
  const error = errorLine({ id: `${id}-error` });
  const strip = createStrip(ofRoom.visible);
  const next = createNextLetters();
  const root = make(
    'div',
    {},
    field(words.input, input, error),
    strip.root,
    next.root,
    createLearned(pupil),
  );

  async function draw() {
    const session = await pupil.session;
    const text = input.value;
    if (text === '') return showError(input, error, words.empty);
    try {
      const { symbols, layers, hidden, distribution, vocabulary } = await session.inspect(text);
      const states = layers[0]?.[0]?.hidden ?? new Float32Array();
      strip.show(symbols, states, hidden, words.strip(hidden, symbols.length));
      next.show(distribution.subarray(-vocabulary.length), vocabulary);
      showError(input, error, '');
    } catch (/** @type {any} */ caught) {
      if (caught.code !== 'UNKNOWN_SYMBOL') throw caught;
      showError(input, error, words.unknown);
    }
  }
  const show = follow(root, [pupil], draw);
  input.addEventListener('input', show);
  pupil.trainTo(ENOUGH);
  const set = (/** @type {string} */ text) => () => {
    input.value = text;
    show();
  };
  return { root, tries: [set(words.first), set(words.second)], show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [0, 1], questions: [1, 2, 0, 1] }, createFigure };
