// What the command line says of texts, pairs and figures that are not what they seem.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession, readTraining } from '../../wasm/index.js';
import { events, openFolder } from './run-cli.js';

const { sluice } = await openFolder();

const WHO = [
  ['i', 'je'],
  ['you', 'tu'],
  ['we', 'nous'],
  ['they', 'ils'],
];
const DO = [
  ['see', 'vois'],
  ['eat', 'mange'],
  ['like', 'aime'],
  ['want', 'veux'],
  ['sell', 'vends'],
];
const WHAT = [
  ['bread', 'pain'],
  ['milk', 'lait'],
  ['tea', 'the'],
  ['fish', 'poisson'],
];
const PAIRS = WHO.flatMap(([i, je]) =>
  DO.flatMap(([see, vois]) =>
    WHAT.map(([bread, pain]) => `${i} ${see} ${bread}.\t${je} ${vois} ${pain}.`),
  ),
);
const TEXT = `${'the small river runs past a mill and seven boats\n'.repeat(60)}`;
const TINY = ['--hidden', '8', '--batch', '4', '--steps', '8'];
await writeFile('pairs.tsv', PAIRS.join('\n'));
await writeFile('text.txt', TEXT);

/** @param {string} name @param {string[]} options */
async function trained(name, ...options) {
  const run = await sluice([
    'train',
    'text.txt',
    ...TINY,
    '--updates',
    '20',
    '--out',
    name,
    ...options,
  ]);
  assert.equal(run.code, 0, run.err);
  return run;
}

test('translate evaluate: the same figures however the lines end, perplexity among them', async () => {
  const model = ['translate', 'train', 'pairs.tsv', '--epochs', '40', '--out', 'ends.st'];
  assert.equal((await sluice(model)).code, 0);
  const figures = await sluice(['translate', 'evaluate', 'ends.st', 'pairs.tsv', '--json']);
  const [scores] = events(figures);
  assert.equal(scores.perplexity, Math.exp(scores.loss));
  assert.ok(scores.exact > 20 && scores.bleu4 > 0.4, figures.out);
  for (const end of ['\r\n', '\r', '\r\r\n', '\n \n\n']) {
    await writeFile('ends.tsv', PAIRS.join(end) + end);
    const run = await sluice(['translate', 'evaluate', 'ends.st', 'ends.tsv', '--json']);
    assert.deepEqual([run.code, run.out, run.err], [0, figures.out, ''], JSON.stringify(end));
  }
  const others = 'i see tea.\tje vois le the.\nwe sell sand.\tnous vends sable.\n';
  await writeFile('others.tsv', others);
  const run = await sluice(['translate', 'evaluate', 'ends.st', 'others.tsv']);
  assert.match(run.err, /^1 of 8 \(12\.5%\) source tokens and 2 of 9 .* target tokens are <unk>/);
});

test('translate run: lines end in any way, and an empty sentence has all fields', async () => {
  await sluice(['translate', 'train', 'pairs.tsv', '--epochs', '2', '--out', 'run.st']);
  const lines = await sluice(['translate', 'run', 'run.st', 'i see tea.', '', 'we eat fish.']);
  for (const input of [
    'i see tea.\n\nwe eat fish.',
    'i see tea.\r\r\n\r\nwe eat fish.\r\n',
    'i see tea.\r\rwe eat fish.\r',
  ]) {
    const run = await sluice(['translate', 'run', 'run.st'], { input });
    assert.deepEqual([run.code, run.out], [0, lines.out], JSON.stringify(input));
  }
  for (const how of [[], ['--temperature', '1']]) {
    const run = await sluice(['translate', 'run', 'run.st', '', 'i see tea.', '--json', ...how]);
    const [nothing, some] = events(run);
    assert.deepEqual(Object.keys(nothing).sort(), Object.keys(some).sort());
    assert.deepEqual([nothing.text, nothing.tokens, nothing.score], ['', [], 0]);
  }
});

