// The chapters in their order.
import { words } from './words.js';

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
 * @property {HTMLElement} [further] an experiment of its own, below
 *
 * @typedef {object} Chapter
 * @property {Told} words
 * @property {{ tries: number[], questions: number[] }} right which choice
 * @property {(school: import('./school.js').School) => Figure} createFigure
 */

/** @typedef {keyof typeof words.titles} Name of a chapter in its address */

export const NAMES = /** @type {Name[]} */ (Object.keys(words.titles));

/** Of the chapter that the address names after "#learn=". */
export const nameInAddress = () =>
  new URLSearchParams(location.hash.slice(1)).get('learn') ?? undefined;

/** @param {Name} name */
export const addressOf = (name) => `#learn=${name}`;
