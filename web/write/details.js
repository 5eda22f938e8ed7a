import { find } from '../parts/dom.js';

const WISH = 'sluice details';

/** Whether the visitor had them open; a browser may refuse to say. */
function wasOpen() {
  try {
    return localStorage.getItem(WISH) === 'open';
  } catch {
    return false;
  }
}

/** @param {boolean} isOpen */
function remember(isOpen) {
  try {
    localStorage.setItem(WISH, isOpen ? 'open' : 'closed');
  } catch {
    // then they are closed again at the next visit
  }
}

/** All figures of the training, behind a button that remembers. */
export function showDetails() {
  const toggle = find('details-button', HTMLButtonElement);
  const details = find('details', HTMLElement);
  const show = (/** @type {boolean} */ isOpen) => {
    details.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
  show(wasOpen());
  toggle.addEventListener('click', () => {
    show(details.hidden === true);
    remember(!details.hidden);
  });
}
