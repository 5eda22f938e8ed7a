import { words } from '../app/words.js';
import { find } from '../parts/dom.js';

const TOLD_MS = 2000;

/** The address, which always says what is set, and a button that copies it. @param {import('../lab/lab.js').Lab} lab */
export function showLink(lab) {
  const button = find('copy-link', HTMLButtonElement);
  lab.state.watch(['birth', 'model', 'host', 'target', 'text', 'classMode'], ({ model }) => {
    if (!model) return;
    const address = `${location.pathname}${lab.query()}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash)
      history.replaceState(history.state, '', address);
  });
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = words.copied;
    } catch {
      button.textContent = words.notCopied;
    }
    setTimeout(() => {
      button.textContent = words.copyLink;
    }, TOLD_MS);
  });
}
