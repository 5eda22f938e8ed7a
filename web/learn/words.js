import { loadWords } from '../app/load-words.js';

/** What the room says, and each of its chapters. */
export const words = await loadWords({
  en: () => import('./words/en.js'),
  zh: () => import('./words/zh.js'),
});
