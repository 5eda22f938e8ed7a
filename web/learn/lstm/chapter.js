import { make } from '../../parts/make.js';
import { first } from '../first.js';
import { createHeldAt, holdOf } from '../held-at.js';
import { createLearned } from '../learned.js';
import { ENOUGH } from '../plan.js';
import { follow } from '../school.js';
import { createWriting } from '../writing.js';
import { lookAt } from './look.js';
import { createUnit } from './unit.js';
import { words } from './words.js';

/** @typedef {import('../held-at.js').Value} Value */

const GATES = /** @type {const} */ (['f', 'i', 'o']);

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupil = school.pupil('lstm');
  /** @type {Record<typeof GATES[number], Value>} */
  const held = { f: 'free', i: 'free', o: 'free' };
  const holds = GATES.map((gate) =>
    createHeldAt(gate.toUpperCase(), (value) => {
      held[gate] = value;
      show();
    }),
  );
  const unit = createUnit();
  const sizes = make('p', { className: 'sizes' }, words.sizes('–', '–'));
  const [free, other] = [createWriting(words.freely), createWriting(words.held)];
  const root = make('div', { className: 'lstm' }, ...holds.map((hold) => hold.root), unit.root);
  root.append(sizes, free.root, other.root, createLearned(pupil));

  async function look() {
    const hold = Object.assign({}, ...GATES.map((gate) => holdOf(gate, held[gate])));
    return lookAt(await pupil.session, words, hold);
  }
  /** @param {Awaited<ReturnType<typeof look>>} view */
  function draw({ numbers, symbol, sizes: { memory, state }, free: freely, held: holding }) {
    unit.show(numbers, symbol);
    sizes.textContent = words.sizes(words.figure(memory), words.figure(state));
    free.text.textContent = freely;
    other.text.textContent = holding;
  }
  const show = follow(root, [pupil], { look, show: draw, first: first.lstm });
  pupil.trainTo(ENOUGH);
  const set =
    (/** @type {Value[]} */ ...values) =>
    () => {
      for (const [i, hold] of holds.entries()) hold.set(values[i] ?? 'free');
    };
  const tries = [set('0'), set('1', '1'), set('free', 'free', '0')];
  return { root, tries, show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = {
  words,
  right: { tries: [1, 0, 1], questions: [0, 1, 2, 1] },
  createFigure,
};
