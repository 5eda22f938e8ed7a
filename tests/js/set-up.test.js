// The README's commands do all the set-up themselves, and so begin before any package is installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import test from 'node:test';

const root = resolve(import.meta.dirname, '../..');

/**
 * What a module imports at once, and what that imports, and so on.
 *
 * @param {string} file
 * @param {Set<string>} found
 * @returns {Promise<Set<string>>}
 */
async function imported(file, found = new Set()) {
  const text = (await readFile(file, 'utf8')).replace(/`[^`]*`/g, '``'); // without what it writes
  for (const [, target = ''] of text.matchAll(
    /^(?:import|export)\b(?:[^;']*\bfrom)? '([^']+)';/gm,
  )) {
    const name = target.startsWith('.') ? resolve(dirname(file), target) : target;
    if (found.has(name)) continue;
    found.add(name);
    if (target.startsWith('.')) await imported(name, found);
  }
  return found;
}

for (const script of ['start', 'build', 'test', 'prepack'])
  test(`.ci/${script}.mjs needs nothing but Node to begin`, async () => {
    const all = await imported(join(root, `.ci/${script}.mjs`));
    assert.ok(all.has(join(root, '.ci/steps.mjs')));
    const packages = [...all].filter((name) => !name.startsWith('/') && !name.startsWith('node:'));
    assert.deepEqual(packages, []);
  });

for (const PORT of ['abc', '65536', '-1', '80.5'])
  test(`npm start refuses PORT=${PORT} before it builds anything`, () => {
    const env = { ...process.env, PORT };
    const { status, stdout, stderr } = spawnSync(process.execPath, ['.ci/start.mjs'], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(
      stderr,
      new RegExp(`^PORT is "${PORT}", and must be .* 0 to 65535\\. .*PORT=8081`),
    );
  });
