import { make } from '../parts/dom.js';

/** What scrolls sideways where it is too wide, also by the keyboard. @param {string} name @param {(Node | string)[]} children */
export function scroller(name, ...children) {
  const region = make('div', { className: 'scroller', tabIndex: 0, role: 'region' }, ...children);
  region.setAttribute('aria-label', name);
  return region;
}
