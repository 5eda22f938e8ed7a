import { language } from './language.js';

/** @typedef {import('./language.js').Translated<typeof import('./words/en.js').words>} Words */

/** One of them is fetched. @type {Record<import('./language.js').Language, () => Promise<{ words: Words }>>} */
const files = { en: () => import('./words/en.js'), zh: () => import('./words/zh.js') };

/** What the page says from JavaScript, in the page's language. */
export const words = (await files[language]()).words;
