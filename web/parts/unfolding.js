import { make } from './make.js';

/**
 * What a visitor unfolds, and what is kept up to date only while it is open.
 * @param {string} summary
 * @param {HTMLElement} place
 * @param {() => void} fill brings `place` up to date
 * @param {Record<string, unknown>} [properties]
 */
export function unfolding(summary, place, fill, properties) {
  const root = make('details', properties, make('summary', {}, summary), place);
  const refresh = () => {
    if (root.open) fill();
  };
  root.addEventListener('toggle', refresh);
  return { root, refresh };
}