test('translate train: says before training what becomes <unk> and what is cut off', async () => {
  const rare = [...PAIRS, 'one two.\tun deux trois.'].join('\n');
  await writeFile('rare.tsv', rare);
  const some = await sluice(['translate', 'train', 'rare.tsv', '--epochs', '1', '--json']);
  assert.equal(some.code, 0);
  assert.match(some.err, /^2 of 323 \(0\.6%\) source tokens and 3 of 324 .*--minimum 1 .*char/);
  const numbered = Array.from({ length: 30 }, (_, i) => `go on ${i}\t第${i}`).join('\n');
  await writeFile('numbered.tsv', numbered);
  const none = await sluice(['translate', 'train', 'numbered.tsv', '--epochs', '1']);
  assert.deepEqual([none.code, none.out], [1, '']);
  assert.match(
    none.err,
    /numbered\.tsv: no token of the target sentences occurs 2 times.*minimum to 1/,
  );
  const char = ['translate', 'train', 'pairs.tsv', '--tokens', 'char', '--epochs', '1', '--json'];
  const cut = await sluice([...char, '--steps', '10']);
  assert.match(
    cut.err,
    /^80 of 80 source sentences and 80 of 80 target sentences are longer than 10 /,
  );
  const usual = await sluice([...char, '--out', 'char.st']);
  assert.deepEqual([usual.code, usual.err], [0, '']);
  assert.equal(readTraining(await readFile('char.st'))?.settings.steps, 60);
  const held = await sluice([
    'translate',
    'train',
    'pairs.tsv',
    '--validation',
    '0.001',
    '--updates',
    '1',
  ]);
  assert.match(held.err, /--validation 0\.001 of 80 pairs holds back none.* give 0\.0125 or more/);
});

test('train: lines that end in different ways', async () => {
  await writeFile('mixed.txt', TEXT.replace('\n', '\r\n').replace('mill and', 'mill\rand'));
  const mixed = await sluice(['train', 'mixed.txt', ...TINY, '--updates', '1', '--json']);
  assert.match(mixed.err, /different ways \(59 with LF, 1 with CR LF, 1 with CR\)/);
  const d2l = ['train', 'mixed.txt', ...TINY, '--updates', '1', '--json', '--normalize', 'd2l'];
  assert.equal((await sluice(d2l)).err, '');
});

test('evaluate, generate: a bidirectional model has its caveat', async () => {
  await trained('both.st', '--bidirectional');
  await trained('one-way.st');
  const text = await sluice(['evaluate', 'both.st', 'text.txt']);
  assert.match(text.out, /caveat +a bidirectional model .* does not measure prediction/);
  const [json] = events(await sluice(['evaluate', 'both.st', 'text.txt', '--json']));
  assert.match(json.caveat, /does not measure prediction/);
  const drawn = await sluice(['generate', 'both.st', '--length', '9']);
  assert.match(drawn.err, /^a bidirectional model learned with the symbols that follow in sight/);
  assert.doesNotMatch((await sluice(['evaluate', 'one-way.st', 'text.txt'])).out, /caveat/);
  assert.equal((await sluice(['generate', 'one-way.st', '--length', '9'])).err, '');
});

test('train --resume: reads the part of the text or of the pairs that it began with', async () => {
  await trained('part.st', '--max-tokens', '800');
  assert.equal(readTraining(await readFile('part.st'))?.most, 800);
  await sluice([
    'train',
    'text.txt',
    ...TINY,
    '--max-tokens',
    '800',
    '--updates',
    '30',
    '--out',
    'all.st',
  ]);
  const resumed = ['train', 'text.txt', '--resume', 'part.st', '--updates', '30'];
  const run = await sluice([...resumed, '--out', 'again.st']);
  assert.equal(run.code, 0, run.err);
  assert.deepEqual(await readFile('again.st'), await readFile('all.st'));
  assert.equal((await sluice([...resumed, '--max-tokens', '800'])).code, 0);
  const other = await sluice([...resumed, '--max-tokens', '700']);
  assert.deepEqual([other.code, other.out], [2, '']);
  assert.match(other.err, /max-tokens 800.* leave out --max-tokens 700/);
  const pairs = ['translate', 'train', 'pairs.tsv', '--updates'];
  await sluice([...pairs, '2', '--max-pairs', '30', '--out', 'thirty.st']);
  const more = await sluice([...pairs, '3', '--resume', 'thirty.st']);
  assert.equal(more.code, 0, more.err);
  const session = await createSession();
  await session.loadText(TEXT, { maxTokens: 800 });
  await session.resume(await readFile('part.st'));
  await session.dispose();
});

