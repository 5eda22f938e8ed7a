import { createCellView } from '../../app/cell/view.js';
import { words as ofPage } from '../../app/words.js';
import { make } from '../../parts/make.js';
import { numberField } from '../../parts/number-field.js';
import { segments } from '../../parts/segments.js';
import { visible } from '../../parts/visible.js';
import { first } from '../first.js';
import { createLearned } from '../learned.js';
import { GRU } from '../one-unit.js';
import { ENOUGH, HIDDEN } from '../plan.js';
import { follow } from '../school.js';
import { createStepper } from '../stepper.js';
import { lookAt } from './look.js';
import { createProducts } from './products.js';
import { words } from './words.js';

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupil = school.pupil('gru');
  const cell = createCellView();
  const products = createProducts();
  /** @type {import('./look.js').Place} */
  const place = { t: 0, unit: 0, part: 'r' };
  /** @param {Partial<typeof place>} change */
  const go = (change) => {
    Object.assign(place, change);
    show();
  };
  const stepper = createStepper([...words.word], (t) => go({ t }));
  const range = { min: 1, max: HIDDEN, whole: true, words: ofPage };
  const unit = numberField({ id: 'learn-unit', label: words.unitLabel, ...range }, (one) =>
    go({ unit: one - 1 }),
  );
  unit.show(1);
  const legend = make('legend', {}, words.part);
  const part = segments({ name: 'learn-part', legend, labels: words.parts }, (one) =>
    go({ part: one }),
  );
  part.show('r');
  cell.draw(GRU);
  const root = make(
    'div',
    {},
    stepper.root,
    cell.root,
    make('div', { className: 'row' }, unit.root, part.root),
    products.root,
    createLearned(pupil),
  );

  const look = async () => lookAt(await pupil.session, words.word, place);
  /** @param {Awaited<ReturnType<typeof look>>} view */
  function draw(view) {
    cell.show(GRU, view.numbers, visible(view.symbol));
    products.show(view);
  }
  const show = follow(root, [pupil], { look, show: draw, first: first.candidate });
  pupil.trainTo(ENOUGH);
  const at = (/** @type {number} */ t, /** @type {'r' | 'n'} */ one) => () => {
    part.show(one);
    place.part = one;
    stepper.go(t);
  };
  return { root, tries: [at(0, 'r'), at(2, 'n')], show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [0, 1], questions: [2, 0, 1, 1] }, createFigure };
