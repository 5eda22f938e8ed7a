import { language } from '../app/language.js';
import { words } from '../app/words.js';

/** One a language; they are fetched when they are wanted. */
const texts = {
  en: () => import('./english.txt?raw'),
  zh: () => import('./chinese.txt?raw'),
};

/**
 * @typedef {import('../app/language.js').Language} Language
 * @typedef {{ name: string, content: Blob, builtIn?: Language }} Source a text before it is read; `builtIn`: which of the page's own it is
 */

/** Distinct symbols of each, the one for what is unknown among them. */
export const SYMBOLS = { en: 63, zh: 1421 };

export const BUILT_IN = /** @type {Language[]} */ (Object.keys(texts));

/** @param {string | null} name as a link has it @returns {Language} the text that is meant, or the one of the page's language */
export const builtInOf = (name) => BUILT_IN.find((one) => one === name) ?? language;

/** @param {Language} one @returns {Promise<Source>} */
export async function builtInText(one) {
  const { default: text } = await texts[one]();
  return { name: words.builtIn(one), content: new Blob([text]), builtIn: one };
}