test('train: a loss that blows up ends with exit 1, its reason, and JSON without infinity', async () => {
  const args = ['train', 'text.txt', ...TINY, '--lr', '1000', '--clip', '0', '--validation', '0.1'];
  const run = await sluice([...args, '--updates', '100', '--json', '--out', 'blown.st']);
  assert.equal(run.code, 1);
  assert.match(
    run.err,
    /^sluice: the loss has blown up by update 100: .* Begin again with --clip 1\n$/,
  );
  const done = events(run).at(-1);
  assert.deepEqual([done.event, done.diverged, 'perplexity' in done], ['done', true, false]);
  assert.ok(Number.isFinite(done.loss));
  assert.doesNotMatch(run.out, /null|e\+308/);
  const [measured] = events(await sluice(['evaluate', 'blown.st', 'text.txt', '--json']));
  assert.deepEqual([measured.diverged, 'perplexity' in measured], [true, false]);
  const talk = await sluice([...args, '--updates', '100']);
  assert.deepEqual([talk.code, talk.out], [1, '']);
});

test('generate, info: what nobody sees is named', async () => {
  const text = 'caf\u00e9 \u202ea\u0007\u2028\u{e0041}\u007f zero\n'.repeat(40);
  await writeFile('odd.txt', text);
  await sluice(['train', 'odd.txt', ...TINY, '--updates', '1', '--out', 'odd.st']);
  const info = await sluice(['info', 'odd.st']);
  const vocabulary = info.out.split('\n').find((line) => line.includes('vocabulary'));
  assert.match(vocabulary ?? '', /\\u0007\\n aceforz\\u007fé\\u2028\\u202e\\u\{e0041\}$/);
  for (const [prompt, name] of [
    ['a\u00a0b', /U\+00A0, no-break space \(symbol 2/],
    ['\u200b', /U\+200B, zero width space \(symbol 1/],
    ['cx\u0301', /"x" \(symbol 2/],
  ]) {
    const run = await sluice(['generate', 'odd.st', '--prompt', String(prompt)]);
    assert.equal(run.code, 1);
    assert.match(run.err, /** @type {RegExp} */ (name));
  }
  const composed = await sluice(['generate', 'odd.st', '--prompt', 'caf\u00e9', '--length', '5']);
  const apart = await sluice(['generate', 'odd.st', '--prompt', 'cafe\u0301', '--length', '5']);
  assert.deepEqual([apart.code, apart.out], [0, composed.out]);
});

const SCHEDULED = ['--schedule', 'cosine', '--epochs', '2'];

test('errors name the file that they are about', async () => {
  await trained('good.st');
  await writeFile('nul.tsv', 'a\tb\0c\n');
  await writeFile('blank.tsv', '  \n\t\n');
  await writeFile('short.txt', 'ab');
  await writeFile('bad.st', 'no model at all, but of some length');
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [['translate', 'train', 'nul.tsv'], /^sluice: nul\.tsv: line 1 holds a NUL: .*binary/],
    [['translate', 'train', 'blank.tsv'], /^sluice: blank\.tsv: there are no pairs/],
    [['train', 'nul.tsv'], /^sluice: nul\.tsv: byte 0x00 at offset 3/],
    [['train', 'short.txt'], /\nsluice: short\.txt: the text is too short/],
    [['train', 'short.txt', ...SCHEDULED], /\nsluice: short\.txt: the text is too short/],
    [['train', 'text.txt', '--resume', 'bad.st', '--updates', '9'], /^sluice: bad\.st: /],
    [['train', 'short.txt', '--resume', 'good.st', '--updates', '30'], /^sluice: short\.txt: /],
    [['evaluate', 'bad.st', 'text.txt'], /^sluice: bad\.st: /],
    [['evaluate', 'good.st', 'nul.tsv'], /^sluice: nul\.tsv: byte 0x00/],
    [['info', 'bad.st'], /^sluice: bad\.st: /],
    [['generate', 'bad.st'], /^sluice: bad\.st: /],
  ])) {
    const run = await sluice(args);
    assert.deepEqual([run.code, run.out], [1, ''], args.join(' '));
    assert.match(run.err, message);
  }
  const stdin = await sluice(['train', '-'], { input: 'a\0' });
  assert.match(stdin.err, /^sluice: stdin: byte 0x00 at offset 1/);
});
