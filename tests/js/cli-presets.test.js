import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { presets, readTraining } from '../../wasm/index.js';
import { events, interrupt, openFolder } from './run-cli.js';

const { inFolder, sluice } = await openFolder();
const textFile = inFolder('heron.txt');
await writeFile(textFile, 'The grey heron waits in the reeds, and the water goes by. '.repeat(300));
const table = inFolder('pairs.tsv');
await writeFile(table, 'ab\tba\nabc\tcba\naecb\tbcea\n'.repeat(4)); // for a preset that reads letters
const SMALL = ['--hidden', '8', '--batch', '2', '--steps', '8'];

/** @param {string[]} args @returns {Promise<any[]>} */
async function told(args) {
  const run = await sluice([...args, '--json']);
  assert.deepEqual([run.code, run.err], [0, ''], args.join(' '));
  return events(run);
}

/** @param {string} file */
async function settingsIn(file) {
  const { settings, most } = readTraining(await readFile(file)) ?? {};
  assert.ok(settings);
  return { ...settings, most };
}

test('presets: what each is for, its size and its time', async () => {
  const { code, out, err } = await sluice(['presets', 'reverse-tiny', 'quick-rnn']);
  assert.deepEqual([code, err], [0, '']);
  const [rnn, what, pairs] = out.split('\n');
  // 63 symbols and <unk>: 64 x 128 of input, 128 x 128 recurrent, 128 x 64 of output, and biases
  assert.match(rnn ?? '', /^quick-rnn +32,960 parameters, 5,000 updates, about \d+ (s|min)$/);
  assert.match(what ?? '', /^ +a short text with a small plain RNN, which has no gates$/);
  assert.match(pairs ?? '', /^reverse-tiny /);
});

test('presets --json: an object for each, with all settings', async () => {
  const [row, ...more] = await told(['presets', 'v1-gru']);
  assert.equal(more.length, 0);
  const { parameters, seconds, about, symbols, max_tokens: most, ...rest } = row;
  const { settings, updates } = presets['v1-gru'];
  assert.deepEqual(rest, { name: 'v1-gru', kind: 'language', updates, settings });
  // three gates of 28 x 32 and 32 x 32, four biases; 32 x 28 and a bias of output
  assert.equal(parameters, 3 * (28 * 32 + 32 * 32) + 4 * 32 + 32 * 28 + 28);
  assert.ok(seconds > 0 && about.length > 10 && symbols === 28 && most === 15032);
});

test('train --preset: its settings, its length, and changes on top', async () => {
  const out = inFolder('preset');
  const small = ['train', textFile, '--preset', 'large-rnn', ...SMALL, '--out', out];
  assert.equal((await told(small)).at(-1).update, presets['large-rnn'].updates);
  const { settings } = presets['large-rnn'];
  const changed = { hidden: 8, batch: 2, steps: 8 };
  const found = await settingsIn(out);
  assert.deepEqual({ ...found, ...settings, ...changed }, found);
  const first = ['train', textFile, '--preset=first', ...SMALL, '--drops', 'between', '--out', out];
  assert.equal((await told([...first, '--updates', '60'])).at(-1).update, 60);
  const { horizon, dropout_at: at, dropconnect } = await settingsIn(out);
  assert.deepEqual([horizon, at, dropconnect], [60, 'between', presets.first.settings.dropconnect]);
  const book = ['train', textFile, '--preset', 'classic-gru', ...SMALL, '--updates', '1'];
  await told([...book, '--out', out]);
  const { normalize, most } = await settingsIn(out);
  assert.deepEqual([normalize, most], ['d2l', 10_000]);
  await told([...book, '--max-tokens', '900', '--normalize', 'none', '--out', out]);
  const cut = await settingsIn(out);
  assert.deepEqual([cut.normalize, cut.most], ['none', 900]);
});

test('translate train --preset: the whole preset, and nothing of the defaults', async () => {
  const out = inFolder('translator');
  const args = ['translate', 'train', table, '--preset', 'reverse-tiny', '--minimum', '1'];
  assert.equal((await told([...args, '--out', out])).at(-1).update, 100);
  const found = await settingsIn(out);
  assert.deepEqual({ ...found, ...presets['reverse-tiny'].settings, minimum: 1 }, found);
  assert.deepEqual([found.layers, found.dropout], [1, 0]);
});

test('train --minutes: the updates that it took repeat it to the bit, in one go or in two', async () => {
  const [out, again, part] = [inFolder('timed'), inFolder('again'), inFolder('part')];
  const args = ['train', textFile, '--preset', 'first', ...SMALL, '--seed', '3'];
  const [planned, ...rest] = await told([
    ...args,
    ...['--minutes', '0.02', '--workers', '2', '--out', out],
  ]);
  const { updates } = planned;
  assert.deepEqual(planned, {
    ...{ event: 'planned', preset: 'first', minutes: 0.02, updates, horizon: updates },
  });
  assert.ok(updates > 50);
  assert.deepEqual([rest.at(-1).event, rest.at(-1).update], ['done', updates]);
  assert.equal((await settingsIn(out)).horizon, updates);
  const repeat = [...args, '--horizon', String(updates)];
  await told([...repeat, '--updates', String(updates), '--out', again]);
  assert.ok((await readFile(again)).equals(await readFile(out)));
  await told([...repeat, '--updates', '40', '--out', part]);
  const resumed = await told(['train', textFile, '--resume', part, '--out', part]);
  assert.equal(resumed.at(-1).update, updates);
  assert.ok((await readFile(part)).equals(await readFile(out)));
});

