import { formatPrecise } from '../../app/format.js';
import { button } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { first } from '../first.js';
import { createLearned } from '../learned.js';
import { follow } from '../school.js';
import { words as ofRoom } from '../words.js';
import { createClipOff } from './clip-view.js';
import { createCounts } from './counts.js';
import { CLIP, SETTINGS } from './plan.js';
import { words } from './words.js';

/** @typedef {import('../../../wasm/sluice.d.ts').Dissection} Dissection */

/** @typedef {import('./plan.js').View} View */

/** @param {View} update */
function stepsOf({ tensors, scale, rate }) {
  const rows = tensors.map(({ name, gradientNorm, step }) => [
    name,
    ...[gradientNorm, scale, rate, step].map(formatPrecise),
  ]);
  return table({ caption: words.steps, heads: words.stepHeads }, rows);
}

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupil = school.pupil('gru', 'from scratch', { settings: SETTINGS });
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
  const heading = make('h4', {}, words.oneUpdate);
  const root = make('div', {}, counts.root, heading, row, said, steps, createLearned(pupil));

  async function look() {
    update ??= await pupil.dissect();
    return update;
  }
  /** @param {View} view */
  function draw(view) {
    said.textContent = words.update(view, CLIP);
    steps.replaceChildren(stepsOf(view));
  }
  const show = follow(root, [pupil], { look, show: draw, first: first['from-scratch'] });
  const tries = [() => counts.set({ cell: 'gru', alphabet: 28, hidden: 64, layers: 1 }), next];
  return { root, tries, show, further: createClipOff() };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [1, 1], questions: [1, 0, 1, 2] }, createFigure };
