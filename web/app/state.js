import { atNextFrame } from './next-frame.js';

/**
 * One object of values and the views that watch some of them. Changes are gathered: a view repaints
 * at most once an animation frame, whatever arrives in between, and a few times a second where nobody sees it.
 *
 * @template {object} T
 * @param {T} initial
 */
export function createState(initial) {
  const now = { ...initial };
  /** @type {Set<keyof T>} */
  let changed = new Set();
  /** @type {{ keys: (keyof T)[], react: (now: Readonly<T>) => void }[]} */
  const watchers = [];

  function repaint() {
    const since = changed;
    changed = new Set();
    for (const { keys, react } of watchers) if (keys.some((key) => since.has(key))) react(now);
  }

  return {
    /** The values as they are, painted or not. @type {Readonly<T>} */
    now,

    /** @param {Partial<T>} patch */
    set(patch) {
      Object.assign(now, patch);
      if (changed.size === 0) atNextFrame(repaint);
      for (const key of Object.keys(patch)) changed.add(/** @type {keyof T} */ (key));
    },

    /**
     * Calls `react` now, and at every frame before which one of `keys` was set.
     * @param {(keyof T)[]} keys
     * @param {(now: Readonly<T>) => void} react
     */
    watch(keys, react) {
      watchers.push({ keys, react });
      react(now);
    },
  };
}
