import { language } from './language.js';

/**
 * Fetches the words of a folder in the page's language.
 * @template Words
 * @param {Record<import('./language.js').Language, () => Promise<{ words: Words }>>} files
 */
export const loadWords = async (files) => (await files[language]()).words;
