/**
 * A module of Node's own, or undefined on other hosts. Asked for at run time so that a bundler for
 * the web never sees the name as an import.
 *
 * @param {string} name such as 'node:fs'
 * @returns {any}
 */
export function builtin(name) {
  return globalThis.process?.getBuiltinModule?.(name);
}

export const isNode = Boolean(globalThis.process?.versions?.node && builtin('node:fs'));
