/** What the page says of its versions. @type {typeof import('./words/en.js').words} */
export const words = (await import('./words/en.js')).words;
