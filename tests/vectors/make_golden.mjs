// Makes the model files of format 1 in golden/, and what every later version must make of them:
// `node tests/vectors/make_golden.mjs`. Those that are there stay as they are: a version that gives
// other numbers would otherwise go unnoticed.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createSession } from '../../wasm/index.js';
import { continued, golden } from '../js/golden_cases.mjs';

const text = 'the grey heron waits in the reeds, and the water goes by. '.repeat(12);
const pairs = 'go on\tva\nI won\tgagné\nstop here\tarrête toi\nhe ran\til court\nhi\tsalut\n';

/** @type {import('../js/golden_cases.mjs').Case[]} */
const cases = [
  {
    ...{ file: 'language.safetensors', text, updates: 40, until: 60 },
    settings: {
      ...{ cell: 'gru', hidden: 8, layers: 2, dropout: 0.1, batch: 3, steps: 7, init: 'xavier' },
      ...{ optimizer: 'adam', lr: 0.02, schedule: 'cosine', horizon: 80, validation: 0.1, seed: 7 },
    },
  },
  {
    ...{ file: 'translator.safetensors', pairs, updates: 20, until: 40 },
    settings: {
      ...{ cell: 'lstm', hidden: 6, embedding: 4, bidirectional: true, batch: 3, init: 'xavier' },
      ...{ optimizer: 'momentum', lr: 0.2, minimum: 1, teacher: 0.8, seed: 9 },
    },
  },
  {
    ...{ file: 'locked.safetensors', text, updates: 40, until: 60 },
    settings: {
      ...{ cell: 'lstm', hidden: 8, layers: 2, embedding: 5, batch: 4, shards: 2, steps: 7 },
      ...{ dropout_mask: 'window', dropout_input: 0.1, dropout: 0.2, dropout_output: 0.3 },
      ...{ dropconnect: 0.2, token_dropout: 0.1, init: 'xavier', optimizer: 'adamw', lr: 0.02 },
      ...{ average: 0.9, keep: 'best', patience: 9, validation: 0.1, seed: 11 },
    },
  },
];

await mkdir(golden, { recursive: true });
const table = new URL('expected.json', golden);
const expected = existsSync(table) ? JSON.parse(await readFile(table, 'utf8')) : [];
for (const one of cases) {
  if (existsSync(new URL(one.file, golden))) continue;
  const session = await createSession({ worker: false, engine: 'simd' });
  if (one.text) {
    await session.loadText(one.text);
    await session.createModel(one.settings);
  } else {
    await session.loadPairs(one.pairs ?? '', { minimum: 1 });
    await session.createTranslator(one.settings);
  }
  for await (const _ of session.train({ updates: one.updates }));
  const bytes = await session.save({ training: true, notes: `golden — ${one.file} 🦓` });
  await writeFile(new URL(one.file, golden), bytes);
  expected.push({ ...one, expected: await continued(session, one) });
  await session.dispose();
}
await writeFile(table, `${JSON.stringify(expected, null, 2)}\n`);
