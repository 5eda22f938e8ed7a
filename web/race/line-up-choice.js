import { buttonRow } from '../parts/button.js';
import { make } from '../parts/make.js';
import { lineUps } from './line-ups.js';
import { words } from './words.js';

/** The book's exercises, each with what to look for. @param {import('./race.js').Race} race */
export function createLineUpChoice(race) {
  const titles = lineUps.map((name) => /** @type {const} */ ([name, words.lineUp[name].title]));
  const row = buttonRow(words.lineUps, titles, (name) => race.lineUp(name));
  const look = make('p', { className: 'look', role: 'status' });

  race.state.watch(['lineUp', 'phase'], ({ lineUp, phase }) => {
    row.show(lineUp);
    for (const button of row.buttons) button.disabled = phase !== 'resting';
    const advice = lineUp ? words.lineUp[lineUp].look : words.ownLineUp;
    look.replaceChildren(make('strong', {}, words.lookFor), ` ${advice}`);
  });
  return make('div', { className: 'line-ups' }, row.root, look);
}
