// Makes a release of the version in package.json: builds, tests, writes the date into CHANGELOG.md, commits, tags.
// `node .ci/release.mjs`, or `... --dry-run` to be told what that would do. It pushes and publishes nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const CHANGES = join(root, 'CHANGELOG.md');
const isRehearsal = process.argv.includes('--dry-run');

/** @param {string[]} args @returns {string} what git prints */
function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr.trim()}`);
  return stdout.trim();
}

/** @param {string} script of this folder */
function runScript(script) {
  const { status } = spawnSync(process.execPath, [join('.ci', script)], {
    ...{ cwd: root, stdio: 'inherit' },
  });
  if (status !== 0) throw new Error(`${script} failed: nothing is released`);
}

function refuseDirtyTree() {
  const changed = git('status', '--porcelain');
  if (changed) throw new Error(`commit or undo these first:\n${changed}`);
}

/** The heading of a version in CHANGELOG.md, until it has a date. @param {string} version */
const headingOf = (version) => `## ${version} (unreleased)`;

/** What keeps the version from being released. @param {string} version @param {string} tag */
function refuse(version, tag) {
  refuseDirtyTree();
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    throw new Error(`package.json: "${version}" is no version`);
  if (git('tag', '--list', tag)) throw new Error(`there is a tag ${tag} already`);
  const [first = ''] = readFileSync(CHANGES, 'utf8').match(/^## .*$/m) ?? [];
  if (first !== headingOf(version))
    throw new Error(`CHANGELOG.md begins with "${first}", not with "${headingOf(version)}"`);
}

/** @param {string} version @param {string} date */
function writeDate(version, date) {
  const changes = readFileSync(CHANGES, 'utf8');
  writeFileSync(CHANGES, changes.replace(headingOf(version), `## ${version} (${date})`));
}

function release() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const tag = `v${version}`;
  const date = new Date().toISOString().slice(0, 10);
  refuse(version, tag);
  /** @type {[what: string, work: () => void][]} */
  const steps = [
    ['build', () => runScript('build.mjs')],
    ['test', () => runScript('test.mjs')],
    ['look whether building and testing have changed a file', refuseDirtyTree],
    [`write ${date} into CHANGELOG.md`, () => writeDate(version, date)],
    [
      `commit "Version ${version}"`,
      () => git('commit', '--all', '--message', `Version ${version}`),
    ],
    [`tag ${tag}`, () => git('tag', '--annotate', tag, '--message', `Version ${version}`)],
  ];
  for (const [what, work] of steps) {
    console.log(isRehearsal ? `would ${what}` : what);
    if (!isRehearsal) work();
  }
  const channel = version.includes('-') ? ' --tag next' : '';
  console.log(
    `then, by hand: git push --follow-tags; npm publish --ignore-scripts=false${channel}`,
  );
}

try {
  release();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
