import { formatPrecise } from '../../app/format.js';
import { button } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { createLearned } from '../learned.js';
import { follow } from '../school.js';
import { words as ofRoom } from '../words.js';
import { createCounts } from './counts.js';
import { words } from './words.js';

/** @typedef {import('../../../wasm/sluice.d.ts').Dissection} Dissection */

/** Plain gradient descent, so that every step can be checked by hand; the clip is low enough to be felt. */
const CLIP = 0.25;
const OWN = { settings: { optimizer: /** @type {const} */ ('sgd'), lr: 2, clip: CLIP } };

/** @param {Dissection} update */
function stepsOf({ tensors, scale, rate }) {
  const rows = tensors.map(({ name, gradientNorm, step }) => [
    name,
    ...[gradientNorm, scale, rate, step].map(formatPrecise),
  ]);
  return table({ caption: words.steps, heads: words.stepHeads }, rows);
}

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupil = school.pupil('gru', 'from scratch', OWN);
  const counts = createCounts();
  const said = make('p', { className: 'sum', role: 'status' });
  const steps = scroller(words.steps);
  steps.classList.add('steps');
  /** @type {Dissection | undefined} */
  let update;
  async function next() {
    update = await pupil.dissect();
    show();
  }
  const row = make(
    'div',
    { className: 'row' },
    button(words.next, next),
    button(ofRoom.fromStart, () => {
      update = undefined;
      pupil.trainTo(0);
    }),
  );
  const root = make('div', {}, counts.root, row, said, steps, createLearned(pupil));

  async function draw() {
    update ??= await pupil.dissect();
    if (!update) return;
    said.textContent = words.update(update, CLIP);
    steps.replaceChildren(stepsOf(update));
  }
  const show = follow(root, [pupil], draw);
  return { root, tries: [() => counts.set({ cell: 'gru', alphabet: 28, hidden: 64 }), next], show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [1, 1], questions: [1, 0, 1, 2] }, createFigure };
