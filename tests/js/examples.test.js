// The programs of examples/ for Node; tests/browser/examples.test.js and installed.test.js run the others.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import test from 'node:test';

const root = resolve(import.meta.dirname, '../..');

/** @param {string[]} args */
function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

test('the sweep prints a table, the best first', () => {
  const table = run('examples/sweep.mjs', 'README.md', '3');
  const found = [...table.matchAll(/(\d+\.?\d*) +│$/gm)].map(([, perplexity]) =>
    Number(perplexity),
  );
  assert.equal(found.length, 9, table);
  assert.deepEqual(
    found,
    [...found].sort((a, b) => a - b),
  );
});

test('the model that is fed by hand knows its sentence', () => {
  assert.match(
    run('examples/read.mjs'),
    /^h {2} ?\d+ %$.*^the grey her\|on waits i$.*^the grey here\|.{10}$/ms,
  );
});
