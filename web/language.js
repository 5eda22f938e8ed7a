/** The languages that the page speaks, each with a file in every words/ folder. */
const LANGUAGES = /** @type {const} */ (['en']);

/** @typedef {(typeof LANGUAGES)[number]} Language */

/** What the address asks for (`?lang=en`), else what the visitor's browser prefers. @returns {Language} */
function choose() {
  const wishes = [new URLSearchParams(location.search).get('lang') ?? '', ...navigator.languages];
  const spoken = wishes.map((wish) => LANGUAGES.find((one) => wish.startsWith(one)));
  return spoken.find((one) => one !== undefined) ?? 'en';
}

/** The language of the page; another one takes a fresh load. */
export const language = choose();
