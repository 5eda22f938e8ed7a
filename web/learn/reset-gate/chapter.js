import { createCellView } from '../../app/cell/view.js';
import { make } from '../../parts/make.js';
import { segments } from '../../parts/segments.js';
import { createHeldAt, holdOf } from '../held-at.js';
import { createLearnedOf } from '../learned.js';
import { GRU, numbersAt, pastAfterProduct } from '../one-unit.js';
import { ENOUGH, follow } from '../school.js';
import { words as ofRoom } from '../words.js';
import { createWriting, written } from '../writing.js';
import { words } from './words.js';

/** What the next chapters tell. */
const CLOSED = ['z', 'h'];

/** @typedef {'before' | 'after'} Placement of the reset, before or after the product with the weights */

/**
 * The numbers of the first unit at the last letter.
 * @param {import('../../../wasm/sluice.d.ts').Inspection} seen
 * @param {import('../../../wasm/sluice.d.ts').Weights} weights
 * @param {Placement} placement
 */
function lastNumbers(seen, weights, placement) {
  const t = seen.symbols.length - 1;
  const numbers = numbersAt(seen, t, 0);
  if (placement === 'before') return numbers;
  return { ...numbers, past: pastAfterProduct(seen, weights, t, 0) };
}

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

  async function draw() {
    const session = await pupils[placement].session;
    const hold = { ...holdOf('r', held.r), ...holdOf('z', held.z) };
    const seen = await session.inspect(words.prompt, { hold });
    const numbers = lastNumbers(seen, await session.weights(), placement);
    cell.show({ ...GRU, reset: placement }, numbers, ofRoom.visible(seen.symbols.at(-1) ?? ''));
    free.text.textContent = await written(session, words.prompt, {});
    other.text.textContent = await written(session, words.prompt, hold);
  }
  const show = follow(root, Object.values(pupils), draw);
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
