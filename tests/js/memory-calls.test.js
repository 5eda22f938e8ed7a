// That tests/c/memory_test.c, which cannot read files, lets memory run out in every function that can
// fail: those of the public header that take an sl_error.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

/** The first groups of all matches, sorted. @param {string} file @param {RegExp} pattern */
async function namesIn(file, pattern) {
  const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(pattern)].map(([, name]) => name).sort();
}

test('memory runs out in every public function that can fail', async () => {
  const fail = await namesIn('src/sluice.h', /\bsl_(\w+)\([^();]*\bsl_error \*\w+\)/g);
  const tested = await namesIn('tests/c/memory_test.c', /^ +CALL\((\w+),/gm);
  assert.ok(fail.length > 40, `only ${fail.length} found`);
  assert.deepEqual(tested, fail);
});
