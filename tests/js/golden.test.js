// Files of format 1 load in every version, and go on with the numbers that were recorded.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession, readTraining } from '../../wasm/index.js';
import { continued, golden } from './golden_cases.mjs';

/** @typedef {import('./golden_cases.mjs').Case} Case */
/** @typedef {import('./golden_cases.mjs').Continuation} Continuation */

/** @type {(Case & { expected: Continuation })[]} */
const cases = JSON.parse(await readFile(new URL('expected.json', golden), 'utf8'));

for (const one of cases)
  for (const engine of /** @type {const} */ (['simd', 'scalar']))
    test(`${one.file} goes on as recorded, ${engine}`, async () => {
      const bytes = await readFile(new URL(one.file, golden));
      const session = await createSession({ worker: false, engine });
      try {
        const model = await session.load(bytes);
        for (const [name, value] of Object.entries(one.settings))
          assert.equal(/** @type {any} */ (model.settings)[name], value, name);
        await (one.text
          ? session.loadText(one.text)
          : session.loadPairs(one.pairs ?? '', { minimum: 1 }));
        const { updates, notes } = await session.resume(bytes);
        assert.deepEqual([updates, notes], [one.updates, `golden — ${one.file} 🦓`]);
        assert.equal(readTraining(bytes)?.notes, notes);
        assert.deepEqual(await continued(session, one), one.expected);
      } finally {
        await session.dispose();
      }
    });
