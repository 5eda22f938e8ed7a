import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { events, interrupt, openFolder } from './run-cli.js';

const { inFolder, sluice } = await openFolder();
const table = inFolder('pairs.tsv');
// What follows a further tab is ignored, and so are empty lines.
const lines = ['Go.\tVa !\tCC-BY', 'I lost.\tJ’ai perdu.', 'He’s calm.\tIl est calme.'];
const more = ['I’m home.\tJe suis chez moi.', '', 'Oh no!\tOh non !'];
await writeFile(table, [...lines, ...more].join('\n'));
const TINY = ['--batch', '3', '--minimum', '1', '--dropout', '0', '--lr', '0.02'];

/** @param {string} name */
async function trained(name, epochs = 80) {
  const out = inFolder(name);
  const args = ['translate', 'train', table, ...TINY, '--epochs', String(epochs), '--out', out];
  const run = await sluice([...args, '--json']);
  assert.deepEqual([run.code, run.err], [0, '']);
  return out;
}

test('translate train: progress to stderr, samples to stdout, the model to --out', async () => {
  const out = inFolder('talk');
  const args = ['translate', 'train', '-', ...TINY, '--epochs', '80', '--out', out];
  const run = await sluice(args, { input: await readFile(table, 'utf8') });
  assert.equal(run.code, 0, run.err);
  assert.match(run.err, /5 pairs, 15 and 18 distinct tokens/);
  assert.match(run.err, /update 160 {2}epoch 80 {2}perplexity 1\.\d+ /);
  assert.equal(
    run.out,
    'Go.\tva !\nI lost.\tj’ai perdu .\nHe’s calm.\til est calme .\nI’m home.\tje suis chez moi .\n',
  );
  const info = JSON.parse((await sluice(['info', out, '--json'])).out);
  assert.deepEqual([info.kind, info.updates, info.tokens], ['translation', 160, 80 * 22]);
  assert.match((await sluice(['info', out])).out, /kind +translation\n/);
});

test("translate train: the book's settings are the defaults", async () => {
  const out = inFolder('classic');
  const run = await sluice(['translate', 'train', table, '--updates', '1', '--out', out]);
  assert.equal(run.code, 0, run.err);
  const { settings } = JSON.parse((await sluice(['info', out, '--json'])).out);
  const { cell, layers, hidden, embedding, dropout, batch, steps, optimizer, lr, clip } = settings;
  assert.deepEqual(
    [cell, layers, hidden, embedding, dropout, batch, steps, optimizer, lr, clip],
    ['gru', 2, 32, 32, 0.1, 64, 10, 'adam', 0.005, 1],
  );
  assert.deepEqual(
    [settings.init, settings.tokens, settings.minimum, settings.teacher],
    ['xavier', 'word', 2, 1],
  );
  const help = await sluice(['translate', 'train', '--help']);
  assert.match(help.out, /^Usage: sluice translate train FILE\|- /);
  assert.match(help.out, /Dive into\s+Deep Learning/);
  for (const option of [
    'hidden N [^-]*\\[32\\]',
    'steps N .*cut off; 60 with\\s+--tokens char \\[10\\]',
    'lr X[^-]*\\[0\\.005\\]',
    'embedding N [^-]*\\[32\\]',
    'dropout-mask step.window [^-]*once for a\\s+sentence',
  ]) {
    assert.match(help.out, new RegExp(`--${option}`));
  }
  assert.doesNotMatch(help.out, /--normalize|--order/);
  assert.ok(help.out.split('\n').every((line) => line.length <= 100));
});

test('translate train --json: events, the held-out pairs measured, reproducible', async () => {
  const args = ['translate', 'train', table, ...TINY, '--validation', '0.2', '--bidirectional'];
  const options = ['--max-pairs', '4', '--teacher', '0.5', '--schedule', 'step', '--cell', 'lstm'];
  const out = inFolder('json');
  const run = await sluice([...args, ...options, '--epochs', '20', '--json', '--out', out]);
  assert.equal(run.code, 0);
  assert.match(run.err, /^--validation 0.2 of 4 pairs holds back none, .* give 0\.25 or more\n$/);
  const all = events(run);
  const done = all.pop();
  assert.deepEqual(
    all.map(({ event, epoch, update }) => [event, epoch, update]),
    Array.from({ length: 20 }, (_, i) => ['progress', i + 1, 2 * (i + 1)]),
  );
  assert.deepEqual([done.event, done.update, done.workers], ['done', 40, 1]);
  const { settings, tokens } = JSON.parse((await sluice(['info', out, '--json'])).out);
  assert.deepEqual([settings.horizon, tokens], [40, 20 * (3 + 4 + 5 + 6)]);
  const again = await sluice([...args, ...options, '--epochs', '20', '--json']);
  assert.equal(events(again).at(-1).loss, done.loss);
  const held = await sluice([...args, '--epochs', '5', '--json', '--engine', 'simd']);
  const last = events(held).at(-1);
  assert.ok(last.validation_perplexity > 1 && last.engine === 'simd');
});

