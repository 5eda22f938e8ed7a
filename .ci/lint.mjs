// Format, types and house rules of all sources: `npm run lint`. With --write, formats them instead.
import { houseObjections } from './house.mjs';
import { filesOf, run, setUp } from './steps.mjs';

/** @typedef {import('./steps.mjs').Outcome} Outcome */

/** The rules that no other tool checks. @returns {Promise<Outcome>} */
async function house() {
  const start = performance.now();
  const objections = await houseObjections();
  const seconds = (performance.now() - start) / 1000;
  return { ok: objections.length === 0, output: objections.join('\n'), seconds };
}

/** Each tool: its name, and how it went. */
export async function lint({ write = false } = {}) {
  const c = await filesOf(
    ['src', 'tests/c', 'tests/bench', 'tests/fuzz', 'examples'],
    ['.c', '.h'],
  );
  const clangFormat = write ? ['-i'] : ['--dry-run', '-Werror'];
  const biome = ['check', '--error-on-warnings', ...(write ? ['--write'] : [])];
  /** @type {[name: string, outcome: Promise<Outcome>][]} */
  const tools = [
    ['house', house()],
    ['clang-format', run('clang-format', 'clang-format', [...clangFormat, ...c])],
    ['biome', run('biome', 'node_modules/.bin/biome', biome)],
    ['tsc', run('tsc', 'node_modules/.bin/tsc', ['-p', '.tsconfig.json'])],
  ];
  return Promise.all(tools.map(async ([name, outcome]) => ({ name, ...(await outcome) })));
}

if (process.argv[1] === import.meta.filename) {
  setUp('test');
  const results = await lint({ write: process.argv.includes('--write') });
  for (const { name, ok, output } of results)
    console.log(ok ? `${name}: good` : `${name}: FAILED\n${output}`);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}
