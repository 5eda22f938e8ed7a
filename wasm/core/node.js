/**
 * A built-in module of Node, or undefined on other hosts. It is looked up at run time so that
 * bundlers for the web do not see an import.
 *
 * @param {string} name such as 'node:fs'
 * @returns {any}
 */
export function builtin(name) {
  return globalThis.process?.getBuiltinModule?.(name);
}

export const isNode = Boolean(globalThis.process?.versions?.node && builtin('node:fs'));
