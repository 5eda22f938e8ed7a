import { createComparison } from './comparison.js';
import { createGatesByHand } from './gates-by-hand.js';
import { words } from './words.js';

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const byHand = createGatesByHand();
  const comparison = createComparison(school);
  return {
    root: byHand.root,
    tries: [byHand.allZero, () => comparison.compare('hidden')],
    show: comparison.show,
    further: comparison.root,
  };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [1, 1], questions: [1, 1, 0, 0] }, createFigure };
