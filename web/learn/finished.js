// Which chapters this visitor has answered all questions of: kept in this browser, nowhere else.

const KEY = 'sluice-learn';

/** @returns {string[]} */
export function finished() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : [];
  } catch {
    return []; // refused, or not ours
  }
}

/** @param {string} name of a chapter */
export function finish(name) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set([...finished(), name])]));
  } catch {
    // Then it is not remembered.
  }
}
