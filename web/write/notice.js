import { words } from '../app/words.js';
import { find, write } from '../parts/dom.js';

/** What went wrong with the training or the engine. @param {import('../lab/lab.js').Lab} lab */
export function showNotice(lab) {
  const action = find('notice-action', HTMLButtonElement);
  const close = find('notice-close', HTMLButtonElement);
  action.addEventListener('click', () => {
    const { phase, remedy } = lab.state.now;
    if (phase === 'lost') lab.start();
    else if (remedy) lab.apply(remedy);
  });
  close.addEventListener('click', () => {
    lab.dismiss();
    find('train', HTMLButtonElement).focus();
  });
  lab.state.watch(['notice', 'phase', 'remedy'], ({ notice, phase, remedy }) => {
    find('notice', HTMLElement).hidden = notice === '';
    write('notice-text', notice);
    const helps = remedy && phase !== 'lost';
    action.hidden = phase !== 'lost' && !remedy;
    action.textContent = helps ? words.blowUp.remedy(remedy.clip, remedy.lr) : words.startAnew;
    close.hidden = phase === 'lost';
  });
}
