import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { readTraining } from '../../wasm/index.js';
import { events, interrupt, openFolder } from './run-cli.js';

const { folder, inFolder, sluice } = await openFolder();
const textFile = inFolder('heron.txt');
const text = 'The grey heron waits in the reeds, and the water goes by. '.repeat(40);
await writeFile(textFile, text);
const TINY = ['--hidden', '16', '--batch', '4', '--steps', '10', '--lr', '2'];

/** @param {string} name */
async function trainedModel(name, updates = 50) {
  const file = inFolder(name);
  const args = ['train', textFile, ...TINY, '--updates', String(updates), '--out', file, '--json'];
  const run = await sluice(args);
  assert.deepEqual([run.code, run.err], [0, '']);
  return file;
}

test('train: progress to stderr, a sample to stdout, the model to --out', async () => {
  const out = inFolder('talk.safetensors');
  const run = await sluice(['train', textFile, ...TINY, '--updates', '80', '--out', out]);
  assert.equal(run.code, 0);
  assert.match(run.err, /2,320 symbols, 19 distinct/);
  assert.match(run.err, /update 80 .*perplexity [\d.]+ .*tokens\/s/);
  assert.equal([...run.out].length, 301);
  assert.ok([...run.out.trimEnd()].every((symbol) => text.includes(symbol)));
  assert.ok((await readFile(out)).length > 1000);
  assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.tmp')));
});

