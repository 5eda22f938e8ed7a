import { language } from '../app/language.js';

/** @typedef {import('../app/language.js').Translated<typeof import('./words/en.js').words>} Words */

/** One of them is fetched. @type {Record<import('../app/language.js').Language, () => Promise<{ words: Words }>>} */
const files = { en: () => import('./words/en.js'), zh: () => import('./words/zh.js') };

/** What the panel says, in the page's language. */
export const words = (await files[language]()).words;
