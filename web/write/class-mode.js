import { leftOut, PARTS, usual } from '../app/class-mode.js';
import { words } from '../app/words.js';
import { find, make } from '../parts/dom.js';

/** @typedef {import('../lab/lab.js').Lab} Lab */

/** Leaves parts of the page out: neither seen, nor reached by a key, nor read aloud. @param {Lab} lab */
function leaveOut({ state }) {
  const out = leftOut(state.now.classMode);
  for (const [name, place] of Object.entries(PARTS))
    if (out.includes(name))
      for (const part of document.querySelectorAll(place)) part.classList.add('left-out');
}

/** From a frame to the page itself, with everything as it is. @param {Lab} lab */
function linkToWhole(lab) {
  const link = make('a', { id: 'whole', target: '_blank', rel: 'noopener' }, words.wholePage);
  find('copy-link', HTMLElement).before(link);
  const show = () => {
    link.href = `${location.pathname}${lab.query({ classMode: usual })}`;
  };
  lab.state.watch(['birth', 'model', 'host', 'target', 'text'], ({ model }) => model && show());
}

/** The button that unfolds what a lecturer needs. @param {Lab} lab */
function createToggle(lab) {
  const place = make('section', { id: 'class', className: 'panel', hidden: true });
  place.setAttribute('aria-label', words.inClass);
  const toggle = make('button', { id: 'class-button', type: 'button' }, words.inClass);
  toggle.setAttribute('aria-expanded', 'false');
  toggle.setAttribute('aria-controls', place.id);
  find('look-for', HTMLElement).before(place);
  find('languages', HTMLElement).before(toggle);
  toggle.addEventListener('click', async () => {
    place.hidden = !place.hidden;
    toggle.setAttribute('aria-expanded', String(!place.hidden));
    if (place.childElementCount > 0) return;
    try {
      const { showClass } = await import('../class/room.js');
      if (place.childElementCount === 0) showClass(place, lab);
    } catch {
      lab.state.set({ notice: words.panelMissing });
    }
  });
}

/** How the page stands before a class. @param {Lab} lab */
export function showClassMode(lab) {
  const { classList } = document.documentElement;
  createToggle(lab);
  leaveOut(lab);
  if (lab.state.now.classMode.embed) {
    classList.add('embedded');
    document.querySelector('.masthead')?.classList.add('unseen');
    linkToWhole(lab);
  }
  lab.state.watch(['classMode'], ({ classMode }) => classList.toggle('large', classMode.large));
}
