import { words } from '../app/words.js';
import { find, make } from '../parts/dom.js';

/** @param {import('../lab/resuming.js').Offer} offer */
function textOf(offer) {
  if (offer.reason === 'file') return words.runs.offerFile(offer.updates);
  return offer.reason === 'lost'
    ? words.runs.offerLost(offer.run)
    : words.runs.offerVisit(offer.run);
}

/** A training that could go on. @param {import('../lab/lab.js').Lab} lab */
export function showOffer(lab) {
  const { state } = lab;
  const text = make('p', { id: 'offer-text' });
  const accept = make('button', { type: 'button', className: 'primary' }, words.runs.goOn);
  const decline = make('button', { type: 'button' }, words.runs.notNow);
  const root = make('section', { className: 'notice offer' }, text, accept, decline);
  root.setAttribute('aria-label', words.runs.goOn);
  find('notice', HTMLElement).after(root);
  const focusTrain = () => find('train', HTMLButtonElement).focus();

  accept.addEventListener('click', async () => {
    const { offer } = state.now;
    if (!offer) return;
    accept.disabled = true;
    await lab.goOn(offer);
    accept.disabled = false;
    focusTrain();
  });
  decline.addEventListener('click', () => {
    lab.decline();
    focusTrain();
  });
  state.watch(['offer', 'phase'], ({ offer, phase }) => {
    root.hidden = offer === undefined || phase === 'starting';
    decline.hidden = phase === 'lost';
    if (offer) text.textContent = textOf(offer);
  });
}
