// Equal seed, text and settings end in equal bytes, whatever compiled and ran the core: the native
// builds (tests/c/identity.c) against each other and against sessions under Node.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { hasFma } from '../../.ci/steps.mjs';
import { cases, text, textFile, trainedHash, updates } from './identity_cases.mjs';

const build = new URL('../../build/', import.meta.url);
const out = new URL('identity/', build);
mkdirSync(out, { recursive: true });

/** @param {string} preset @param {(typeof cases)[number]} one */
function nativeHash(preset, { name, settings }) {
  const program = fileURLToPath(new URL(`${preset}/identity`, build));
  const file = fileURLToPath(new URL(`${preset}-${name}.safetensors`, out));
  const assignments = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  execFileSync(program, [fileURLToPath(textFile), file, ...assignments, String(updates)]);
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

const index = new URL('../../wasm/index.js', import.meta.url).href;

for (const one of cases) {
  const { name, settings } = one;
  const expected = nativeHash('native', one);

  for (const preset of ['native-clang', 'native-asan'])
    test(`${name}: ${preset} equals native`, () => {
      assert.equal(nativeHash(preset, one), expected);
    });

  for (const engine of ['simd', 'scalar'])
    test(`${name}: wasm ${engine} under Node equals native`, async () => {
      const options = { engine, worker: false };
      assert.equal(await trainedHash({ index, options, text, settings, updates }), expected);
    });

  const skip = hasFma() ? false : 'this processor has no FMA';
  test(`${name}: wasm relaxed under Node equals native-fused`, { skip }, async () => {
    const options = { engine: 'relaxed', worker: false };
    const hash = await trainedHash({ index, options, text, settings, updates });
    assert.equal(hash, nativeHash('native-fused', one));
    assert.notEqual(hash, expected); // or nothing was fused
  });

  test(`${name}: another seed gives another model`, () => {
    const other = { name, settings: { ...settings, seed: 99 } };
    assert.notEqual(nativeHash('native', other), expected);
  });
}