test('train: a bar on a terminal, in one line', async () => {
  const terminal = 'data:text/javascript,Object.assign(process.stderr,{isTTY:true,columns:60})';
  const env = { ...process.env, NODE_OPTIONS: `--import=${terminal}` };
  const run = await sluice(['train', textFile, ...TINY, '--updates', '80'], { env });
  assert.equal(run.code, 0, run.err);
  const shown = run.err.split('\r\x1b[K').map((line) => line.trimEnd());
  const bars = shown.filter((line) => line.startsWith('['));
  assert.match(bars[0] ?? '', /^\[#?\.+\] +\d+% update \d+ /);
  assert.match(bars.at(-1) ?? '', /^\[#{10}\] 100% update 80 /);
  assert.ok(bars.every((line) => line.length < 60));
});

test('train --json: events at each 100 updates and each end of an epoch, then done', async () => {
  const args = ['train', textFile, ...TINY, '--updates', '230', '--validation', '0.1', '--json'];
  const run = await sluice(args);
  assert.deepEqual([run.code, run.err], [0, '']);
  const all = events(run);
  const done = all.pop();
  assert.ok(all.every(({ event }) => event === 'progress'));
  // 2,088 symbols less an offset of up to 10, in 4 rows of windows of 10
  const ends = all.filter(({ update }) => update % 100 !== 0).map(({ epoch }) => epoch);
  assert.deepEqual(ends.slice(0, 4), [1, 2, 3, 4]);
  assert.deepEqual(
    all.map(({ update }) => update).filter((u) => u % 100 === 0),
    [100, 200],
  );
  const keys = ['update', 'epoch', 'tokens', 'loss', 'perplexity'];
  const validated = all.filter((event) => 'validation_perplexity' in event);
  assert.ok(validated.length >= 2 && validated.length < all.length);
  for (const event of all) {
    const extra = 'validation_perplexity' in event ? ['validation_perplexity'] : [];
    assert.deepEqual(Object.keys(event), ['event', ...keys, ...extra, 'tokens_per_second']);
    assert.ok(Math.abs(event.perplexity - Math.exp(event.loss)) < 1e-9);
    assert.equal(event.tokens, event.update * 40);
  }
  assert.deepEqual(
    [done.event, done.update, done.engine, done.workers],
    ['done', 230, 'relaxed', 1],
  );
  assert.ok(done.seconds > 0 && done.tokens_per_second > 0 && done.validation_perplexity > 1);
  assert.ok(done.loss < all[0].loss - 0.3);
  const timeless = (/** @type {any} */ { tokens_per_second, seconds, ...rest }) => rest;
  assert.deepEqual(events(await sluice(args)).map(timeless), [...all, done].map(timeless));
});

test('train: the number of workers is told, and makes no difference', async () => {
  const results = [];
  for (const workers of ['1', '2', '4']) {
    const out = inFolder(`workers-${workers}`);
    const args = ['--updates', '30', '--batch', '7', '--workers', workers, '--json', '--out', out];
    const run = await sluice(['train', textFile, ...TINY, ...args]);
    assert.deepEqual([run.code, run.err], [0, '']);
    const { workers: told, loss } = events(run).at(-1);
    assert.equal(String(told), workers);
    results.push([loss, (await readFile(out)).toString('hex')]);
  }
  assert.deepEqual(results[1], results[0]);
  assert.deepEqual(results[2], results[0]);
});

test('train: stdin, flags in both forms, epochs, other engines', async () => {
  const common = [...TINY, '--epochs', '2', '--json', '--engine', 'simd'];
  const files = [inFolder('a'), inFolder('b'), inFolder('c')];
  const [a = '', b = '', c = ''] = files;
  const first = await sluice(['train', '-', ...common, '--bias', 'false', '--out', a], {
    input: text,
  });
  assert.equal(first.code, 0, first.err);
  assert.equal(events(first).at(-1).epoch, 2);
  const more = ['--bias=false', '--engine=scalar', '--workers', '1', '--seed', '1'];
  const second = await sluice(['train', ...common, ...more, `--out=${b}`, '--', textFile]);
  assert.equal(second.code, 0, second.err);
  assert.equal(events(second).at(-1).engine, 'scalar');
  assert.ok((await readFile(a)).equals(await readFile(b)));
  for (const other of [['--bias'], ['--bias=false', '--engine=relaxed']]) {
    await sluice(['train', textFile, ...common, ...other, '--out', c]);
    assert.ok(!(await readFile(a)).equals(await readFile(c)));
  }
});

test('train: --normalize is remembered, --max-tokens cuts', async () => {
  const out = inFolder('d2l.safetensors');
  const args = ['--normalize', 'd2l', '--max-tokens', '1000', '--updates', '5', '--out', out];
  const run = await sluice(['train', textFile, ...TINY, ...args]);
  assert.match(run.err, /1,000 symbols/);
  const prompt = await sluice(['generate', out, '--prompt', 'THE Grey!', '--length', '5']);
  assert.deepEqual([prompt.code, prompt.out.length], [0, 5]);
  const info = JSON.parse((await sluice(['info', out, '--json'])).out);
  assert.equal(info.settings.normalize, 'd2l');
});

/** The file as earlier versions wrote it. @param {Buffer} bytes */
function withOldNames(bytes) {
  const size = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + size));
  header.__metadata__.sluice = header.__metadata__.sluice
    .replace('"token_dropout":', '"blank":')
    .replace('"dropout_at":', '"drops":')
    .replace(/"(embedding|dropout_(mask|input|output))":[^,]*,/g, '')
    .replace('"teacher":', '"embedding":32,"teacher":');
  const renamed = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(renamed.length));
  return Buffer.concat([length, renamed, bytes.subarray(8 + size)]);
}

test('train: earlier names of settings are understood, in options and in files', async () => {
  const [now = '', before = '', old = ''] = ['now', 'before', 'old'].map(inFolder);
  const args = ['train', textFile, ...TINY, '--layers', '2', '--dropout', '0.2', '--updates', '5'];
  const renamed = ['--token-dropout', '0.1', '--dropout-at', 'every', '--out', now];
  assert.equal((await sluice([...args, ...renamed])).code, 0);
  assert.equal(
    (await sluice([...args, '--blank=0.1', '--drops', 'every', '--out', before])).code,
    0,
  );
  assert.ok((await readFile(now)).equals(await readFile(before)));
  await writeFile(old, withOldNames(await readFile(now)));
  const settings = readTraining(await readFile(old))?.settings;
  assert.deepEqual([settings?.token_dropout, settings?.dropout_at], [0.1, 'every']);
  assert.deepEqual([settings?.dropout_mask, settings?.embedding], ['step', 0]);
  for (const file of [now, old]) {
    const resume = ['--resume', file, '--token-dropout', '0.1', '--updates', '9', '--out', file];
    const run = await sluice(['train', textFile, ...resume]);
    assert.equal(run.code, 0, run.err);
  }
  assert.ok((await readFile(now)).equals(await readFile(old)));
});

test('train: every kind of stack, optimiser and schedule', async () => {
  const out = inFolder('stack');
  const model = ['--cell', 'lstm', '--layers', '2', '--dropout', '0.2', '--init', 'pytorch'];
  const training = ['--optimizer', 'adamw', '--lr', '0.01', '--warmup', '5', '--order', 'random'];
  const args = ['train', textFile, ...TINY, ...model, ...training, '--validation', '0.1'];
  const scheduled = [...args, '--schedule', 'cosine', '--out', out];
  // 2,088 symbols are trained on: 52 windows of 10 in each of 4 rows
  for (const [limit, horizon] of /** @type {const} */ ([
    [['--updates', '30'], 30],
    [['--epochs', '2'], 104],
    [['--updates', '30', '--horizon', '77'], 77],
  ])) {
    const run = await sluice([...scheduled, ...limit]);
    assert.deepEqual([run.code, /before|future/.test(run.err)], [0, false], run.err);
    const { settings } = JSON.parse((await sluice(['info', out, '--json'])).out);
    assert.deepEqual([settings.horizon, settings.layers, settings.warmup], [horizon, 2, 5]);
  }
  const short = await sluice([...scheduled, '--updates', '5']);
  assert.deepEqual([short.code, /warmup/.test(short.err)], [2, true]);
});

test('train: a bidirectional model is labelled', async () => {
  const args = ['train', textFile, ...TINY, '--bidirectional', '--updates', '5'];
  for (const json of [[], ['--json']]) {
    const run = await sluice([...args, ...json]);
    assert.equal(run.code, 0);
    assert.match(run.err, /bidirectional .* perplexity does not measure prediction/);
  }
});

test('generate: reproducible, as long as asked for, and quiet when the reader leaves', async () => {
  const model = await trainedModel('generate.safetensors');
  const args = ['generate', model, '--prompt', 'The ', '--length', '50', '--temperature', '0.8'];
  const once = await sluice([...args, '--top-k', '9', '--top-p', '0.9', '--seed', '7']);
  assert.deepEqual([once.code, once.err, once.out.length], [0, '', 50]);
  const again = await sluice([...args, '--top-k', '9', '--top-p', '0.9', '--seed', '7']);
  assert.equal(again.out, once.out);
  assert.notEqual((await sluice([...args, '--seed', '8'])).out, once.out);
  assert.equal((await sluice(['generate', model])).out.length, 200);
  const closed = await sluice(['generate', model, '--length', '1000000000'], {
    during: (child) => child.stdout.once('data', () => child.stdout.destroy()),
  });
  assert.deepEqual([closed.code, closed.err], [0, '']);
});

test('generate: with gates held', async () => {
  const model = await trainedModel('held.safetensors');
  const write = (/** @type {string[]} */ ...more) => sluice(['generate', model, ...more]);
  const blind = await write('--hold', 'reset=0,update_l0=0', '--prompt', 'The o');
  assert.deepEqual([blind.code, blind.out.length], [0, 200]);
  assert.equal((await write('--hold', 'r=0,z=0', '--prompt', 'o')).out, blind.out);
  const refused = await write('--hold', 'forget=1');
  assert.equal(refused.code, 2);
  assert.match(refused.err, /a gru has r \(reset\) and z \(update\)/);
  for (const value of ['2', '-0.5']) {
    const outside = await write('--hold', `reset=${value}`);
    assert.equal(outside.code, 2);
    assert.match(outside.err, /the reset gate can be held at a value from 0 to 1/);
  }
});

test('evaluate: what was trained on is less surprising', async () => {
  const model = await trainedModel('evaluate.safetensors', 200);
  const own = await sluice(['evaluate', model, textFile]);
  assert.equal(own.code, 0);
  assert.match(own.out, /^loss +[\d.]+ nats per symbol\nperplexity +[\d.]+\ntokens +2319\n$/);
  const other = await sluice(['evaluate', model, '-', '--json'], { input: 'sdnar? gnikniht' });
  const { loss, perplexity, tokens, unknown } = JSON.parse(other.out);
  assert.deepEqual([tokens, unknown], [14, 2]); // "?" and "k"
  assert.ok(Math.abs(perplexity - Math.exp(loss)) < 1e-9);
  assert.ok(loss > Number(/[\d.]+/.exec(own.out)?.[0]) + 0.5);
  assert.match((await sluice(['evaluate', model, '-'], { input: 'Kraken' })).out, /unknown +2/);
});

test('info: a table, or JSON', async () => {
  const model = await trainedModel('info.safetensors', 3);
  const table = await sluice(['info', model]);
  assert.match(table.out, /^ {2}hidden +16$/m);
  assert.match(table.out, /^ {2}updates +3$/m);
  assert.match(
    table.out,
    /^Training:\n {2}updates +3\n {2}epochs +0\n {2}fingerprint +[0-9a-f]{16}$/m,
  );
  assert.match(table.out, /^ {2}rnn\.weight_ih_l0 +F32 48 x 19$/m);
  const info = JSON.parse((await sluice(['info', model, '--json'])).out);
  assert.deepEqual([info.updates, info.settings.hidden, info.vocabulary.length], [3, 16, 19]);
  assert.deepEqual([info.training.updates, info.training.tokens], [3, 120]);
});

test('help lists the settings of the core, by group, with defaults', async () => {
  const { code, out, err } = await sluice(['train', '--help']);
  assert.deepEqual([code, err], [0, '']);
  for (const heading of ['Model:', 'Training:', 'Length:', 'Running:']) {
    assert.ok(out.includes(`\n${heading}\n`), heading);
  }
  assert.match(out, /^ {2}--cell rnn\|gru\|lstm +.*/m);
  assert.match(out, /--hidden N [^-]*\[256\]/);
  assert.match(out, /--bias true\|false +[^-]*\[true\]/);
  assert.match(out, /--updates N [^-]*\[500/);
  assert.doesNotMatch(out, /teacher/);
  assert.match(out, /--embedding N [^-]*\[0\]/);
  assert.match(out, /--dropout-mask step\|window\s[^-]*\[step\]/);
  assert.match(out, /--horizon N [^[]*\[the whole training\]/);
  assert.ok(out.split('\n').every((line) => line.length <= 100));
  for (const command of ['train', 'generate', 'evaluate', 'info', 'presets']) {
    assert.match((await sluice([command, '-h'])).out, new RegExp(`Usage: sluice ${command} `));
    assert.match((await sluice(['--help'])).out, new RegExp(`^ {2}${command} `, 'm'));
  }
  const { version } = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  assert.equal((await sluice(['--version'])).out, `${version}\n`);
});

/** @type {[args: string[], message: RegExp][]} */
const wrongUsages = [
  [[], /no command given/],
  [['dream'], /unknown command dream/],
  [['translate'], /train, run or evaluate/],
  [['translate', 'dream'], /unknown command translate dream/],
  [['export', 'model', '--to', 'onnx'], /--out FILE is needed/],
  [['train'], /FILE/],
  [['train', 'a', 'b'], /FILE/],
  [['train', textFile, '--out', 'new/'], /--out takes a file name/],
  [['train', textFile, '--out='], /--out takes a file name/],
  [['generate', 'model', '--temperature', '101'], /from 0 to 100/],
  [['evaluate', 'model'], /MODEL and FILE/],
  [['train', textFile, '--colour', 'red'], /unknown option --colour/],
  [['train', textFile, '-x'], /unknown option -x/],
  [['train', textFile, '--hidden'], /--hidden needs a value/],
  [['train', textFile, '--hidden', '--json'], /--hidden needs a value/],
  [['train', textFile, '--hidden', '0'], /--hidden must be a whole number from 1 to 4096, not "0"/],
  [['train', textFile, '--hidden', '1e9'], /--hidden must be a whole number/],
  [['train', textFile, '--hidden', '2.5'], /--hidden must be a whole number/],
  [['train', textFile, '--hidden', ''], /--hidden must be a whole number/],
  [['train', textFile, '--hidden', '0x10'], /--hidden must be a whole number/],
  [['train', textFile, '--lr', 'fast'], /--lr must be a number/],
  [['train', textFile, '--lr', '0'], /lr must be a number greater than 0/],
  [['train', textFile, '--lr', 'NaN'], /--lr must be a number/],
  [['train', textFile, '--dropout-input', '0.2'], /use token_dropout or set embedding above 0/],
  [
    ['train', textFile, '--dropout-output', '1'],
    /--dropout-output must be a number from 0 to 0.95/,
  ],
  [['train', textFile, '--cell', 'elman'], /--cell must be rnn, gru or lstm/],
  [['train', textFile, '--bias=maybe'], /--bias must be true or false/],
  [['train', textFile, '--engine', 'steam'], /--engine must be/],
  [['train', textFile, '--workers', '3'], /--workers must be auto, 1, 2, 4, 8 or 16, not "3"/],
  [['train', textFile, '--hiden', '5'], /unknown option --hiden; did you mean --hidden\?/],
  [['evalute'], /unknown command evalute; did you mean evaluate\?/],
  [['train', textFile, '--updates', '0'], /--updates must be/],
  [['train', textFile, '--updates', '5', '--epochs', '5'], /not both/],
  [['generate', 'model', '--top-p', '2'], /--top-p must be a number from 0 to 1/],
  [['generate', 'model', '--json'], /unknown option --json/],
  [
    ['generate', 'model', '--hold', 'reset'],
    /--hold takes gates as in reset=1,update_l0=0.5, not "reset"/,
  ],
  [['generate', 'model', '--hold', 'z=1,z_l0=0'], /names z for all layers and once more/],
];

test('translate --help lists the commands', async () => {
  const { code, out } = await sluice(['translate', '--help']);
  assert.equal(code, 0);
  assert.match(out, /translate train.*\n.*translate run/s);
});

test('wrong usage: a message on stderr and exit code 2', async () => {
  for (const [args, message] of wrongUsages) {
    const { code, out, err } = await sluice(args);
    assert.deepEqual([code, out], [2, ''], args.join(' '));
    assert.match(err, message);
    assert.match(err, /^sluice: .*\n$/);
  }
});

test('a process ends with the same code and message', async () => {
  const apart = {}; // anything around it makes it a process of its own
  const { code, out, err } = await sluice(['train', textFile, '--hidden', '0'], apart);
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /^sluice: --hidden must be .*\n$/);
  const missing = await sluice(['train', 'missing.txt'], apart);
  assert.deepEqual([missing.code, missing.out], [1, '']);
  assert.match(missing.err, /^sluice: missing\.txt: .*\n$/);
});

test('bad files: a message on stderr and exit code 1', async () => {
  const model = await trainedModel('whole.safetensors', 3);
  const bytes = await readFile(model);
  await writeFile(inFolder('cut.safetensors'), bytes.subarray(0, -5));
  await writeFile(
    inFolder('altered.safetensors'),
    bytes.map((byte, i) => (i === 9 ? 0 : byte)),
  );
  await writeFile(inFolder('empty.txt'), '');
  await writeFile(inFolder('one.txt'), 'x');
  await writeFile(inFolder('latin.txt'), Buffer.from('na\u00efve', 'latin1'));
  await writeFile(inFolder('nul.txt'), 'ab\0cd');
  await symlink('one.txt', inFolder('alias.txt'));
  await symlink('no/such/model', inFolder('astray'));
  await symlink('circle', inFolder('ring'));
  await symlink('ring', inFolder('circle'));
  assert.equal(spawnSync('mkfifo', [inFolder('pipe')]).status, 0);
  /** @type {[args: string[], message: RegExp][]} */
  const cases = [
    [['train', 'missing.txt'], /missing\.txt: no such file or folder/],
    [['train', folder], /this is a folder/],
    [['train', join(textFile, 'x')], /not a folder/],
    [['train', 'empty.txt'], /the text is empty/],
    [['train', 'one.txt', ...TINY], /too short/],
    [['train', 'latin.txt'], /0xef.*not UTF-8/],
    [['train', 'nul.txt'], /offset 2.*NUL/],
    [['train', textFile, '--out', 'no/such/model'], /no\/such: no such folder/],
    [['train', textFile, '--out', folder], /this is a folder/],
    [['train', 'latin.txt', '--out', './latin.txt'], /latin\.txt: this is the file to learn from/],
    [['train', 'alias.txt', '--out', 'one.txt'], /alias\.txt: this is the file to learn from/],
    [['train', textFile, '--out', 'pipe'], /pipe: this is a device or a pipe/],
    [['train', textFile, '--out', 'astray'], /no\/such: no such folder/],
    [['train', textFile, '--out', 'ring'], /ring: this link leads back to itself/],
    [['train', textFile, '--resume', '/dev/null'], /null: this is a device, not a file/],
    [['generate', '/dev/null'], /null: this is a device, not a file/],
    [['train', textFile, '--out', 'a'.repeat(253)], /the name is too long/],
    [['train', textFile, ...TINY, '--validation', '0.0001'], /held-out part has 0 symbols/],
    [['generate', 'missing'], /missing: no such file or folder/],
    [['generate', folder], /this is a folder/],
    [['generate', 'cut.safetensors'], /.../],
    [['generate', 'altered.safetensors'], /.../],
    [['generate', textFile], /.../],
    [['generate', model, '--prompt', 'Quiz'], /Q/],
    [['evaluate', model, 'missing.txt'], /missing\.txt/],
    [['evaluate', model, 'one.txt'], /at least 2/],
    [['info', 'empty.txt'], /.../],
  ];
  for (const [args, message] of cases) {
    const { code, out, err } = await sluice(args);
    assert.deepEqual([code, out], [1, ''], `${args.join(' ')}: ${err}`);
    assert.match(err.trimEnd().split('\n').at(-1) ?? '', message);
    assert.doesNotMatch(err, /\n\s+at /, 'no stack');
  }
});

test('a training that diverges keeps what it had learned', async () => {
  const out = inFolder('before');
  const settings = ['--cell', 'rnn', '--layers', '4', '--steps', '200', '--hidden', '32'];
  const wild = ['--init', 'xavier', '--lr', '100', '--clip', '0', '--seed', '2'];
  const run = await sluice([
    'train',
    textFile,
    '--batch',
    '4',
    ...settings,
    ...wild,
    '--engine',
    'simd',
    '--out',
    out,
  ]);
  assert.equal(run.code, 1);
  assert.match(run.err, /update \d+ was not applied/);
  const diverged = Number(/update (\d+) was not applied/.exec(run.err)?.[1]);
  assert.ok(diverged > 1, run.err);
  assert.equal(readTraining(await readFile(out))?.updates, diverged - 1);
});

test('output that cannot be written is a message, too', {
  skip: !existsSync('/dev/full') && 'there is no /dev/full here',
}, async () => {
  const model = await trainedModel('full.safetensors', 3);
  const full = await open('/dev/full', 'w');
  const main = new URL('../../wasm/cli/main.js', import.meta.url).pathname;
  const { status, stderr } = spawnSync(process.execPath, [main, 'generate', model], {
    stdio: ['ignore', full.fd, 'pipe'],
    encoding: 'utf8',
  });
  await full.close();
  assert.deepEqual([status, stderr], [1, 'sluice: output: the disk is full\n']);
});

test('--out through a link writes where it leads', async () => {
  const model = await trainedModel('led', 3);
  await symlink('led', inFolder('link'));
  const { code } = await sluice(['train', textFile, ...TINY, '--updates', '5', '--out', 'link']);
  assert.equal(code, 0);
  assert.ok((await lstat(inFolder('link'))).isSymbolicLink());
  assert.equal(readTraining(await readFile(model))?.updates, 5);

  await symlink('not-yet', inFolder('early'));
  await sluice(['train', textFile, ...TINY, '--updates', '5', '--out', 'early']);
  assert.ok((await lstat(inFolder('early'))).isSymbolicLink());
  assert.equal(readTraining(await readFile(inFolder('not-yet')))?.updates, 5);
});

test('a write that fails leaves the old model', {
  skip: process.getuid?.() === 0 && 'root may write anywhere',
}, async () => {
  const model = await trainedModel('kept.safetensors', 3);
  const before = await readFile(model);
  await chmod(folder, 0o500);
  const { code, err } = await sluice(['train', textFile, ...TINY, '--out', model]);
  await chmod(folder, 0o700);
  assert.equal(code, 1);
  assert.match(err, /permission denied/);
  assert.ok((await readFile(model)).equals(before));
});

test('a rename that fails leaves nothing behind', async () => {
  const out = inFolder('taken');
  const run = await sluice(['train', '-', ...TINY, '--updates', '5', '--out', out], {
    // the folder appears once the check for it is over: a pipe takes this much only when it is read
    during: (child) => {
      child.stdin.write(text.repeat(1000), async () => {
        await mkdir(join(out, 'inside'), { recursive: true });
        child.stdin.end(text);
      });
      child.stderr.on('data', (data) => {
        if (/trying again/.test(data)) child.kill('SIGINT');
      });
    },
  });
  assert.equal(run.code, 1);
  assert.match(run.err, /taken: .*kept in memory/);
  assert.deepEqual(await readdir(out), ['inside']);
  assert.ok(!(await readdir(folder)).some((name) => /^taken\..*(tmp|lock)$/.test(name)));
});

test('SIGINT saves to --out and exits with 130', async () => {
  const out = inFolder('interrupted.safetensors');
  const args = ['train', textFile, ...TINY, '--updates', '100000000', '--json', '--out', out];
  const run = await sluice(args, {
    during: (child) => child.stdout.once('data', () => child.kill('SIGINT')),
  });
  assert.deepEqual([run.code, run.err], [130, '']);
  assert.ok(events(run).every(({ event }) => event === 'progress'));
  const info = JSON.parse((await sluice(['info', out, '--json'])).out);
  assert.equal(info.updates, events(run).at(-1).update);
});

test('SIGINT ends the wait for stdin, too', async () => {
  const run = await sluice(['train', '-', '--out', inFolder('never')], {
    during: (child) => void interrupt(child),
  });
  assert.deepEqual([run.code, run.out, run.err], [130, '', '']);
  assert.ok(!(await readdir(folder)).includes('never'));
});
