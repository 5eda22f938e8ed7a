import { make } from '../parts/dom.js';
import { lineUps } from './line-ups.js';
import { words } from './words.js';

/** The book's exercises, each with what to look for. @param {import('./race.js').Race} race */
export function createLineUpChoice(race) {
  const buttons = lineUps.map((name) => {
    const button = make('button', { type: 'button', className: 'small' }, words.lineUp[name].title);
    button.addEventListener('click', () => race.lineUp(name));
    return { name, button };
  });
  const look = make('p', { className: 'look' });
  look.setAttribute('role', 'status');

  race.state.watch(['lineUp', 'phase'], ({ lineUp, phase }) => {
    for (const { name, button } of buttons) {
      button.setAttribute('aria-pressed', String(name === lineUp));
      button.disabled = phase !== 'resting';
    }
    const advice = lineUp ? words.lineUp[lineUp].look : words.ownLineUp;
    look.replaceChildren(make('strong', {}, words.lookFor), ` ${advice}`);
  });
  const group = make('div', { className: 'row' }, ...buttons.map(({ button }) => button));
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', words.lineUps);
  return make('div', { className: 'line-ups' }, group, look);
}
