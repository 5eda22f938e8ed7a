// The declarations of the package: they compile with and without the DOM's, and every word has its explanation.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test, { after } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const project = await mkdtemp(join(tmpdir(), 'sluice-types-'));
after(() => rm(project, { recursive: true }));

const PROGRAM = `
import { createSession, SluiceError, type ErrorCode } from 'sluice';
const session = await createSession({ engine: 'simd' });
await session.loadText(['one', new Uint8Array(3)], { endMark: '\\n' });
for await (const symbol of session.generate({ length: 3 })) symbol.toUpperCase();
for await (const { text, sample } of session.generate({ samples: 3 })) text.at(sample);
try {
  await session.load(new ArrayBuffer(3));
} catch (error) {
  const code: ErrorCode | undefined = error instanceof SluiceError ? error.code : undefined;
  if (code === 'UNREACHABLE') throw error;
}
`;

test('they compile without the DOM, and with it', async () => {
  const installed = join(project, 'node_modules/sluice');
  await mkdir(installed, { recursive: true });
  for (const name of ['sluice.d.ts', 'settings.d.ts', 'index.js'])
    await cp(join(root, 'wasm', name), join(installed, 'wasm', name));
  await cp(join(root, 'package.json'), join(installed, 'package.json'));
  await symlink(join(root, 'node_modules/@types'), join(project, 'node_modules/@types'));
  await writeFile(join(project, 'program.mts'), PROGRAM);
  await writeFile(
    join(project, 'wrong.mts'),
    `import { createSession } from 'sluice'; createSession({ wasm: 5, engine: 'steam' });`,
  );
  const own = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext'];
  const compile = (/** @type {string[]} */ ...args) =>
    spawnSync(join(root, 'node_modules/.bin/tsc'), [...own, ...args], {
      cwd: project,
      encoding: 'utf8',
    });
  for (const [lib = '', types = ''] of [
    ['es2022', 'node'],
    ['es2022,dom'],
    ['esnext,dom', 'node'],
  ]) {
    const { status, stdout } = compile('--lib', lib, '--types', types, 'program.mts');
    assert.equal(status, 0, `${lib} ${types}: ${stdout}`);
  }
  const { stdout } = compile('--lib', 'es2022', '--types', '', 'wrong.mts');
  assert.match(stdout, /"steam"/);
  assert.match(stdout, /Type 'number' is not assignable/);
});

/** What a declaration begins with, and a member of an exported type. */
const NAME =
  /^export (type \w|interface|class|const|function) |^ {2}(readonly )?\w+\??[:(<].*[^,]$/;

/** Lines of a declaration file that name something and have no comment before them. @param {string} text */
function unexplained(text) {
  const found = [];
  let before = '';
  let isExported = false;
  for (const line of text.split('\n')) {
    const isOverload = before.trim().split('(')[0] === line.trim().split('(')[0];
    isExported = /^\S/.test(line) ? /^export|^\}/.test(line) && line !== '}' : isExported;
    if (isExported && NAME.test(line) && !/\*\/$/.test(before) && !isOverload)
      found.push(line.trim());
    before = line.trim() === '' ? before : line;
  }
  return found;
}

test('every word of the interface is explained', async () => {
  for (const name of ['sluice.d.ts', 'settings.d.ts'])
    assert.deepEqual(unexplained(await readFile(join(root, 'wasm', name), 'utf8')), [], name);
});
