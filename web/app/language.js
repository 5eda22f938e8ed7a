/** The languages that the page speaks, each with a file in every words/ folder. */
export const LANGUAGES = /** @type {const} */ (['en', 'zh']);

/** @typedef {(typeof LANGUAGES)[number]} Language */

/**
 * What is said in English, in another language: the same keys and the same functions.
 * @template T
 * @typedef {T extends string ? string
 *   : T extends (...given: infer Given) => infer Result ? (...given: Given) => Translated<Result>
 *   : { [Key in keyof T]: Translated<T[Key]> }} Translated
 */

/** As HTML and Intl write them. @type {Record<Language, string>} */
export const LOCALES = { en: 'en', zh: 'zh-CN' };

/** In their own words. @type {Record<Language, string>} */
export const LANGUAGE_NAMES = { en: 'English', zh: '中文' };

/** @param {string} wish @returns {Language | undefined} */
const spoken = (wish) => LANGUAGES.find((one) => wish.startsWith(one));

/** What the address asks for (`?lang=zh`); undefined outside a page. */
export const chosen = spoken(new URLSearchParams(globalThis.location?.search).get('lang') ?? '');

/** Else what the visitor's browser prefers; another one takes a fresh load. @type {Language} */
export const language =
  chosen ??
  (globalThis.document ? navigator.languages : []).map(spoken).find((one) => one !== undefined) ??
  'en';
