// Formulas as MathML elements, in short pieces that wrap where a line ends.
import { elementsOf } from '../parts/svg.js';
import { words } from './words.js';

/** @typedef {Element | string} Piece a string is an operator */

export const element = elementsOf('http://www.w3.org/1998/Math/MathML');

/** Between two things even where a line begins with it: so it keeps its room. */
const INFIX = ['+', '−', '=', '·', '⊙'];

/** @param {string} text */
const operator = (text) =>
  element('mo', { stretchy: 'false', ...(INFIX.includes(text) && { form: 'infix' }) }, text);

/** @param {Piece[]} pieces */
const nodes = (pieces) =>
  pieces.map((piece) => (typeof piece === 'string' ? operator(piece) : piece));

/** One piece of a formula. @param {Piece[]} pieces */
export const math = (...pieces) => element('math', {}, element('mrow', {}, ...nodes(pieces)));

/** @param {string} name */
export const operatorName = (name) => element('mi', { mathvariant: 'normal' }, name);

/**
 * A matrix or a row vector, bold and upright as in the book.
 * @param {string} letter
 * @param {{ accent?: string, sub?: string, sup?: string, term?: import('../parts/cell/plan.js').Term }} marks term: what it is in the drawing of the cell
 */
export function matrix(letter, { accent, sub, sup, term }) {
  const plain = element('mi', { mathvariant: 'normal', class: 'matrix' }, letter);
  const base = accent ? element('mover', { accent: 'true' }, plain, operator(accent)) : plain;
  const below = element('mtext', {}, sub ?? '');
  /** @type {Record<string, string>} */
  const mark = term ? { 'data-term': term } : {};
  if (!sup) return sub ? element('msub', mark, base, below) : base;
  return element('msubsup', mark, base, below, element('mtext', {}, sup));
}

/** @param {number} value */
export const number = (value) => element('mn', {}, words.figure(value));

/** A number with the sign as an operator before it. @param {number} value @returns {Piece[]} */
export const added = (value) => [value < 0 ? '−' : '+', number(Math.abs(value))];

/**
 * A function of a sum, a piece for each of its terms.
 * @param {Piece[]} before
 * @param {string} name
 * @param {Piece[][]} terms
 * @param {Piece[]} after
 */
export function call(before, name, terms, after = []) {
  const last = terms.length - 1;
  return terms.map((term, i) =>
    math(
      ...(i === 0 ? [...before, operatorName(name), '('] : []),
      ...term,
      ...(i === last ? [')', ...after] : []),
    ),
  );
}