test('translate run: sentences given, or the lines of stdin', async () => {
  const model = await trained('run');
  const given = await sluice(['translate', 'run', model, 'Oh no !', 'GO.']);
  assert.deepEqual([given.code, given.out, given.err], [0, 'oh non !\nva !\n', '']);
  const input = 'I lost.\r\n\nHe’s calm.';
  const piped = await sluice(['translate', 'run', model, '--beam', '3'], { input });
  assert.deepEqual([piped.code, piped.out], [0, 'j’ai perdu .\n\nil est calme .\n']);
});

test('translate run --json: all hypotheses and the tree, or what was drawn', async () => {
  const model = await trained('search', 5);
  const args = ['translate', 'run', model, 'I lost.', '--json'];
  const [found] = events(await sluice([...args, '--beam', '3', '--alpha', '0.5']));
  assert.deepEqual([found.source, found.hypotheses[0].text], ['I lost.', found.text]);
  assert.ok(found.tree.length > 3 && found.hypotheses.length >= 3);
  for (const { log_probability, score, tokens } of found.hypotheses) {
    assert.ok(Math.abs(score - log_probability / Math.sqrt(tokens.length)) < 1e-9);
  }
  const drawing = [...args, '--temperature', '2'];
  const [drawn] = events(await sluice([...drawing, '--seed', '5']));
  assert.deepEqual(Object.keys(drawn), ['source', 'text', 'tokens', 'log_probability', 'score']);
  assert.deepEqual(events(await sluice([...drawing, '--seed', '5'])), [drawn]);
  const others = await Promise.all(
    ['6', '7', '8'].map((seed) => sluice([...drawing, '--seed', seed])),
  );
  assert.ok(others.some((other) => events(other)[0].text !== drawn.text));
});

