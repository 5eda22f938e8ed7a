import { make } from '../../parts/make.js';
import { createHeldAt, holdOf } from '../held-at.js';
import { createLearned } from '../learned.js';
import { ENOUGH, follow } from '../school.js';
import { createWriting, written } from '../writing.js';
import { words } from './words.js';

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupil = school.pupil('gru');
  /** @type {{ r: import('../held-at.js').Value, z: import('../held-at.js').Value }} */
  const held = { r: 'free', z: 'free' };
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
    free.root,
    other.root,
    createLearned(pupil),
  );

  async function draw() {
    const session = await pupil.session;
    free.text.textContent = await written(session, words.prompt, {});
    const hold = { ...holdOf('r', held.r), ...holdOf('z', held.z) };
    other.text.textContent = await written(session, words.prompt, hold);
  }
  const show = follow(root, [pupil], draw);
  pupil.trainTo(ENOUGH);
  const set = (/** @type {typeof held.r} */ r, /** @type {typeof held.z} */ z) => () => {
    reset.set(r);
    update.set(z);
  };
  return { root, tries: [set('0', '0'), set('0', 'free')], show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [0, 1], questions: [1, 0, 2, 1] }, createFigure };
