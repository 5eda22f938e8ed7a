import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { settingsFile, settingsTypes } from '../../.ci/settings-types.mjs';

test("the types of settings are those of the core's table", async () => {
  const written = await readFile(settingsFile, 'utf8');
  assert.equal(written, await settingsTypes(), 'node .ci/settings-types.mjs writes them anew');
});
