// The law of the house: which floor may know which, no circle between files, no long functions, and
// what the core and the page keep away from. CONTRIBUTING.md draws the floors.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  definitionsOfC,
  functionsOfC,
  importsOf,
  includesOf,
  readScript,
  wordsOfC,
} from './sources.mjs';
import { filesOf, root } from './steps.mjs';

const ROOMS = ['write', 'learn', 'inside', 'race', 'translate', 'class'];
/** What `place` calls the files that lie directly in web/ or wasm/. */
const TOP = '';
/**
 * Bottom to top: a file knows its own floor and those below it.
 * @type {Record<string, string[][]>}
 */
const FLOORS = {
  src: [
    ...[['base'], ['text'], ['math'], ['cell'], ['model'], ['train'], ['decode'], ['file']],
    ['native'],
  ],
  wasm: [['core'], ['export'], ['session', 'replicas', 'worker'], [TOP], ['cli']],
  web: [
    ...[['parts'], ['app'], ['texts', 'tasks', 'store'], ['lab']],
    ...[[...ROOMS, 'build', 'public'], [TOP]],
  ],
};
/** Of these, one does not know another, though they share a floor. */
const APART = ROOMS.map((room) => `web/${room}`);
const FORBIDDEN_HEADERS = ['stdio.h', 'math.h', 'assert.h', 'errno.h', 'time.h', 'setjmp.h'];
/** The folder of src that is a host: of the core it knows sluice.h alone, and it may do what hosts do. */
const HOST = 'src/native';
const INTERFACES = ['wasm/index.js', 'wasm/sluice.d.ts'];
/** All other scripts and styles of the page are in a folder. */
const LOOSE_IN_WEB = ['web/main.js', 'web/rooms.js', 'web/style.css'];
const LONGEST_FUNCTION = 80;
/** What the build puts among the sources. */
const BUILT = /^wasm\/bin\//;

/** @typedef {Map<string, string>} Sources texts by path from the root */

/** @param {string} file */
function place(file) {
  const [house = '', folder = '', ...rest] = file.split('/');
  const name = rest.length > 0 ? folder : TOP;
  const floor = FLOORS[house]?.findIndex((names) => names.includes(name)) ?? -1;
  return { house, folder: `${house}/${name}`, name, floor };
}

/** Why one file may not know another, or ''. @param {string} from @param {string} to */
function floorObjection(from, to) {
  const [own, other] = [place(from), place(to)];
  if (!(own.house in FLOORS && other.house in FLOORS)) return '';
  if (own.house === 'web' && INTERFACES.includes(to)) return '';
  if (own.house === 'web' && other.house === 'wasm')
    return `web knows wasm only by its interface: ${to}`;
  if (own.folder === HOST && other.folder !== HOST && other.name !== TOP)
    return `${own.name} knows the core only by sluice.h: ${to}`;
  if (own.house !== other.house) return `${own.house} does not know ${other.house}: ${to}`;
  if (to.endsWith('.d.ts') || own.folder === other.folder) return '';
  if (other.floor > own.floor) return `${own.name} is below ${other.name || other.house}: ${to}`;
  const strangers = APART.includes(own.folder) && APART.includes(other.folder);
  return strangers ? `${own.name} does not know ${other.name}: ${to}` : '';
}

/** @param {string} file @param {string} text */
function coreObjections(file, text) {
  const found = [];
  const isHost = place(file).folder === HOST;
  for (const { header, line } of includesOf(text)) {
    const at = `${file}:${line}`;
    const isOurs = header.includes('/') && !(isHost && header.startsWith('sys/'));
    const reason = isOurs ? floorObjection(file, `src/${header}`) : '';
    if (!isHost && FORBIDDEN_HEADERS.includes(header))
      found.push(`${at}: the core does without <${header}>`);
    if (isOurs && place(`src/${header}`).floor < 0) found.push(`${at}: ${header} is on no floor`);
    else if (reason) found.push(`${at}: ${reason}`);
  }
  for (const word of isHost ? [] : ['abort', 'exit'])
    if (wordsOfC(text).has(word)) found.push(`${file}: the core never calls ${word}`);
  return found;
}

/** @param {string} file @param {string} text */
function scriptObjections(file, text) {
  const reasons = importsOf(file, text).map(({ target, line }) => {
    const reason = floorObjection(file, target);
    return reason && `${file}:${line}: ${reason}`;
  });
  return reasons.filter(Boolean);
}

/** @param {Sources} sources */
function placeObjections(sources) {
  const found = [];
  for (const file of sources.keys()) {
    const { house, name, floor } = place(file);
    if (house === 'web' && name === TOP && !LOOSE_IN_WEB.includes(file))
      found.push(`${file}: all but main.js, rooms.js and style.css belongs in a folder`);
    else if (house in FLOORS && floor < 0 && name !== TOP) found.push(`${file}: on no floor`);
  }
  return found;
}

/**
 * Which file of the core calls which, whatever header declares the function.
 * @param {Sources} sources
 * @returns {Map<string, string[]>}
 */
function callsIn(sources) {
  const files = [...sources].filter(([file]) => /^src\/.*\.c$/.test(file));
  /** @type {Map<string, string>} */
  const home = new Map();
  for (const [file, text] of files) for (const name of definitionsOfC(text)) home.set(name, file);
  return new Map(
    files.map(([file, text]) => [file, [...wordsOfC(text)].map((word) => home.get(word) ?? file)]),
  );
}

/** @param {Sources} sources @returns {Map<string, string[]>} */
function includesIn(sources) {
  const files = [...sources].filter(([file]) => file.startsWith('src/'));
  return new Map(
    files.map(([file, text]) => [file, includesOf(text).map(({ header }) => `src/${header}`)]),
  );
}

/**
 * Each circle once, as the files along it.
 * @param {Map<string, Iterable<string>>} graph
 * @returns {string[][]}
 */
export function circlesIn(graph) {
  /** @type {string[][]} */
  const circles = [];
  const done = new Set();
  /** @param {string} file @param {string[]} path */
  const visit = (file, path) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file]);
    if (path.includes(file) || done.has(file)) return;
    for (const next of graph.get(file) ?? []) if (next !== file) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return circles;
}

/**
 * What breaks the law, as FILE[:LINE]: REASON.
 * @param {Sources} sources
 * @returns {Promise<string[]>}
 */
export async function objectionsTo(sources) {
  const found = placeObjections(sources);
  /** @type {Map<string, string[]>} */
  const scripts = new Map();
  for (const [file, text] of sources) {
    const script = /\.m?js$/.test(file) ? await readScript(file, text) : null;
    if (script) scripts.set(file, script.needs);
    if (file.startsWith('src/')) found.push(...coreObjections(file, text));
    else if (script) found.push(...scriptObjections(file, text));
    for (const { name, line, lines } of script?.functions ?? functionsOfC(text))
      if (lines > LONGEST_FUNCTION) found.push(`${file}:${line}: ${name} has ${lines} lines`);
  }
  for (const graph of [includesIn(sources), callsIn(sources), scripts])
    for (const circle of circlesIn(graph))
      found.push(`${circle[0]}: a circle: ${circle.join(' -> ')}`);
  return found;
}

/** What breaks the law in the repository. */
export async function houseObjections() {
  /** @type {Sources} */
  const sources = new Map();
  const folders = ['src', 'wasm', 'web', 'tests', '.ci'];
  const files = await filesOf(folders, ['.c', '.h', '.js', '.mjs', '.css']);
  for (const file of files.filter((name) => !BUILT.test(name)))
    sources.set(file, await readFile(join(root, file), 'utf8'));
  return objectionsTo(sources);
}
