import { find, write } from '../dom.js';
import { words } from '../words.js';

/** What went wrong with the training or the engine. @param {import('../lab.js').Lab} lab */
export function showNotice(lab) {
  const action = find('notice-action', HTMLButtonElement);
  const close = find('notice-close', HTMLButtonElement);
  action.textContent = words.startAnew;
  action.addEventListener('click', () => lab.start());
  close.addEventListener('click', () => {
    lab.dismiss();
    find('train', HTMLButtonElement).focus();
  });
  lab.state.watch(['notice', 'phase'], ({ notice, phase }) => {
    find('notice', HTMLElement).hidden = notice === '';
    write('notice-text', notice);
    action.hidden = phase !== 'lost';
    close.hidden = phase === 'lost';
  });
}
