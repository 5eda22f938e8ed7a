import { leftOut, PARTS } from '../app/class-mode.js';

/** Leaves parts of the page out: neither seen, nor reached by a key, nor read aloud. @param {readonly string[]} out names of parts */
function leaveOut(out) {
  for (const [name, place] of Object.entries(PARTS))
    if (out.includes(name))
      for (const part of document.querySelectorAll(place)) part.classList.add('left-out');
}

/** How the page appears in front of a class. @param {import('../lab/lab.js').Lab} lab */
export function showClassMode({ state }) {
  const { classList } = document.documentElement;
  const { classMode } = state.now;
  leaveOut(leftOut(classMode));
  classList.toggle('embedded', classMode.embed);
  document.querySelector('.masthead')?.classList.toggle('unseen', classMode.embed);
  state.watch(['classMode'], ({ classMode }) => classList.toggle('large', classMode.large));
}
