/** What the panel says, in the page's language. @type {typeof import('./words/en.js').words} */
export const words = (await import('./words/en.js')).words;
