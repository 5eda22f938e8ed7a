import { words } from '../../app/words.js';
import { make } from '../../parts/make.js';

/** @typedef {import('../../lab/sampler.js').Sample} Sample */

/** Below these chances a letter is a long shot, and a longer one. */
const SHOTS = [0.35, 0.15, 0.05];

/** @param {number | undefined} chance */
const shotOf = (chance = 1) => SHOTS.filter((least) => chance < least).length;

/** A passage letter by letter, tinted by how unlikely each was. @param {Sample} passage @returns {HTMLElement[]} */
export function lettersOf({ symbols, insight }) {
  return symbols.map((symbol, i) => {
    const chance = insight?.chances[i];
    const shot = shotOf(chance);
    const tint = { className: `shot-${shot}`, title: words.chance(symbol, Number(chance)) };
    return make('span', shot > 0 ? tint : {}, symbol);
  });
}
