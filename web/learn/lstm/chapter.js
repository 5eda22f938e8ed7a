import { make } from '../../parts/make.js';
import { createHeldAt, holdOf } from '../held-at.js';
import { createLearned } from '../learned.js';
import { ENOUGH, follow } from '../school.js';
import { createWriting, written } from '../writing.js';
import { createUnit } from './unit.js';
import { words } from './words.js';

/** @typedef {import('../held-at.js').Value} Value */

const GATES = /** @type {const} */ (['f', 'i', 'o']);

/** The largest size among values. @param {Float32Array} values */
const largest = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

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

  async function draw() {
    const session = await pupil.session;
    const hold = Object.assign({}, ...GATES.map((gate) => holdOf(gate, held[gate])));
    const seen = await session.inspect(words.sentence, { hold });
    unit.show(seen);
    const { hidden = new Float32Array(), memory = hidden } = seen.layers[0]?.[0] ?? {};
    const last = (/** @type {Float32Array} */ values) => largest(values.subarray(-seen.hidden));
    sizes.textContent = words.sizes(words.figure(last(memory)), words.figure(last(hidden)));
    free.text.textContent = await written(session, words.prompt, {});
    other.text.textContent = await written(session, words.prompt, hold);
  }
  const show = follow(root, [pupil], draw);
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
