// Splits an engine in two, by CMake: `node .ci/split.mjs WASM_OPT FEATURE... FILE.wasm` writes FILE-base.wasm, which loads models
// and writes, and FILE-rest.wasm, which takes the base's memory, table and functions and exports everything else. Nothing that
// can be reached from the base is in the rest, so the base runs without it, and each function is there once. The rest starts on
// the base of its own build alone.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** What a session calls that loads a model and writes; `BASE` of wasm/session/bodies.js holds those methods. */
const BASE = [
  /^(memory|_initialize|sl_(status_name|version|engine|allocate|release))$/,
  /^sl_(settings_(create|free|set|json|table)|model_(load|free|kind|settings|vocabulary|describe))$/,
  /^sl_(vocabulary|generator)_/,
];
/** What the rest calls its source of imports. */
const SOURCE = 'base';

const [optimiser = '', ...features] = process.argv.slice(2);
const file = features.pop() ?? '';

/** @param {string} tool of binaryen @param {string[]} args */
const run = (tool, ...args) => execFileSync(join(dirname(optimiser), tool), [...features, ...args]);

/** @param {string} what @returns {string} where that half is */
const half = (what) => file.replace(/\.wasm$/, `-${what}.wasm`);

const folder = mkdtempSync(join(tmpdir(), 'sluice-split-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
/** The module as text, or that of a half. */
const TEXT = join(folder, `${basename(file)}.wat`);

/** @param {unknown} condition @param {string} what */
function expect(condition, what) {
  if (!condition) throw new Error(`${file}: expected ${what}`);
}

/** The parts of the module's text, each with the name of what it defines. */
function parts() {
  run('wasm-dis', file, '-o', TEXT);
  const [, ...forms] = readFileSync(TEXT, 'utf8')
    .replace(/\)\s*$/, '')
    .split(/^ (?=\()/m);
  return forms.map((form) => {
    const [, kind = '', name = ''] = /^\((\w+) (\S+)/.exec(form) ?? [];
    return { kind, name, form };
  });
}

/** @typedef {ReturnType<typeof parts>[number]} Part */

/** @param {string} form @returns {string[]} the functions that it names */
const named = (form) =>
  [...form.matchAll(/\((?:call|ref\.func|func) (\$[^\s)]+)/g)].map(([, name = '']) => name);

/** @param {string} header of a function, or a type @returns {string} */
function signature(header) {
  const types = (/** @type {string} */ what) =>
    [...header.matchAll(new RegExp(`\\(${what} (?:\\$\\S+ )?([^)]*)\\)`, 'g'))]
      .map(([, type]) => type)
      .join(' ');
  return `(${types('param')}) => ${types('result')}`;
}

/** @param {Part} part of a function @returns {string} */
const headerOf = ({ form }) => form.split('\n', 1)[0] ?? '';

/** The functions of the table, in its order, which begins at 1. @param {Part[]} all @returns {string[]} */
const tableOf = (all) =>
  all.flatMap(({ kind, form }) =>
    kind === 'elem' ? (form.match(/\$[^\s)]+/g)?.slice(1) ?? []) : [],
  );

/**
 * The functions of the base: what it calls, and of the table what has the type of one of its indirect calls.
 *
 * @param {Part[]} all
 * @returns {Set<string>}
 */
function reachable(all) {
  const functions = new Map(
    all.filter(({ kind }) => kind === 'func').map((part) => [part.name, part]),
  );
  const types = new Map(
    all.filter(({ kind }) => kind === 'type').map(({ name, form }) => [name, signature(form)]),
  );
  const indirect = tableOf(all).map((name) => {
    const part = functions.get(name);
    return { name, type: part && signature(headerOf(part)) };
  });
  const roots = all.filter(
    ({ kind, name }) => kind === 'export' && BASE.some((root) => root.test(JSON.parse(name))),
  );
  const waiting = roots.flatMap(({ form }) => named(form));
  const found = new Set();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const part = functions.get(name);
    if (found.has(name) || !part) continue;
    found.add(name);
    waiting.push(...named(part.form));
    for (const [, type = ''] of part.form.matchAll(/\(call_indirect \S+ \(type (\S+?)\)/g)) {
      waiting.push(
        ...indirect.filter((one) => one.type === types.get(type)).map((one) => one.name),
      );
    }
  }
  return found;
}

/** How an import describes what a part defines. @param {Part} part */
function described({ kind, name, form }) {
  if (kind !== 'func') return form.replace(/(\(global \S+ (?:\(mut \w+\)|\w+)) .*/s, '$1)').trim();
  const [header = ''] = form.split('\n');
  const types = [...header.matchAll(/\((type \S+|(?:param|result)[^)]*)\)/g)];
  return `(func ${name} ${types.map(([type]) => type.replace(/\$\d+ (?=\w)/, '')).join(' ')})`;
}

/** @param {string} what @param {string[]} forms */
function write(what, forms) {
  writeFileSync(TEXT, `(module\n${forms.join('\n')}\n)`);
  run('wasm-opt', '--remove-unused-module-elements', TEXT, '-o', half(what));
}

const all = parts();
const tables = all.filter(({ kind }) => kind === 'elem');
expect(
  tables.length === 1 && /\(i32\.const 1\)/.test(tables[0]?.form ?? ''),
  'one table from 1 on',
);
const calls = (/** @type {RegExp} */ call) =>
  all.reduce((sum, { form }) => sum + (form.match(call)?.length ?? 0), 0);
expect(
  calls(/call_indirect/g) === calls(/\(call_indirect \S+ \(type \S+?\)/g),
  'indirect calls that name their table and their type',
);
const base = reachable(all);
/** By which the rest knows the base of its build. */
const build = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
/** @param {boolean} inBase */
const slots = (inBase) =>
  tableOf(all).flatMap((name, i) =>
    base.has(name) === inBase ? [`(elem (i32.const ${i + 1}) ${name})`] : [],
  );
const isRest = (/** @type {Part} */ part) => {
  if (part.kind === 'func') return !base.has(part.name);
  return part.kind === 'export' && named(part.form).some((name) => !base.has(name));
};
const rest = all.filter(isRest);
const called = new Set(rest.flatMap((part) => named(part.form)));
/** What the rest uses of the base, each by a short name. */
const shared = all
  .filter(({ kind, name }) =>
    kind === 'func' ? base.has(name) && called.has(name) : /^(memory|table|global)$/.test(kind),
  )
  .map((part, i) => ({ ...part, as: part.kind === 'memory' ? build : i.toString(36) }));
const common = all
  .filter(({ kind }) => kind === 'type' || kind === 'import')
  .map(({ form }) => form);
write('base', [
  ...all.filter((part) => part.kind !== 'elem' && !isRest(part)).map(({ form }) => form),
  ...slots(true),
  ...shared.map(({ kind, name, as }) => `(export "${as}" (${kind} ${name}))`),
]);
write('rest', [
  ...common,
  ...shared.map((part) => `(import "${SOURCE}" "${part.as}" ${described(part)})`),
  ...rest.map(({ form }) => form),
  ...slots(false),
]);
