// The chapters in their order. Each is fetched when it is opened.

/**
 * @typedef {object} Asked a question with a few answers, one of which is right
 * @property {string} ask
 * @property {string[]} choices
 * @property {string[]} why one for each choice
 *
 * @typedef {object} Told what a chapter says
 * @property {string[]} paragraphs
 * @property {{ ask: string, choices: string[], told: string }[]} tries
 * @property {{ ask: string, answer: string }[]} conventions where readers of the book get stuck
 * @property {Asked[]} questions three of recall and one of transfer
 * @property {string[]} further where to read on
 *
 * @typedef {object} Figure
 * @property {HTMLElement} root
 * @property {(() => void)[]} tries what each "try this" sets in it
 * @property {() => void} show as it is by now; whenever the chapter is opened
 *
 * @typedef {object} Chapter
 * @property {Told} words
 * @property {{ tries: number[], questions: number[] }} right which choice
 * @property {(school: import('./school.js').School) => Figure} createFigure
 */

/** By the name in their address. @satisfies {Record<string, () => Promise<Chapter>>} */
const chapters = {
  letters: async () => (await import('./letters/chapter.js')).chapter,
  forgetting: async () => (await import('./forgetting/chapter.js')).chapter,
  'reset-gate': async () => (await import('./reset-gate/chapter.js')).chapter,
  'update-gate': async () => (await import('./update-gate/chapter.js')).chapter,
  candidate: async () => (await import('./candidate/chapter.js')).chapter,
  'from-scratch': async () => (await import('./from-scratch/chapter.js')).chapter,
  perplexity: async () => (await import('./perplexity/chapter.js')).chapter,
  exercises: async () => (await import('./exercises/chapter.js')).chapter,
  lstm: async () => (await import('./lstm/chapter.js')).chapter,
  deep: async () => (await import('./deep/chapter.js')).chapter,
  'encoder-decoder': async () => (await import('./encoder-decoder/chapter.js')).chapter,
  bleu: async () => (await import('./bleu/chapter.js')).chapter,
  'beam-search': async () => (await import('./beam-search/chapter.js')).chapter,
};

/** @typedef {keyof typeof chapters} Name */

export const NAMES = /** @type {Name[]} */ (Object.keys(chapters));

/** @param {Name} name */
export const fetchChapter = (name) => chapters[name]();

/** Of the chapter that the address names after "#learn=". */
export const nameInAddress = () =>
  new URLSearchParams(location.hash.slice(1)).get('learn') ?? undefined;

/** @param {Name} name */
export const addressOf = (name) => `#learn=${name}`;
