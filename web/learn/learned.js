import { make } from '../parts/make.js';
import { words } from './words.js';

/** How far the model of a figure has learned. @param {import('./school.js').Pupil} pupil */
export function createLearned({ state }) {
  const line = make('p', { className: 'help learned' });
  state.watch(['updates', 'problem'], ({ updates, problem }) => {
    const said = updates < 0 ? words.starting : words.learned(updates);
    line.textContent = problem ? words.problem(problem) : said;
  });
  return line;
}
