// Equal seed, text and settings end in equal bytes, whatever compiled and ran the core: the native
// builds (tests/c/identity.c) against each other and against sessions under Node.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { fusesWide } from '../../.ci/steps.mjs';
import { createSession } from '../../wasm/index.js';
import { cases, text, textFile, trainedHash, updates } from './identity_cases.mjs';

const build = new URL('../../build/', import.meta.url);
const out = new URL('identity/', build);
mkdirSync(out, { recursive: true });

/** @typedef {(typeof cases)[number]} Case */

/**
 * @param {string} preset
 * @param {Case} one
 * @param {number} [last] update
 * @param {URL} [from] file to go on from
 */
function nativeFile(preset, { name, settings }, last = updates, from) {
  const program = fileURLToPath(new URL(`${preset}/identity`, build));
  const file = new URL(`${preset}-${name}-${last}${from ? '-resumed' : ''}.safetensors`, out);
  const assignments = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  const more = from ? [fileURLToPath(from)] : [];
  const args = [
    fileURLToPath(textFile),
    fileURLToPath(file),
    ...assignments,
    String(last),
    ...more,
  ];
  execFileSync(program, args);
  return file;
}

/** @param {string} preset @param {Case} one */
const nativeHash = (preset, one) => hashOf(readFileSync(nativeFile(preset, one)));

/** @param {Uint8Array} bytes */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * A session's training, from the start or from a file.
 *
 * @param {Case} one
 * @param {number} last update
 * @param {Uint8Array} [from]
 */
async function sessionFile({ settings }, last, from) {
  const session = await createSession({ engine: 'simd', worker: false });
  const { normalize = 'none' } = settings;
  await session.loadText(text, { normalize: /** @type {any} */ (normalize) });
  await (from ? session.resume(from) : session.createModel(settings));
  for await (const _ of session.train({ updates: last }));
  const bytes = await session.save({ training: true });
  await session.dispose();
  return bytes;
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

  test(`${name}: saved natively, resumed in wasm; and the other way round`, async () => {
    const half = updates / 2 + 7;
    const native = readFileSync(nativeFile('native', one, half));
    assert.equal(hashOf(await sessionFile(one, updates, native)), expected);
    const wasm = new URL(`wasm-${name}-${half}.safetensors`, out);
    writeFileSync(wasm, await sessionFile(one, half));
    assert.ok(native.equals(readFileSync(wasm)));
    assert.equal(hashOf(readFileSync(nativeFile('native', one, updates, wasm))), expected);
  });

  const skip = fusesWide() ? false : 'this processor lacks FMA or AVX2';
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
