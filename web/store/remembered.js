/** @template T @param {(storage: Storage) => T} act @returns {T | undefined} undefined where the browser refuses */
function ifAllowed(act) {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
}

/** What was remembered under a name, if anything. @param {string} name */
export const recall = (name) => ifAllowed((storage) => storage.getItem(name));

/** For the next visit; where the browser refuses, it is good for this one. @param {string} name @param {string} value */
export const remember = (name, value) => ifAllowed((storage) => storage.setItem(name, value));
