// Vectors of 256 and 512 bits arrive at the bytes of 128: no sum depends on how many lanes there are. With hidden 512
// and more all shards run through the cells together, as long as a batch has rows.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { fusesWide, widths } from '../../.ci/steps.mjs';
import { cases, textFile } from './identity_cases.mjs';

const build = new URL('../../build/', import.meta.url);
const out = new URL('identity/', build);
mkdirSync(out, { recursive: true });

/** @typedef {Record<string, string | number>} Settings */
/** @typedef {[name: string, updates: number, settings: Settings]} Training */

const OPTIMIZERS = { rnn: ['sgd', 'adam'], gru: ['momentum', 'adamw'], lstm: ['rmsprop', 'adam'] };
/** Where rows, columns and units are no whole number of vectors, tiles or strips. */
const ODD = { hidden: 45, bidirectional: 'true', steps: 5, lr: 0.001 };

/** @type {Training[]} */
const small = [
  ...cases.map(({ name, settings }) => /** @type {Training} */ ([name, 10, settings])),
  ...Object.entries(OPTIMIZERS).flatMap(([cell, optimizers]) =>
    optimizers.map((optimizer, i) => {
      const settings = { ...ODD, cell, optimizer, layers: 1 + i, batch: 13 - 4 * i };
      return /** @type {Training} */ ([`${cell}, both directions, ${optimizer}`, 3, settings]);
    }),
  ),
];
/** @type {Training[]} */
const large = Object.entries({ rnn: 512, gru: 1024, lstm: 512 }).map(([cell, hidden]) => [
  `${cell}, hidden ${hidden}`,
  1,
  { cell, hidden, batch: 64, steps: 2 },
]);

/** The file that a build's trainer makes with vectors of so many bits. @param {string} preset @param {string} bits @param {Training} training */
function trained(preset, bits, [, updates, settings]) {
  const program = fileURLToPath(new URL(`${preset}/sluice-train`, build));
  const file = fileURLToPath(new URL(`${preset}-${bits}.safetensors`, out));
  const options = Object.entries({ ...settings, updates, out: file }).map(
    ([key, value]) => `--${key.replaceAll('_', '-')}=${value}`,
  );
  const args = [fileURLToPath(textFile), '--json', ...options];
  const env = { ...process.env, SLUICE_ISA: bits };
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env });
  assert.equal(status, 0, stderr);
  const wide = Number(bits) > 128 ? `-${bits}` : '';
  assert.match(stdout, new RegExp(`"engine":"native(-fused)?${wide}"`));
  return readFileSync(file);
}

/** By preset and name: what vectors of 128 bits arrive at. @type {Map<string, Buffer>} */
const references = new Map();

/** @param {string} preset @param {Training} training */
function expected(preset, training) {
  const key = `${preset} ${training[0]}`;
  const file = references.get(key) ?? trained(preset, '128', training);
  references.set(key, file);
  return file;
}

/** By preset: whose bytes it has, and its trainings; the sanitizers look on at the widest. @type {[preset: string, reference: string, trainings: Training[]][]} */
const builds = [
  ['native', 'native', [...small, ...large]],
  ['native-train', 'native-train', [...small, ...large]],
  ['native-asan', 'native', small],
];

for (const [preset, reference, trainings] of builds)
  for (const { width, runs } of widths()) {
    if (preset === 'native-asan' && width !== 512) continue;
    const able = runs && (preset !== 'native-train' || fusesWide());
    const skip = able ? false : `this processor has no vectors of ${width} bits, or no FMA`;
    test(`${preset}, ${width} bits: the bytes of 128 bits`, { skip }, async (t) => {
      for (const training of trainings)
        await t.test(training[0], () => {
          const wanted = expected(reference, training);
          assert.ok(wanted.equals(trained(preset, String(width), training)));
        });
    });
  }

test('fused multiply-adds are another arithmetic, and "plain" is without', {
  skip: !fusesWide() && 'this processor has no FMA, or no AVX2',
}, () => {
  for (const training of small.slice(0, 2)) {
    const separate = expected('native', training);
    assert.ok(!separate.equals(expected('native-train', training)));
    assert.ok(separate.equals(trained('native-train', 'plain', training)));
  }
});
