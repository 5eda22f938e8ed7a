import { loadWords } from '../../app/load-words.js';

/** @typedef {import('../../app/language.js').Translated<typeof import('./words/en.js').words>} Words */

/** What the page says of its versions, in the page's language. @type {Words} */
export const words = await loadWords({
  en: () => import('./words/en.js'),
  zh: () => import('./words/zh.js'),
});
