/**
 * Builds anew only when what it is built from has changed: while the model trains there is another reading every second, and
 * whoever types, clicks or looks must find the same elements again.
 * @template {object} T
 * @param {{ watch: (keys: (keyof T)[], react: (now: Readonly<T>) => void) => void }} state
 * @param {(keyof T)[]} keys
 * @param {(now: Readonly<T>) => unknown} essence what it is built from, as JSON can have it
 * @param {(now: Readonly<T>) => void} build
 */
export function whenChanged(state, keys, essence, build) {
  let built = '';
  state.watch(keys, (now) => {
    const next = JSON.stringify(essence(now)) ?? '';
    if (next === built) return;
    built = next;
    build(now);
  });
}
