import { ENOUGH } from '../plan.js';
import { createDelayTask } from './delay-view.js';
import { createDistances } from './distances.js';
import { words } from './words.js';

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const { root, set, show } = createDistances(school);
  return {
    root,
    tries: [() => set('0'), () => set(String(ENOUGH))],
    show,
    further: createDelayTask(),
  };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [1, 0], questions: [0, 2, 1, 2] }, createFigure };