test('translate evaluate: each score by its name', async () => {
  const model = await trained('evaluate');
  const own = await sluice(['translate', 'evaluate', model, table, '--json']);
  assert.deepEqual([own.code, own.err], [0, '']);
  const scores = JSON.parse(own.out);
  assert.deepEqual(
    [scores.pairs, scores.tokens, scores.exact, scores.bleu4, scores.book_bleu2],
    [5, 22, 5, 1, 1],
  );
  assert.ok(scores.loss > 0 && scores.loss < 0.2);
  // "va !" against "va là !": 2 of 2 words, 0 of 1 pairs; "oh non !" against itself
  const input = 'Go.\tVa là !\nOh no!\tOh non!\n\n';
  const other = await sluice(['translate', 'evaluate', model, '-', '--beam', '2'], { input });
  assert.equal(other.code, 0);
  assert.match(other.out, /^loss {8}[\d.]+ nats per target token\nperplexity +[\d.]+\n/);
  assert.match(other.out, /^tokens +8\nexact +1 of 2 translations$/m);
  assert.match(other.out, /^BLEU-4 +0\.0000 \(corpus, standard\)$/m);
  assert.match(other.out, /^book's BLEU +0\.5000 \(mean over sentences, k = 2\)$/m);
  const cut = await sluice(['translate', 'evaluate', model, table, '--max-pairs', '2', '--json']);
  assert.deepEqual([JSON.parse(cut.out).pairs, JSON.parse(cut.out).tokens], [2, 7]);
});

test('translate evaluate: characters are tokens too', async () => {
  const model = inFolder('letters');
  const reversed = 'ab\tba\nbc\tcb\nabc\tcba\nabcd\tdcba';
  const args = ['translate', 'train', '-', ...TINY, '--tokens', 'char', '--epochs', '150'];
  const run = await sluice([...args, '--out', model, '--json'], { input: reversed });
  assert.equal(run.code, 0, run.err);
  const evaluation = await sluice(['translate', 'evaluate', model, '-', '--json'], {
    input: reversed,
  });
  const { exact, bleu4 } = JSON.parse(evaluation.out);
  assert.deepEqual([exact, bleu4], [4, 1]);
  assert.equal((await sluice(['translate', 'run', model, 'abc'])).out, 'cba\n');
});

test('train: workers make no difference, and are no more than the shards', async () => {
  const args = ['translate', 'train', table, ...TINY, '--epochs', '3', '--shards', '8'];
  const files = [];
  for (const workers of ['1', '2', '8']) {
    const out = inFolder(`workers-${workers}`);
    const run = await sluice([...args, '--workers', workers, '--json', '--out', out]);
    assert.equal(events(run).at(-1).workers, Number(workers));
    files.push(await readFile(out));
  }
  assert.deepEqual(files[1], files[0]);
  assert.deepEqual(files[2], files[0]);
  const { code, err } = await sluice([...args, '--workers', '16']);
  assert.equal(code, 2);
  assert.match(err, /16 workers need as many shards, and this model has 8/);
});

/** @type {[args: string[], message: RegExp][]} */
const wrongUsages = [
  [['train'], /FILE\|-: sluice translate train FILE\|- \[OPTION/],
  [['train', table, table], /FILE/],
  [['train', table, '--order', 'random'], /unknown option --order/],
  [['train', table, '--tokens', 'byte'], /--tokens must be word or char/],
  [['train', table, '--updates', '3', '--epochs', '3'], /not both/],
  [['run'], /MODEL/],
  [['run', 'model', '--alpha', '11'], /--alpha must be a number from 0 to 10, not "11"/],
  [['run', 'model', 'a', '--beam', '0'], /--beam must be/],
  [['run', 'model', 'a', '--beam', '2', '--temperature', '1'], /not both/],
  [['run', 'model', 'a', '--seed', '1'], /--temperature/],
  [['evaluate', 'model'], /MODEL and FILE/],
];

test('wrong usage: a message on stderr and exit code 2', async () => {
  for (const [args, message] of wrongUsages) {
    const { code, out, err } = await sluice(['translate', ...args]);
    assert.deepEqual([code, out], [2, ''], args.join(' '));
    assert.match(err, message);
    assert.match(err, /^sluice: .*\n$/);
  }
});

test('bad files: a message on stderr and exit code 1', async () => {
  const language = inFolder('language');
  await sluice([
    'train',
    table,
    '--hidden',
    '4',
    '--batch',
    '2',
    '--steps',
    '4',
    '--out',
    language,
  ]);
  const model = await trained('bad', 1);
  await writeFile(inFolder('no-tab.tsv'), 'Go.\tVa !\nalone\n');
  await writeFile(inFolder('empty.tsv'), '\n');
  await writeFile(inFolder('latin.tsv'), Buffer.from('go .\tva !\ncaf\xe9 .\tva !\n', 'latin1'));
  /** @type {[args: string[], message: RegExp][]} */
  const cases = [
    [['train', 'missing.tsv'], /missing\.tsv: no such file or folder/],
    [['train', 'no-tab.tsv'], /line 2 has no tab/],
    [['train', 'empty.tsv'], /no pairs/],
    [['train', 'latin.tsv'], /latin\.tsv: line 2: byte 5 of the sentence is not UTF-8/],
    [['train', 'no-tab.tsv', '--out', 'no-tab.tsv'], /this is the file to learn from/],
    [['evaluate', model, 'latin.tsv'], /latin\.tsv: line 2: byte 5/],
    [['run', 'missing', 'a'], /no such file or folder/],
    [['run', language, 'a'], /language: this is a language model; sluice generate and/],
    [['evaluate', language, 'no-tab.tsv'], /language: this is a language model; sluice generate/],
    [['evaluate', model, 'no-tab.tsv'], /line 2/],
  ];
  for (const [args, message] of cases) {
    const { code, out, err } = await sluice(['translate', ...args]);
    assert.deepEqual([code, out], [1, ''], `${args.join(' ')}: ${err}`);
    assert.match(err.trimEnd(), message);
    assert.doesNotMatch(err, /\n\s+at /, 'no stack');
  }
  for (const args of [
    ['generate', model],
    ['evaluate', model, 'latin.tsv'],
  ]) {
    const { code, err } = await sluice(args);
    assert.equal(code, 1);
    assert.match(err, /this is a translation model; sluice translate run and/);
  }
});

test('SIGINT saves to --out and ends a wait for stdin', async () => {
  const out = inFolder('interrupted');
  const args = ['translate', 'train', table, ...TINY, '--epochs', '100000000', '--json'];
  const run = await sluice([...args, '--out', out], {
    during: (child) => child.stdout.once('data', () => child.kill('SIGINT')),
  });
  assert.deepEqual([run.code, run.err], [130, '']);
  assert.ok(JSON.parse((await sluice(['info', out, '--json'])).out).updates > 0);
  const waiting = await sluice(['translate', 'run', out], {
    during: (child) => void interrupt(child),
  });
  assert.deepEqual([waiting.code, waiting.out, waiting.err], [130, '', '']);
});
