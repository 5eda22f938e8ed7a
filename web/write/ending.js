import { words } from '../app/words.js';
import { conclusionOf } from '../lab/verdict.js';
import { find, write } from '../parts/dom.js';

/** @param {string} id of the field to go to */
function goTo(id) {
  const field = find(id, HTMLElement);
  field.focus();
  if (field instanceof HTMLInputElement) field.select();
  field.scrollIntoView({ block: 'center' });
}

/** What happened, and what could come next, when a training has come to its end. @param {import('../lab/lab.js').Lab} lab */
export function showEnding({ state }) {
  const root = find('ending', HTMLElement);
  let wasTraining = false;
  let born = 0;
  find('write-on', HTMLElement).addEventListener('click', () => goTo('prompt'));
  find('own-text', HTMLElement).addEventListener('click', () => goTo('paste'));
  state.watch(['phase', 'updates', 'birth'], (now) => {
    const { phase, updates, target, elapsed, report, birth } = now;
    const hasEnded = phase === 'ready' && updates >= target && updates > 0;
    if (!hasEnded || birth !== born) root.hidden = true;
    else if (wasTraining) {
      const said = words.ending(elapsed, report?.epoch ?? 0, conclusionOf(now));
      for (const place of ['ending-text', 'announcer']) write(place, said);
      root.hidden = false;
    }
    wasTraining = phase === 'training';
    born = birth;
  });
}
