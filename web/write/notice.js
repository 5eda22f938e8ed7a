import { words } from '../app/words.js';
import { find, write } from '../parts/dom.js';

/** @typedef {import('../lab/lab.js').Lab} Lab */

const focusTrain = () => find('train', HTMLButtonElement).focus();

/** What went wrong with the training or the engine. @param {Lab} lab */
export function showNotice(lab) {
  const action = find('notice-action', HTMLButtonElement);
  const close = find('notice-close', HTMLButtonElement);
  action.addEventListener('click', () => {
    const { phase, remedy } = lab.state.now;
    if (phase === 'lost') lab.start();
    else if (remedy) {
      lab.apply(remedy);
      focusTrain();
    }
  });
  close.addEventListener('click', () => {
    lab.dismiss();
    focusTrain();
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

/** @param {import('../lab/session-state.js').Offer} offer */
function textOf(offer) {
  if (offer.reason === 'file') return words.runs.offerFile(offer.updates);
  return offer.reason === 'lost'
    ? words.runs.offerLost(offer.run)
    : words.runs.offerVisit(offer.run);
}

/** A training that could go on. @param {Lab} lab */
export function showOffer(lab) {
  const { state } = lab;
  const accept = find('offer-accept', HTMLButtonElement);
  const decline = find('offer-decline', HTMLButtonElement);

  accept.addEventListener('click', async () => {
    const { offer } = state.now;
    if (!offer) return;
    accept.disabled = true;
    await lab.goOn(offer);
    accept.disabled = false;
    if (!find('bar', HTMLElement).hidden) return focusTrain();
    addEventListener('hashchange', focusTrain, { once: true });
    location.hash = 'write'; // where it can be seen
  });
  decline.addEventListener('click', () => {
    lab.decline();
    focusTrain();
  });
  state.watch(['offer', 'phase'], ({ offer, phase }) => {
    find('offer', HTMLElement).hidden = offer === undefined || phase === 'starting';
    decline.hidden = phase === 'lost';
    if (offer) write('offer-text', textOf(offer));
  });
}
