import { createCellView } from '../../app/cell/view.js';
import { make } from '../../parts/make.js';
import { segments } from '../../parts/segments.js';
import { visible } from '../../parts/visible.js';
import { first } from '../first.js';
import { createHeldAt, holdOf } from '../held-at.js';
import { createLearnedOf } from '../learned.js';
import { GRU } from '../one-unit.js';
import { ENOUGH } from '../plan.js';
import { follow } from '../school.js';
import { createWriting } from '../writing.js';
import { lookAt } from './look.js';
import { words } from './words.js';

/** What the next chapters tell. */
const CLOSED = ['z', 'h'];

/** @typedef {'before' | 'after'} Placement of the reset, before or after the product with the weights */

/** @param {(placement: Placement) => void} take */
function createPlacement(take) {
  const legend = make('legend', {}, words.placement);
  const what = { name: 'learn-reset', legend, labels: words.placements };
  const choice = segments(what, take);
  choice.show('before');
  return choice.root;
}

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupils = {
    before: school.pupil('gru'),
    after: school.pupil('gru', 'gru, reset after', { settings: { reset: 'after' } }),
  };
  const learned = createLearnedOf(pupils);
  /** @type {Placement} */
  let placement = 'before';
  /** @type {{ r: import('../held-at.js').Value, z: import('../held-at.js').Value }} */
  const held = { r: 'free', z: 'free' };
  const cell = createCellView(CLOSED);
  cell.draw(GRU);
  const [free, other] = [createWriting(words.freely), createWriting(words.held)];
  const reset = createHeldAt('R', (value) => {
    held.r = value;
    show();
  });
  const update = createHeldAt('Z', (value) => {
    held.z = value;
    show();
  });
  const root = make(
    'div',
    {},
    reset.root,
    update.root,
    createPlacement((chosen) => {
      placement = chosen;
      learned.show(chosen);
      pupils[chosen].trainTo(ENOUGH);
      show();
    }),
    cell.root,
    make('p', { className: 'help' }, words.unit),
    free.root,
    other.root,
    ...learned.lines,
  );

  const look = async () => {
    const of = placement;
    const hold = { ...holdOf('r', held.r), ...holdOf('z', held.z) };
    return { of, ...(await lookAt(await pupils[of].session, words.prompt, hold, of)) };
  };
  /** @param {Awaited<ReturnType<typeof look>>} view */
  function draw({ of, numbers, symbol, free: freely, held: holding }) {
    cell.show({ ...GRU, reset: of }, numbers, visible(symbol));
    free.text.textContent = freely;
    other.text.textContent = holding;
  }
  const show = follow(root, Object.values(pupils), {
    look,
    show: draw,
    first: first['reset-gate'],
  });
  pupils.before.trainTo(ENOUGH);
  learned.show('before');
  const set = (/** @type {typeof held.r} */ r, /** @type {typeof held.z} */ z) => () => {
    reset.set(r);
    update.set(z);
  };
  return { root, tries: [set('0', '0'), set('0', 'free')], show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [0, 1], questions: [1, 0, 2, 1] }, createFigure };
