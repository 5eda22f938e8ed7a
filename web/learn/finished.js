import { recall, remember } from '../store/remembered.js';

// Which chapters this visitor has answered all questions of: kept in this browser, nowhere else.

const KEY = 'sluice-learn';

/** @returns {string[]} */
export function finished() {
  try {
    const kept = JSON.parse(recall(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : [];
  } catch {
    return []; // not ours
  }
}

/** @param {string} name of a chapter */
export function finish(name) {
  remember(KEY, JSON.stringify([...new Set([...finished(), name])]));
}
