// The release script in a repository made up for it: what it refuses, and what it leaves behind.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';

const root = resolve(import.meta.dirname, '../..');

/**
 * A repository with the script, and a build and tests that say that they ran.
 * @param {import('node:test').TestContext} t
 * @param {Record<string, string>} [files] instead of those
 */
function repository(t, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-release-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.ci'));
  for (const name of ['release.mjs', 'steps.mjs'])
    cpSync(join(root, '.ci', name), join(folder, '.ci', name));
  const all = {
    'package.json': '{ "version": "2.0.0-rc.1", "type": "module" }\n',
    'CHANGELOG.md': '# Changes\n\n## 2.0.0-rc.1 (unreleased)\n\n- New.\n\n## 1.0.0 (2026-01-01)\n',
    '.ci/build.mjs': `console.log('built');\n`,
    '.ci/test.mjs': `console.log('tested');\n`,
    ...files,
  };
  for (const [name, content] of Object.entries(all)) writeFileSync(join(folder, name), content);
  const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) => {
    const done = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    return { ok: done.status === 0, said: done.stdout + done.stderr };
  };
  const git = (/** @type {string[]} */ ...args) => run('git', ...args).said.trim();
  git('init', '--quiet');
  for (const [name, value] of Object.entries({ name: 'A', email: 'a@example.org' }))
    git('config', `user.${name}`, value);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
  const release = (/** @type {string[]} */ ...args) =>
    run(process.execPath, '.ci/release.mjs', ...args);
  return { folder, git, release };
}

test('a release is built, tested, dated, committed and tagged', (t) => {
  const { folder, git, release } = repository(t);
  const before = git('rev-parse', 'HEAD');
  const rehearsal = release('--dry-run');
  assert.ok(rehearsal.ok, rehearsal.said);
  assert.match(rehearsal.said, /would build\nwould test\n.*would tag v2\.0\.0-rc\.1\n/s);
  assert.deepEqual(
    [git('rev-parse', 'HEAD'), git('status', '--porcelain'), git('tag')],
    [before, '', ''],
  );

  const { ok, said } = release();
  assert.ok(ok, said);
  assert.match(said, /built\n.*tested\n/s);
  assert.match(said, /npm publish .*--tag next/);
  const changes = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8');
  assert.match(
    changes,
    /^## 2\.0\.0-rc\.1 \(\d{4}-\d\d-\d\d\)\n\n- New\.\n\n## 1\.0\.0 \(2026-01-01\)$/m,
  );
  assert.equal(git('log', '-1', '--format=%s'), 'Version 2.0.0-rc.1');
  assert.equal(git('rev-parse', 'v2.0.0-rc.1^{commit}'), git('rev-parse', 'HEAD'));
  assert.equal(git('status', '--porcelain'), '');

  const again = release();
  assert.ok(!again.ok);
  assert.match(again.said, /there is a tag v2\.0\.0-rc\.1 already/);
});

test('refuses what cannot be released, and leaves all as it was', (t) => {
  /** @type {[reason: RegExp, files: Record<string, string>][]} */
  const cases = [
    [/CHANGELOG\.md begins with "## 1\.0\.0/, { 'CHANGELOG.md': '## 1.0.0 (2026-01-01)\n' }],
    [/"two" is no version/, { 'package.json': '{ "version": "two" }' }],
    [/build\.mjs failed/, { '.ci/build.mjs': 'process.exit(1);' }],
    [/test\.mjs failed/, { '.ci/test.mjs': 'process.exit(1);' }],
    [
      /undo these first:\n.*strange/,
      { '.ci/test.mjs': `(await import('node:fs')).writeFileSync('strange', '');` },
    ],
  ];
  for (const [reason, files] of cases) {
    const { git, release } = repository(t, files);
    const { ok, said } = release();
    assert.ok(!ok);
    assert.match(said, reason);
    assert.deepEqual([git('tag'), git('log', '--format=%s')], ['', 'first']);
    assert.match(git('diff'), /^$/);
  }
  const { folder, release } = repository(t);
  writeFileSync(join(folder, 'stray'), '');
  for (const args of [[], ['--dry-run']])
    assert.match(release(...args).said, /undo these first:\n\?\? stray/);
});

test('the workflow of the site calls scripts that there are', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const workflow = readFileSync(join(root, '.github/workflows/pages.yml'), 'utf8');
  const called = [...workflow.matchAll(/npm run (\S+)/g)].map(([, name = '']) => name);
  assert.deepEqual(called, ['build', 'docs']);
  for (const name of called) assert.ok(name in scripts, name);
  const { version } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  assert.equal(version, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
});
