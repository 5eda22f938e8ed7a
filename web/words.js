/** What the page says from JavaScript, in its language. @type {typeof import('./words/en.js').words} */
export const words = (await import('./words/en.js')).words;
