import { errorLine, field, showError } from '../../parts/field.js';
import { make } from '../../parts/make.js';
import { visible } from '../../parts/visible.js';
import { first } from '../first.js';
import { createLearned } from '../learned.js';
import { ENOUGH } from '../plan.js';
import { follow } from '../school.js';
import { createStrip } from '../strip.js';
import { lookAt } from './look.js';
import { createNextLetters } from './next-letters.js';
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
  const strip = createStrip(visible);
  const next = createNextLetters();
  const root = make(
    'div',
    {},
    field(words.input, input, error),
    strip.root,
    next.root,
    createLearned(pupil),
  );

  async function look() {
    const session = await pupil.session;
    const text = input.value;
    if (text === '') {
      showError(input, error, words.empty);
      return;
    }
    try {
      const view = await lookAt(session, text);
      showError(input, error, '');
      return view;
    } catch (/** @type {any} */ caught) {
      if (caught.code !== 'UNKNOWN_SYMBOL') throw caught;
      showError(input, error, words.unknown);
    }
  }
  /** @param {Awaited<ReturnType<typeof lookAt>>} view */
  function draw({ symbols, units, states, next: letters }) {
    strip.show(symbols, states, units, words.strip(units, symbols.length));
    next.show(letters);
  }
  const show = follow(root, [pupil], { look, show: draw, first: first.letters });
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
