import { find } from '../parts/dom.js';
import { recall, remember } from '../store/remembered.js';

const WISH = 'sluice details';

/** All figures of the training, behind a button that remembers. */
export function showDetails() {
  const toggle = find('details-button', HTMLButtonElement);
  const details = find('details', HTMLElement);
  const show = (/** @type {boolean} */ isOpen) => {
    details.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
  show(recall(WISH) === 'open');
  toggle.addEventListener('click', () => {
    show(details.hidden === true);
    remember(WISH, details.hidden ? 'closed' : 'open');
  });
}
