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

/** The same of several models, of which one is looked at. @template {string} Name @param {Record<Name, import('./school.js').Pupil>} pupils */
export function createLearnedOf(pupils) {
  const names = /** @type {Name[]} */ (Object.keys(pupils));
  const lines = names.map((name) => createLearned(pupils[name]));
  return {
    lines,
    /** @param {Name} name */
    show(name) {
      for (const [i, line] of lines.entries()) line.hidden = names[i] !== name;
    },
  };
}
