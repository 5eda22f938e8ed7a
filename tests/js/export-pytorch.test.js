import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createSession, exportModel } from '../../wasm/index.js';
import {
  deviation,
  fileOf,
  languageModel,
  languageVariants,
  logProbabilities,
  logSoftmax,
  nameOf,
  PASSAGE,
  pathsOf,
  SENTENCES,
  translationModel,
  translationVariants,
  vectors,
} from './export-models.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {{ continuation: string, tokens?: string[], logits: number[][] }} Use
 * @typedef {{ first: Use, second: Use, paddingGap?: number }} Outcome
 */

const LARGEST = 1e-5;
const EOS = 3;
/** Where the capitals of Latin, Greek, Cyrillic, Georgian and other letters are. */
const LETTERS = { from: 0x41, to: 0x3000 };
const PYTHON = '/usr/bin/python3';
const find = 'import importlib.util as u; exit(0 if u.find_spec("torch") else 1)';
const hasTorch = spawnSync(PYTHON, ['-c', find]).status === 0;
const skip = hasTorch ? false : "Debian's python3-torch is not installed";
const folder = await mkdtemp(join(tmpdir(), 'sluice-pytorch-'));
after(() => rm(folder, { recursive: true }));

/**
 * @param {string[]} args
 * @param {string} [input]
 * @returns {Promise<{ code: number, out: string, err: string }>}
 */
