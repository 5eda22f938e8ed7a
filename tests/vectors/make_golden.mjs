// Makes the model files of format 1 in golden/, and what every later version must make of them:
// `node tests/vectors/make_golden.mjs`. Not to be run again for a format that was released: a version
// that gives other numbers would then go unnoticed.
import { mkdir, writeFile } from 'node:fs/promises';
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
];

await mkdir(golden, { recursive: true });
const expected = [];
for (const one of cases) {
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
await writeFile(new URL('expected.json', golden), `${JSON.stringify(expected, null, 2)}\n`);
