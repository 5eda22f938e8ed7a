// What the rules of the house ask of a source: what it imports and defines, and how long its functions are.
import { posix } from 'node:path';

/** @typedef {{ name: string, line: number, lines: number }} LongFunction */

/** A line of a text, from 1. @param {string} text @param {number} at */
const lineAt = (text, at) => text.slice(0, at).split('\n').length;

/** C without comments and the contents of strings, line for line. @param {string} text */
const bareC = (text) =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|"(?:\\.|[^"\\\n])*"/gm, (part) =>
    part.replace(/[^\n"]/g, ' '),
  );

/** Function definitions as clang-format lays them out: they begin and end in the first column. */
const C_FUNCTION = /^(\w[^\n;={}#]*?\b(\w+)\([^;{}]*\)) \{\n[\s\S]*?^\}/gm;

/** @param {string} text of a .c file @returns {LongFunction[]} all its functions */
export function functionsOfC(text) {
  return [...bareC(text).matchAll(C_FUNCTION)].map(({ 0: whole, 2: name = '', index }) => ({
    name,
    line: lineAt(text, index),
    lines: whole.split('\n').length,
  }));
}

/** The functions that other files can call. @param {string} text of a .c file */
export const definitionsOfC = (text) =>
  [...bareC(text).matchAll(C_FUNCTION)]
    .filter(([, head = '']) => !head.startsWith('static '))
    .map(([, , name = '']) => name);

/** Every word of a file outside comments and strings. @param {string} text @returns {Set<string>} */
export const wordsOfC = (text) => new Set(bareC(text).match(/\b[A-Za-z_]\w*/g));

/** @param {string} text @returns {{ header: string, line: number }[]} */
export const includesOf = (text) =>
  [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"]/gm)].map((found) => ({
    header: found[1] ?? '',
    line: lineAt(text, found.index),
  }));

/**
 * What a script imports from files of the repository: `import`, `export from`, `import()`, and types of its comments.
 * @param {string} file
 * @param {string} text
 * @returns {{ target: string, line: number }[]}
 */
export const importsOf = (file, text) =>
  [...text.matchAll(/\b(?:from|import)[\s(]*(['"])(\.{1,2}\/[^'"\n]+)\1/g)].map((found) => ({
    target: posix.join(posix.dirname(file), found[2] ?? ''),
    line: lineAt(text, found.index),
  }));

/**
 * The syntax trees of a script, from the root down.
 * @param {any} node
 * @returns {Generator<any>}
 */
function* nodesBelow(node) {
  if (typeof node?.type === 'string') yield node;
  for (const child of Object.values(node ?? {}))
    if (child && typeof child === 'object') yield* nodesBelow(child);
}

/**
 * What a script needs when it runs, unlike types, and its functions with their lengths.
 * @param {string} file
 * @param {string} text
 */
export async function readScript(file, text) {
  const { parseAst } = await import('vite');
  /** @type {string[]} */
  const needs = [];
  /** @type {LongFunction[]} */
  const functions = [];
  for (const node of nodesBelow(parseAst(text))) {
    const source = node.source?.value;
    if (typeof source === 'string' && source.startsWith('.'))
      needs.push(posix.join(posix.dirname(file), source));
    if (/^(Function(Declaration|Expression)|ArrowFunctionExpression)$/.test(node.type)) {
      const lines = text.slice(node.start, node.end).split('\n').length;
      const name = node.id?.name ?? 'a function';
      functions.push({ name, line: lineAt(text, node.start), lines });
    }
  }
  return { needs, functions };
}
