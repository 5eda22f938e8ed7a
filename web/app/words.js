import { loadWords } from './load-words.js';

/** @typedef {import('./language.js').Translated<typeof import('./words/en.js').words>} Words */

/** What the page says from JavaScript, in the page's language. @type {Words} */
export const words = await loadWords({
  en: () => import('./words/en.js'),
  zh: () => import('./words/zh.js'),
});
