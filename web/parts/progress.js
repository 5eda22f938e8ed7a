import { make } from './make.js';

/** How far a training is: a bar and a line for those who see, announcements for those who listen. @param {string} name of the bar */
export function createProgress(name) {
  const bar = make('progress', { max: 1, value: 0, 'aria-label': name });
  const line = make('p', { className: 'meaning' });
  const announcer = make('p', { className: 'unseen', role: 'status' });
  return { root: make('div', { className: 'going' }, bar, line, announcer), bar, line, announcer };
}
