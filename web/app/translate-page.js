import { LOCALES, language } from './language.js';

const LABELS = ['aria-label', 'placeholder', 'title', 'alt', 'content'];

/** Puts the words of index.html, which are English, into the page's language. */
export async function translatePage() {
  if (language === 'en') return;
  const { page } = await import('./words/page-zh.js');
  const translated = (/** @type {string} */ text) => {
    const said = page[text.trim().replace(/\s+/g, ' ')];
    return said ? text.replace(text.trim(), said) : text;
  };
  const { documentElement } = document;
  documentElement.lang = LOCALES[language];
  const texts = document.createTreeWalker(documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = /** @type {Text} */ (texts.currentNode);
    const text = translated(node.data);
    if (text !== node.data) node.data = text;
  }
  for (const name of LABELS)
    for (const element of documentElement.querySelectorAll(`[${name}]`))
      element.setAttribute(name, translated(element.getAttribute(name) ?? ''));
}
