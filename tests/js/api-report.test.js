// The interface of the package is the one that was last looked at.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { apiReport, REPORT } from '../../.ci/api-report.mjs';

test('the interface has not changed unseen', async () => {
  const [reviewed, present] = [await readFile(REPORT, 'utf8'), await apiReport()];
  assert.equal(present, reviewed, 'npm run api writes it anew: is each difference meant?');
});

test('every value is declared, and every declared value is there', async () => {
  const report = await apiReport();
  const [, values = ''] = /^## Values\n(.*?)\n\n/ms.exec(report) ?? [];
  const [, types = ''] = /^## wasm\/sluice\.d\.ts\n(.*?)\n\n## /ms.exec(report) ?? [];
  const declared = [...types.matchAll(/^export (?:declare )?(?:const|function|class) (\w+)/gm)];
  assert.deepEqual(
    [...new Set(declared.map(([, name]) => name))].sort(),
    values.split('\n').map((line) => line.trim()),
  );
});
