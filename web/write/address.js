import { usual } from '../app/class-mode.js';
import { LANGUAGE_NAMES, LANGUAGES, LOCALES, language } from '../app/language.js';
import { words } from '../app/words.js';
import { copyOnClick } from '../parts/copying.js';
import { find } from '../parts/dom.js';
import { make } from '../parts/make.js';

/** @typedef {import('../lab/lab.js').Lab} Lab */

/** Links to the same page in each language. @param {Lab} lab */
function createLanguages({ state }) {
  const links = LANGUAGES.map((one) => {
    const link = make('a', { lang: LOCALES[one], hreflang: LOCALES[one] }, LANGUAGE_NAMES[one]);
    if (one === language) link.setAttribute('aria-current', 'true');
    link.addEventListener('click', (event) => {
      const { updates, keeping } = state.now;
      const isKept = updates === 0 || keeping.savedAt === updates;
      if (!isKept && !confirm(words.leave)) event.preventDefault();
    });
    return link;
  });
  find('languages', HTMLElement).append(...links);
  return links;
}

/** The address, which always says what is set, and whatever leads to it. @param {Lab} lab */
export function showAddress(lab) {
  const languages = createLanguages(lab);
  const whole = find('whole', HTMLAnchorElement);
  whole.hidden = !lab.state.now.classMode.embed;

  /** @param {Parameters<Lab['query']>[0]} [changes] */
  const address = (changes) => location.pathname + lab.query(changes);

  function show() {
    for (const [i, link] of languages.entries())
      link.href = address({ lang: LANGUAGES[i] }) + location.hash;
    if (!lab.state.now.model) return;
    whole.href = address({ classMode: usual });
    const present = address() + location.hash;
    if (present !== location.pathname + location.search + location.hash)
      history.replaceState(history.state, '', present);
  }
  lab.state.watch(
    ['birth', 'model', 'host', 'target', 'minutes', 'plan', 'text', 'classMode'],
    show,
  );
  addEventListener('hashchange', show);
  copyOnClick(find('copy-link', HTMLButtonElement), () => location.href, words);
}