const run = (args, input = '') =>
  new Promise((resolve) => {
    const child = execFile(PYTHON, args, { maxBuffer: 2 ** 28 }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
    child.stdin?.end(input);
  });

/**
 * What a successful run prints.
 *
 * @param {string[]} args
 * @param {string} [input]
 */
async function python(args, input) {
  const { code, out, err } = await run(args, input);
  assert.equal(code, 0, err);
  return out;
}

/** @param {string} name */
const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * @param {Session} session
 * @param {string} name
 */
async function writeScript(session, name) {
  for (const file of exportModel(await session.save(), 'pytorch-script', { name })) {
    await writeFile(join(folder, file.name), file.bytes);
  }
  return join(folder, `${name}.py`);
}

/**
 * @param {Session} session
 * @param {Use} use
 */
async function comparesLanguage(session, { continuation, logits }) {
  let greedy = '';
  const drawing = { prompt: PASSAGE, length: 30, temperature: 0 };
  for await (const symbol of session.generate(drawing)) greedy += symbol;
  assert.equal(continuation, greedy);
  const expected = await logProbabilities(session, PASSAGE);
  const off = deviation(
    logits.map((row) => logSoftmax(row)),
    expected,
  );
  assert.ok(off < LARGEST, `off by ${off}`);
}

/**
 * The distribution of each token of the likeliest translation, as a beam of all tokens sees it.
 *
 * @param {Session} session
 * @param {string} sentence
 * @param {Use} use
 */
async function comparesTranslation(session, sentence, { continuation, tokens = [], logits }) {
  const { vocabulary } = await session.info();
  const greedy = await session.translate(sentence);
  assert.deepEqual([continuation, tokens], [greedy.text, greedy.tokens]);
  const rows = logits.map((row) => logSoftmax(row, EOS));
  const ids = tokens.map((token) => vocabulary.indexOf(token));
  const sum = rows.reduce((total, row, t) => total + (row[ids[t] ?? -1] ?? Number.NaN), 0);
  assert.ok(Math.abs(sum - greedy.logProbability) < LARGEST);
  const { tree } = await session.translate(sentence, { width: vocabulary.length - EOS });
  const first = pathsOf(tree).filter((path) => path.tokens.length === 1);
  assert.equal(first.length, vocabulary.length - EOS);
  for (const {
    tokens: [token = ''],
    logProbability,
  } of first) {
    const own = rows[0]?.[vocabulary.indexOf(token)] ?? Number.NaN;
    assert.ok(Math.abs(own - logProbability) < LARGEST, `${token}: ${own} ${logProbability}`);
  }
}

test('exported scripts say what Sluice says, train on in PyTorch, and come back', {
  skip,
}, async (t) => {
  const variants = [
    ...languageVariants.map((settings) => ({ settings, kind: 'language', text: PASSAGE })),
    ...translationVariants.map((settings) => ({
      settings,
      kind: 'translation',
      text: SENTENCES[1] ?? '',
    })),
  ];
  const sessions = await Promise.all(
    variants.map(({ kind, settings }) =>
      (kind === 'language' ? languageModel : translationModel)(settings),
    ),
  );
  const jobs = await Promise.all(
    variants.map(async ({ kind, text }, i) => ({
      ...{ script: await writeScript(/** @type {Session} */ (sessions[i]), `m${i}`), kind, text },
      ...{ length: 30, retrained: join(folder, `r${i}.safetensors`) },
    })),
  );
  /** @type {Outcome[]} */
  const outcomes = JSON.parse(await python([pathOf('pytorch_scripts.py')], JSON.stringify(jobs)));
  for (const [i, { kind, settings, text }] of variants.entries()) {
    await t.test(`${kind}: ${nameOf(settings)}`, async () => {
      const session = /** @type {Session} */ (sessions[i]);
      const { first, second, paddingGap = 0 } = /** @type {Outcome} */ (outcomes[i]);
      const compare = (/** @type {Use} */ use) =>
        kind === 'language'
          ? comparesLanguage(session, use)
          : comparesTranslation(session, text, use);
      await compare(first);
      assert.ok(paddingGap < 1e-6);
      await session.load(await readFile(join(folder, `r${i}.safetensors`)));
      assert.ok(deviation(second.logits.slice(0, 1), first.logits.slice(0, 1)) > 1e-3);
      await compare(second);
      await session.dispose();
    });
  }
});

test('an exported script is a command', { skip }, async () => {
  const session = await languageModel({ cell: 'gru', normalize: 'd2l' });
  const script = await writeScript(session, 'command');
  const prompt = 'The HERON,\n and!';
  let greedy = '';
  for await (const symbol of session.generate({ prompt, length: 12, temperature: 0 })) {
    greedy += symbol;
  }
  const same = join(folder, 'same.safetensors');
  const [drawn, logits, stranger] = await Promise.all([
    python([script, prompt, '--length', '12']),
    python([script, prompt, '--logits']),
    run([script, 'the x']),
    python([script, '--save', same]),
  ]);
  assert.equal(drawn, `${greedy}\n`);
  const rows = JSON.parse(logits).map((/** @type {number[]} */ row) => logSoftmax(row));
  assert.ok(deviation(rows, await logProbabilities(session, prompt)) < LARGEST);
  assert.deepEqual([stranger.code, stranger.out], [1, '']);
  assert.match(stranger.err, /never saw 'x'/);
  const saved = await session.save();
  await session.load(await readFile(same));
  assert.deepEqual(await session.save(), saved);
  await session.dispose();
});

test('an exported translator is a command', { skip }, async () => {
  const session = await translationModel({ cell: 'lstm' });
  const script = await writeScript(session, 'translator');
  const sentences = ['Go\u00a0.', ' HE,is  calm.', 'go go go go go go go go go go go go'];
  const all = `
import json, pathlib, translator
model, note = translator.load(pathlib.Path(translator.__file__).with_suffix('.safetensors'))
def use(sentence):
    tokens, logits = translator.translate(model, note, sentence)
    return {'continuation': translator.join(tokens), 'tokens': tokens, 'logits': logits}
print(json.dumps({
    'uses': [use(sentence) for sentence in ${JSON.stringify(sentences)}],
    'cut': translator.cut(' '.join(map(chr, range(${LETTERS.from}, ${LETTERS.to})))),
}))`;
  const [first = ''] = sentences;
  const [printed, answers] = await Promise.all([
    python([script, first]),
    python(['-c', `import sys; sys.path.insert(0, ${JSON.stringify(folder)})${all}`]),
  ]);
  assert.equal(printed, `${(await session.translate(first)).text}\n`);
  const { uses, cut } = JSON.parse(answers);
  for (const [i, use] of uses.entries()) {
    await comparesTranslation(session, sentences[i] ?? '', use);
  }
  const count = LETTERS.to - LETTERS.from;
  const letters = Array.from({ length: count }, (_, i) => String.fromCodePoint(LETTERS.from + i));
  assert.deepEqual([cut], await session.cut([letters.join(' ')]));
  await session.dispose();
});

/**
 * @param {import('./export-models.js').Vector} vector
 * @param {Uint8Array} bytes of its file
 */
async function comparesVector({ note, expected }, bytes) {
  const session = await createSession({ worker: false, engine: 'simd' });
  await session.load(bytes);
  if (note.kind === 'translation') await comparesForced(session, expected);
  else {
    const logits = expected.logits.map((row) => logSoftmax(row));
    const off = deviation(await logProbabilities(session, expected.text), logits);
    assert.ok(off < LARGEST, `${nameOf(note.settings)}: off by ${off}`);
  }
  await session.dispose();
}

/**
 * What follows the target tokens that PyTorch was given, as far as a wide beam went along them.
 *
 * @param {Session} session
 * @param {import('./export-models.js').TranslationExpectation} expected
 */
async function comparesForced(session, { sentences, inputs, logits }) {
  const { vocabulary } = await session.info();
  const given = inputs.slice(1);
  for (const [i, sentence] of sentences.entries()) {
    const rows = (logits[i] ?? []).map((row) => logSoftmax(row, EOS));
    const { tree } = await session.translate(sentence, { width: 64 });
    const along = pathsOf(tree)
      .map(({ tokens, ...rest }) => ({ ids: tokens.map((t) => vocabulary.indexOf(t)), ...rest }))
      .filter(({ ids }) => ids.slice(0, -1).every((id, t) => id === given[t]));
    assert.ok(along.length >= 3 * (vocabulary.length - EOS), `${along.length} paths`);
    for (const { ids, logProbability } of along) {
      const sum = ids.reduce((total, id, t) => total + (rows[t]?.[id] ?? Number.NaN), 0);
      assert.ok(Math.abs(sum - logProbability) < LARGEST, `${ids}: ${sum - logProbability}`);
    }
  }
}

test('Sluice loads what PyTorch trained, and predicts the same', async () => {
  for (const vector of await vectors()) await comparesVector(vector, fileOf(vector));
});

test('... and as a file that Python wrote', { skip }, async () => {
  const printed = await python([pathOf('../vectors/make_export.py'), folder]);
  /** @type {import('./export-models.js').Vector[]} */
  const fresh = JSON.parse(printed);
  for (const [i, vector] of fresh.entries()) {
    await comparesVector(vector, await readFile(join(folder, `${i}.safetensors`)));
  }
});
