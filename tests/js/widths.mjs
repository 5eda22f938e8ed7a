// Vectors of 256 and 512 bits arrive at the bytes of 128: no sum depends on how many lanes there are. With hidden 512
// and more all shards run through the cells together, as long as a batch has rows.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { hasFma, widths } from '../../.ci/steps.mjs';
import { cases, textFile } from './identity_cases.mjs';

const build = new URL('../../build/', import.meta.url);
const out = new URL('identity/', build);
mkdirSync(out, { recursive: true });

/** @typedef {Record<string, string | number>} Settings */

const CELLS = ['rnn', 'gru', 'lstm'];
const OPTIMIZERS = ['sgd', 'momentum', 'rmsprop', 'adam', 'adamw'];
/** Where rows, columns and units are no whole number of vectors, tiles or strips. */
const ODD = { hidden: 45, batch: 13, steps: 9, lr: 0.01 };

/** Each with its updates. @type {[name: string, updates: number, settings: Settings][]} */
const trainings = [
  ...cases.map(
    ({ name, settings }) => /** @type {[string, number, Settings]} */ ([name, 30, settings]),
  ),
  ...CELLS.flatMap((cell) =>
    OPTIMIZERS.map(
      (optimizer, i) =>
        /** @type {[string, number, Settings]} */ ([
          `${cell}, both directions, ${optimizer}`,
          5,
          { ...ODD, cell, optimizer, bidirectional: 'true', layers: 1 + (i % 2), batch: 13 - i },
        ]),
    ),
  ),
  ...CELLS.flatMap((cell) =>
    (cell === 'gru' ? [512, 1024] : [512]).map(
      (hidden) =>
        /** @type {[string, number, Settings]} */ ([
          `${cell}, hidden ${hidden}`,
          1,
          { cell, hidden, batch: 64, steps: 2 },
        ]),
    ),
  ),
];

/** @param {string} program @param {number} updates @param {Settings} settings */
function trained(program, updates, settings) {
  const file = fileURLToPath(new URL(`${program.replaceAll('/', '-')}.safetensors`, out));
  const assignments = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  const path = fileURLToPath(new URL(program, build));
  execFileSync(path, [fileURLToPath(textFile), file, ...assignments, String(updates)]);
  return readFileSync(file);
}

const LARGE = trainings.filter(([, , { batch }]) => batch === 64);
/** By preset and name: what vectors of 128 bits arrive at. @type {Map<string, Buffer>} */
const references = new Map();

/** @param {string} preset @param {(typeof trainings)[number]} training */
function expected(preset, [name, ...training]) {
  const key = `${preset} ${name}`;
  const file = references.get(key) ?? trained(`${preset}/identity`, ...training);
  references.set(key, file);
  return file;
}

for (const preset of ['native', 'native-fused', 'native-asan'])
  for (const { width, runs } of widths()) {
    const checks = preset === 'native-asan'; // the sanitizers look on at the widest
    if (checks && width !== 512) continue;
    const skip = !runs || (preset === 'native-fused' && !hasFma());
    const reason = skip && 'this processor has no such vectors';
    test(`${preset}, ${width} bits: the bytes of 128 bits`, { skip: reason }, async (t) => {
      for (const training of checks ? trainings.filter((one) => !LARGE.includes(one)) : trainings) {
        const [name, ...rest] = training;
        const wanted = expected(checks ? 'native' : preset, training);
        await t.test(name, () => {
          assert.ok(wanted.equals(trained(`${preset}/identity-${width}`, ...rest)));
        });
      }
    });
  }