test('train --minutes: the plan is told, and how to repeat it', async () => {
  const args = ['train', textFile, ...SMALL, '--lr', '2', '--minutes', '0.005'];
  const { code, err } = await sluice(args);
  assert.equal(code, 0, err);
  const updates = /^0\.005 minutes: ([\d,]+) updates on this machine$/m.exec(err)?.[1] ?? '';
  const number = Number(updates.replaceAll(',', ''));
  assert.match(err, new RegExp(`^update ${number} of ${number}  `, 'm'));
  const repeat = `to repeat it: --updates ${number} --horizon ${number}, with the other options`;
  assert.ok(err.includes(repeat), err);
});

test('translate train --minutes', async () => {
  const args = ['translate', 'train', table, '--preset', 'reverse-tiny', '--minutes', '0.005'];
  const all = await told([...args, '--minimum', '1']);
  assert.deepEqual([all[0].event, all.at(-1).update], ['planned', all[0].updates]);
});

test('train with nothing else: the preset first, for one minute', async () => {
  const { code, err } = await sluice(['train', textFile], {
    during: (child) =>
      child.stderr.on('data', (data) => data.includes('for 1 minute\n') && interrupt(child)),
  });
  assert.equal(code, 130);
  assert.match(err, /^with the preset first \(sluice presets lists all\), for 1 minute$/m);
  const out = inFolder('bare');
  const running = ['--minutes', '0.01', '--workers', '2', '--max-tokens', '6000', '--out', out];
  const [planned] = await told(['train', textFile, ...running]);
  assert.deepEqual([planned.preset, planned.minutes], ['first', 0.01]);
  const found = await settingsIn(out);
  assert.deepEqual({ ...found, ...presets.first.settings, horizon: planned.updates }, found);
});

test('train with nothing else on a large alphabet: the preset first-large', async () => {
  const [large, out] = [inFolder('large.txt'), inFolder('bare-large')];
  const symbols = Array.from({ length: 6000 }, (_, i) =>
    String.fromCodePoint(0x4e00 + ((i * 7) % 300)),
  ); // with <unk> 301
  await writeFile(large, symbols.join(''));
  const [planned] = await told(['train', large, '--minutes', '0.01', '--out', out]);
  assert.equal(planned.preset, 'first-large');
  const found = await settingsIn(out);
  const { settings } = presets['first-large'];
  assert.deepEqual({ ...found, ...settings, horizon: planned.updates }, found);
});

test("train with any setting: the core's defaults, and 500 updates", async () => {
  const out = inFolder('defaults');
  assert.equal((await told(['train', textFile, ...SMALL, '--out', out])).at(-1).update, 500);
  const { optimizer, lr, schedule, dropout, validation } = await settingsIn(out);
  assert.deepEqual([optimizer, lr, schedule, dropout, validation], ['sgd', 1, 'constant', 0, 0]);
  await told(['train', textFile, '--updates', '1', '--out', out]);
  const { hidden, batch } = await settingsIn(out);
  assert.deepEqual([hidden, batch], [256, 32]);
});

test('what cannot be is refused with what would be right', async () => {
  const out = inFolder('endless');
  await told(['train', textFile, ...SMALL, '--updates', '1', '--out', out]);
  const train = ['train', textFile];
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [[...train, '--preset', 'frist'], /there is no preset "frist"; did you mean first\?/],
    [[...train, '--preset', 'seq2seq'], /seq2seq is for pairs of sentences; for a text there are/],
    [['translate', 'train', table, '--preset', 'first'], /first is for a text; for pairs of sen/],
    [['presets', 'seq2sq'], /no preset "seq2sq"; did you mean seq2seq\?/],
    [['presets', 'nothing'], /no preset "nothing"; there are first, .*, reverse-tiny/],
    [[...train, '--minutes', '0'], /--minutes must be a number above 0, not "0"/],
    [[...train, '--minutes', '-2'], /--minutes must be a number above 0, not "-2"/],
    [[...train, '--minutes', '1', '--updates', '5'], /give --updates or --minutes, not both/],
    [[...train, '--minutes', '1', '--horizon', '5'], /--minutes sets the horizon: leave out/],
    [[...train, '--resume', out, '--minutes', '1'], /--resume goes on to .*: leave out --minutes/],
    [[...train, '--resume', out, '--preset', 'first'], /settings of its file: leave out --preset/],
    [[...train, '--resume', out], /not planned to end anywhere: --resume needs --updates or/],
  ])) {
    const run = await sluice(args);
    assert.deepEqual([run.code, run.out], [2, ''], args.join(' '));
    assert.match(run.err, message);
  }
});
