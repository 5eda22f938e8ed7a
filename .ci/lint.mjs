// Format, types and house rules of all sources: `npm run lint`. With --write, formats them instead.
import { houseObjections } from './house.mjs';
import { filesOf, run, setUp } from './steps.mjs';

/** Each: its name, and how it went. */
export async function lint({ write = false } = {}) {
  const c = await filesOf(['src', 'tests/c', 'tests/bench', 'tests/fuzz', 'native'], ['.c', '.h']);
  const clangFormat = write ? ['-i'] : ['--dry-run', '-Werror'];
  const biome = ['check', '--error-on-warnings', ...(write ? ['--write'] : [])];
  const objections = await houseObjections();
  return [
    { name: 'house', ok: objections.length === 0, output: objections.join('\n') },
    {
      name: 'clang-format',
      ...(await run('clang-format', 'clang-format', [...clangFormat, ...c])),
    },
    { name: 'biome', ...(await run('biome', 'node_modules/.bin/biome', biome)) },
    { name: 'tsc', ...(await run('tsc', 'node_modules/.bin/tsc', ['-p', '.tsconfig.json'])) },
  ];
}

if (process.argv[1] === import.meta.filename) {
  setUp('test');
  const results = await lint({ write: process.argv.includes('--write') });
  for (const { name, ok, output } of results)
    console.log(ok ? `${name}: good` : `${name}: FAILED\n${output}`);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}
