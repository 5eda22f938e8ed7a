import { loadWords } from '../load-words.js';

/** What is said in and about a drawn cell. */
export const words = await loadWords({
  en: () => import('./words/en.js'),
  zh: () => import('./words/zh.js'),
});
