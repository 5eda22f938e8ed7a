import { loadWords } from '../../app/load-words.js';

/** What the chapter says. */
export const words = await loadWords({
  en: () => import('./words/en.js'),
  zh: () => import('./words/zh.js'),
});
