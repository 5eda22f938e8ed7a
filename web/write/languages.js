import { LANGUAGES, LOCALES, language, NAMES } from '../app/language.js';
import { words } from '../app/words.js';
import { find, make } from '../parts/dom.js';

/** The same page with all that is set, in each language. @param {import('../lab/lab.js').Lab} lab */
export function showLanguages(lab) {
  const links = LANGUAGES.map((one) => {
    const link = make('a', { lang: LOCALES[one], hreflang: LOCALES[one] }, NAMES[one]);
    if (one === language) link.setAttribute('aria-current', 'true');
    link.addEventListener('click', (event) => {
      const { updates, keeping } = lab.state.now;
      const isKept = updates === 0 || keeping.savedAt === updates;
      if (!isKept && !confirm(words.leave)) event.preventDefault();
    });
    return link;
  });
  find('languages', HTMLElement).append(...links);
  const lead = () => {
    for (const [i, link] of links.entries())
      link.href = `${location.pathname}${lab.query({ lang: LANGUAGES[i] })}${location.hash}`;
  };
  lab.state.watch(['birth', 'model', 'host', 'target', 'text', 'classMode'], lead);
  addEventListener('hashchange', lead);
}
